// What signals did to a process that hung: stopped it, interrupted its call again and again, or were ignored.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { readArray, structField } from '../../text/arguments.ts';
import { failed, type Inquiry, remember } from '../inquiry.ts';
import type { Pending } from './pending.ts';
import { STOPPERS, stopOf } from './stop.ts';

/** Stops of job control: reading or writing the terminal from the background, and Ctrl-Z. @see termios(3), "Job control" in credentials(7) */
const JOB_CONTROL = new Set(['SIGTTIN', 'SIGTTOU', 'SIGTSTP']);
/** Between the stop's signal and the end of a hang a process makes no more calls than these. */
const BEHIND_STOP = 6;

/** The signal that stopped a process, when it was still stopped at the end; null when it ran or waited. */
export function stoppedBy(
  { trace, timeline }: Inquiry,
  process: ProcessIndex,
  moment: EventIndex,
): { readonly signal: string; readonly event: EventIndex } | null {
  const events = timeline.eventsOf(process);
  let calls = 0;
  for (let at = timeline.positionOf(process, moment) - 1; at >= 0 && calls < BEHIND_STOP; at--) {
    const event = events[at]!;
    if (trace.kind(event) === 'signal' && JOB_CONTROL.has(trace.name(event))) return { signal: trace.name(event), event };
    if (trace.kind(event) === 'signal' && trace.name(event) === 'SIGCONT') return null;
    if (trace.kind(event) === 'call' && trace.errno(event) === null) calls++;
  }
  return null;
}

/** Once may be chance; a timer does it again and again. */
const AGAIN_AND_AGAIN = 5;
/** Calls that end by themselves if they are let: a wait for input, interrupted each second, is a wait for input. */
const ENDS_BY_ITSELF =
  /^(?:(?:clock_)?nanosleep|clone3?|v?fork|execve|connect|p?write(?:64)?|writev|f(?:data)?sync|sync|open(?:at)?|sendfile(?:64)?|copy_file_range|getrandom|mount)/;

/** The signal that interrupted one and the same call each time it was made anew. */
export function interruptedBy(
  { trace, timeline }: Inquiry,
  { process, tid, event, call }: Pending,
): { readonly signal: string; readonly times: number; readonly event: EventIndex } | null {
  if (!ENDS_BY_ITSELF.test(call)) return null;
  const events = timeline.eventsOf(process);
  const text = trace.args(event).slice(0, 3).join();
  let signal: string | null = null;
  let last: EventIndex | null = null;
  let times = 0;
  for (let at = timeline.positionOf(process, event) - 1; at >= 0 && times < 1000; at--) {
    const before = events[at]!;
    if (trace.tid(before) !== tid) continue;
    if (trace.kind(before) === 'signal') {
      signal ??= trace.name(before);
      last ??= before;
      if (trace.name(before) !== signal) break;
      continue;
    }
    const name = trace.name(before);
    if (trace.kind(before) !== 'call' || name === 'rt_sigreturn' || name === 'sigreturn') continue;
    // The handler's own calls stand in between.
    if (name !== trace.name(event)) {
      if (failed(trace, before) || /^(?:rt_sig|gett|clock_get|write)/.test(name)) continue;
      break;
    }
    if (!/^(?:ERESTART|EINTR)/.test(trace.errno(before) ?? '') || trace.args(before).slice(0, 3).join() !== text) break;
    times++;
  }
  return signal !== null && last !== null && signal !== 'SIGCHLD' && times >= AGAIN_AND_AGAIN ? { signal, times, event: last } : null;
}

/** A signal that was to end a process and that it ignores, as it was told to by who started it. */
export function ignoredBy(
  inquiry: Inquiry,
  process: ProcessIndex,
): { readonly signal: string; readonly event: EventIndex; readonly ignores: EventIndex } | null {
  return remember(inquiry, `ignored:${process}`, () => {
    const { trace, timeline, family } = inquiry;
    const stop = stopOf(inquiry)?.event ?? trace.eventCount;
    const end = family.endOf(process)?.event ?? Number.MAX_SAFE_INTEGER;
    if (end < stop) return null;
    for (const event of timeline.eventsOf(process)) {
      if (event >= stop) break;
      if (trace.kind(event) !== 'signal' || !STOPPERS.has(trace.name(event))) continue;
      const ignores = ignoreOf(inquiry, process, trace.name(event), event);
      if (ignores !== null) return { signal: trace.name(event), event, ignores };
    }
    return null;
  });
}

/** The call that made a process ignore a signal, its own or an ancestor's: SIG_IGN outlives fork and execve. @see signal(7) */
export function ignoreOf(inquiry: Inquiry, process: ProcessIndex, signal: string, before: EventIndex): EventIndex | null {
  const { trace, family } = inquiry;
  let at = before;
  for (let current: ProcessIndex | null = process, hops = 0; current !== null && hops < 1000; hops++) {
    const set = dispositions(inquiry, current).findLast((one) => one.event < at && one.signal === signal);
    if (set !== undefined) return set.ignored ? set.event : null;
    at = trace.processes[current]?.bornBy ?? trace.processes[current]?.firstEvent ?? at;
    current = family.parentOf(current);
  }
  return null;
}

const dispositions = (
  inquiry: Inquiry,
  process: ProcessIndex,
): readonly { readonly event: EventIndex; readonly signal: string; readonly ignored: boolean }[] =>
  remember(inquiry, `dispositions:${process}`, () => {
    const { trace, timeline } = inquiry;
    const ids = new Set(['rt_sigaction', 'sigaction', 'signal'].map((name) => trace.nameId(name)));
    ids.delete(-1);
    return [...timeline.eventsOf(process)].flatMap((event) => {
      if (!ids.has(trace.nameIdOf(event)) || trace.kind(event) !== 'call' || failed(trace, event)) return [];
      const [signal = '', now = '', old = ''] = trace.args(event);
      const handler = (text: string): string | null =>
        structField(text, 'sa_handler') ?? (readArray(text).length > 0 || /^SIG_/.test(text) ? text : (/^\{(SIG_\w+|0x\w+)/.exec(text)?.[1] ?? null));
      // A question shows what was inherited: rt_sigaction(SIGTERM, NULL, {sa_handler=SIG_IGN…}).
      const shown = now === 'NULL' ? handler(old) : handler(now);
      return shown === null ? [] : [{ event, signal, ignored: shown === 'SIG_IGN' }];
    });
  });
