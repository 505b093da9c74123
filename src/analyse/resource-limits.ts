// Resource limits of a process: what setrlimit and prlimit set, or were told, in it and its ancestors; and what the host says of a live run.
import { valueOr } from '../model/answers.ts';
import type { EventIndex } from '../model/event.ts';
import type { ProcessIndex } from '../model/process.ts';
import { structField } from '../text/arguments.ts';
import { failed, type Inquiry, remember } from './inquiry.ts';

export interface ResourceLimit {
  /** Soft limit in the resource's unit; null for none. */
  readonly value: number | null;
  /** The call that set or showed it; null when a live host said so. */
  readonly event: EventIndex | null;
  /** It was set during the run, not only asked for. */
  readonly set: boolean;
}

/**
 * @param name `RLIMIT_AS` and the like
 * @returns null when neither the capture nor the host tells @see getrlimit(2)
 */
export function resourceLimit(inquiry: Inquiry, process: ProcessIndex, name: string, before: EventIndex): ResourceLimit | null {
  const { trace, family } = inquiry;
  let at = before;
  for (let current: ProcessIndex | null = process, hops = 0; current !== null && hops < 1000; hops++) {
    const found = limitCalls(inquiry, current).findLast((call) => call.event < at && call.name === name);
    if (found !== undefined) return found;
    at = trace.processes[current]?.bornBy ?? trace.processes[current]?.firstEvent ?? at;
    current = family.parentOf(current);
  }
  // A live command inherits the limits of who runs it.
  const inherited = inquiry.context.observed === null ? undefined : valueOr(inquiry.answers.resourceLimits(), {})[name];
  return inherited === undefined ? null : { value: inherited, event: null, set: false };
}

const limitCalls = (inquiry: Inquiry, process: ProcessIndex): readonly (ResourceLimit & { readonly name: string; readonly event: EventIndex })[] =>
  remember(inquiry, `limit-calls:${process}`, () => {
    const { trace, timeline } = inquiry;
    const ids = new Set(['prlimit64', 'prlimit', 'setrlimit', 'getrlimit', 'ugetrlimit'].map((name) => trace.nameId(name)));
    ids.delete(-1);
    return [...timeline.eventsOf(process)].flatMap((event) => {
      if (!ids.has(trace.nameIdOf(event)) || trace.kind(event) !== 'call' || failed(trace, event)) return [];
      const args = trace.args(event);
      const name = args.find((argument) => argument.startsWith('RLIMIT_'));
      // prlimit(pid, resource, new, old): of another process, unless pid is 0 or its own.
      const pid = trace.name(event).startsWith('prlimit') ? Number.parseInt(args[0] ?? '', 10) : 0;
      const limits = args.filter((argument) => argument.startsWith('{'));
      const isOther = pid !== 0 && pid !== trace.processes[process]?.pid;
      if (name === undefined || limits[0] === undefined || isOther) return [];
      const set = trace.name(event) === 'setrlimit' || (trace.name(event).startsWith('prlimit') && args[2] !== 'NULL');
      const value = parseLimit(structField(limits[0], 'rlim_cur') ?? '');
      return value === undefined ? [] : [{ name, event, set, value }];
    });
  });

/** `100000*1024`, `7`, `RLIM64_INFINITY`. */
function parseLimit(text: string): number | null | undefined {
  if (/INFINITY/.test(text)) return null;
  const [, value, times = '1'] = /^(\d+)(?:\*(\d+))?$/.exec(text) ?? [];
  return value === undefined ? undefined : Number(value) * Number(times);
}
