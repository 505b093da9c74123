// The counts of a capture, `whytrace.stats/1`.
import { latin1 } from '../parse/latin1.ts';
import { processViews } from '../store/process-views.ts';
import type { RecordCounts } from '../store/record-counts.ts';
import { secondsText } from './seconds.ts';

/** What `stats --json` prints of one capture. */
export interface Stats {
  readonly schema: 'whytrace.stats/1';
  /** Only when there are several captures. */
  readonly file?: string;
  readonly lines: number;
  readonly calls: number;
  /** Calls whose halves stand in different lines. */
  readonly joined: number;
  /** Calls without a result. */
  readonly pending: number;
  readonly signals: number;
  readonly exits: number;
  readonly notices: number;
  readonly stacks: number;
  readonly summaries: number;
  readonly output: number;
  readonly raw: number;
  /** Most first. */
  readonly byName: Readonly<Record<string, number>>;
  readonly byErrno: Readonly<Record<string, number>>;
  readonly byProcess: readonly { readonly pid: number; readonly comm: string; readonly calls: number }[];
  readonly processes: number;
  /** From the first time stamp to the last; null without stamps. */
  readonly seconds: string | null;
}

/** @param lines input lines that were read */
export function statsOf(counts: RecordCounts, lines: number): Stats {
  const [calls = 0, signals = 0, exits = 0, notices = 0, stacks = 0, summaries = 0, output = 0, raw = 0] = counts.kinds;
  const { symbols } = counts;
  const processes = processViews(counts.processes, symbols);
  return {
    schema: 'whytrace.stats/1',
    lines,
    calls,
    joined: counts.joined,
    pending: counts.pending,
    signals,
    exits,
    notices,
    stacks,
    summaries,
    output,
    raw,
    byName: tally(counts.byName, (id) => latin1(symbols.names.bytes(id))),
    byErrno: tally(counts.byErrno, (id) => errnoKey(latin1(symbols.errnos.bytes(id)))),
    byProcess: processes.map(({ pid, comm, calls: made }) => ({ pid, comm, calls: made })).sort((a, b) => b.calls - a.calls),
    processes: processes.length,
    seconds: Number.isNaN(counts.lastNs) ? null : secondsText(counts.lastNs),
  };
}

/** Sums by text; the same text may have several ids. */
function tally(counts: readonly number[], textOf: (id: number) => string): Record<string, number> {
  const sums = new Map<string, number>();
  for (const [id, count] of counts.entries()) {
    if (count === undefined) continue;
    const text = textOf(id);
    sums.set(text, (sums.get(text) ?? 0) + count);
  }
  return mostFirst(sums);
}

/** As an object whose keys stand in the order of their counts. */
export const mostFirst = (sums: ReadonlyMap<string, number>): Record<string, number> =>
  Object.fromEntries([...sums].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)));

/** The kernel's ERESTART_RESTARTBLOCK counts as ERESTART. */
export const errnoKey = (errno: string): string => errno.replace(/^ERESTART_RESTARTBLOCK$/, 'ERESTART');
