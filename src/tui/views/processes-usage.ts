// CPU time of a process, where the wait4 that reaped it shows it.
import type { ProcessEntry } from '../../model/process.ts';
import type { Trace } from '../../model/trace.ts';
import { structField } from '../../text/arguments.ts';
import { spokenDuration } from '../row-text.ts';

/** How far behind a process's end its parent's wait is looked for. */
const LOOK_AHEAD_EVENTS = 5000;

/** `0.31 s user, 4.2 ms system`; null when no wait4 shows it. @see wait4(2), getrusage(2) */
export function cpuTimeWords(trace: Trace, entry: ProcessEntry, utf8: boolean): string | null {
  const wait4 = trace.nameId('wait4');
  if (entry.end === null || entry.parent === null || wait4 < 0) return null;
  const last = Math.min(trace.eventCount, entry.end.event + LOOK_AHEAD_EVENTS);
  // A wait that was already pending stands before the end of its child: its line began earlier.
  for (let event = Math.max(0, entry.end.event - LOOK_AHEAD_EVENTS); event < last; event++) {
    if (trace.nameIdOf(event) !== wait4 || trace.process(event) !== entry.parent) continue;
    if (Number.parseInt(trace.result(event) ?? '', 10) !== entry.pid) continue;
    const usage = trace.args(event)[3] ?? '';
    const [user, system] = [timeval(structField(usage, 'ru_utime')), timeval(structField(usage, 'ru_stime'))];
    return user === null || system === null ? null : `${spokenDuration(user, utf8)} user, ${spokenDuration(system, utf8)} system`;
  }
  return null;
}

/** `{tv_sec=0, tv_usec=1234}` in nanoseconds. */
function timeval(text: string | null): number | null {
  const [, seconds, micros] = /tv_sec=(\d+), tv_usec=(\d+)/.exec(text ?? '') ?? [];
  return seconds === undefined ? null : Number(seconds) * 1e9 + Number(micros) * 1e3;
}
