// The errors of a run by weight: how much such an error means, how often it came, and how programs take it. Everyday failures are left out.
import type { Inquiry } from '../../../analyse/inquiry.ts';
import { isNoise } from '../../../analyse/noise.ts';
import { errnoMeaning } from '../../../knowledge/errno.ts';
import { CALL_FAILED } from '../../../model/trace.ts';

export interface WeighedError {
  readonly errno: string;
  readonly priority: 'high' | 'medium' | 'low' | 'noise';
  readonly recoverable: 'no' | 'sometimes' | 'usually';
  readonly means: string;
  readonly count: number;
  /** The last one: event, from 0. */
  readonly last: number;
  /** Calls with what they were about, the last first. */
  readonly examples: readonly string[];
}

const PRIORITIES = ['high', 'medium', 'low', 'noise'] as const;
const RECOVERABLE = ['no', 'sometimes', 'usually'] as const;
const EXAMPLES_MOST = 3;

/** Heaviest first; of the same weight those that came last. One pass; texts of a few events only. */
export function weighErrors({ trace }: Inquiry): { readonly errors: readonly WeighedError[]; readonly everyday: number } {
  const byErrno = new Map<number, { count: number; recent: number[] }>();
  let everyday = 0;
  for (let event = 0; event < trace.eventCount; event = trace.next(event)) {
    if ((trace.flags(event) & CALL_FAILED) === 0) continue;
    if (isNoise(trace, event)) {
      everyday++;
      continue;
    }
    const id = trace.errnoIdOf(event);
    const known = byErrno.get(id) ?? { count: 0, recent: [] };
    byErrno.set(id, known);
    known.count++;
    known.recent = [event, ...known.recent].slice(0, EXAMPLES_MOST);
  }
  const errors = [...byErrno.values()].flatMap(({ count, recent }): WeighedError[] => {
    const last = recent[0] ?? 0;
    const errno = trace.errno(last);
    if (errno === null) return [];
    const { priority, recoverable, means } = errnoMeaning(errno) ?? { priority: 'medium' as const, recoverable: 'sometimes' as const, means: '' };
    return [
      {
        errno,
        priority,
        recoverable,
        means,
        count,
        last,
        examples: recent.map((event) => `${trace.name(event)} ${trace.target(event) ?? ''}`.trim()),
      },
    ];
  });
  const rank = (error: WeighedError): number => PRIORITIES.indexOf(error.priority) * 10 + RECOVERABLE.indexOf(error.recoverable);
  return { errors: errors.sort((one, other) => rank(one) - rank(other) || other.last - one.last), everyday };
}
