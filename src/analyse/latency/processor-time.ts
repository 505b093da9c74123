// How much processor time a process used, as its parent was told at its end.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { structField } from '../../text/arguments.ts';
import { WAIT } from '../call-names.ts';
import { failed, type Inquiry } from '../inquiry.ts';

/** The unit of si_utime: USER_HZ, which is 100 on every common architecture. @see sigaction(2), times(2) */
const TICKS_PER_SECOND = 100;

/** @returns null when the parent is not in the capture, or does not say */
export function processorTime({ trace, timeline, family, classes }: Inquiry, process: ProcessIndex): { ns: number; event: EventIndex } | null {
  const parent = family.parentOf(process);
  const pid = trace.processes[process]?.pid ?? 0;
  if (parent === null || pid === 0) return null;
  const sigchld = trace.nameId('SIGCHLD');
  const events = timeline.eventsOf(parent);
  for (let at = timeline.positionOf(parent, trace.processes[process]?.firstEvent ?? 0); at < events.length; at++) {
    const event = events[at]!;
    if (trace.kind(event) === 'signal' && trace.nameIdOf(event) === sigchld) {
      const text = trace.text(event);
      if (Number(structField(text, 'si_pid')) !== pid) continue;
      const ticks = Number.parseInt(structField(text, 'si_utime') ?? '', 10) + Number.parseInt(structField(text, 'si_stime') ?? '', 10);
      if (!Number.isNaN(ticks)) return { ns: (ticks / TICKS_PER_SECOND) * 1e9, event };
    } else if ((classes.of(event) & WAIT) !== 0 && !failed(trace, event) && Number.parseInt(trace.result(event) ?? '', 10) === pid) {
      const usage = trace.args(event).find((argument) => argument.startsWith('{ru_utime='));
      const [user, system] = [secondsOf(usage, 'ru_utime'), secondsOf(usage, 'ru_stime')];
      if (user !== null && system !== null) return { ns: (user + system) * 1e9, event };
    }
  }
  return null;
}

function secondsOf(usage: string | undefined, field: string): number | null {
  const time = usage === undefined ? null : structField(usage, field);
  if (time === null) return null;
  const [seconds, micros] = [structField(time, 'tv_sec'), structField(time, 'tv_usec')];
  return seconds === null || micros === null ? null : Number(seconds) + Number(micros) / 1e6;
}
