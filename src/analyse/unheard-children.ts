// A program that cannot learn how its child ended, since SIGCHLD is ignored: the kernel then forgets children at once. @see wait(2), NOTES
import type { ProcessIndex } from '../model/process.ts';
import { WAIT } from './call-names.ts';
import { call, type Discovery } from './detectors/detector.ts';
import { ignoreOf } from './hang/signals.ts';
import { type Inquiry, programName } from './inquiry.ts';
import { after } from './walk/after.ts';

/** null when each child that was waited for was told of, or the process went on with other work. */
export function unheardChildren(inquiry: Inquiry, process: ProcessIndex): Discovery | null {
  const { trace, timeline, classes, family } = inquiry;
  const events = timeline.eventsOf(process);
  for (let at = events.length - 1; at >= 0; at--) {
    const event = events[at]!;
    if ((classes.of(event) & WAIT) === 0 || trace.kind(event) !== 'call' || trace.errno(event) !== 'ECHILD') continue;
    const pid = Number.parseInt(trace.args(event)[trace.name(event) === 'waitid' ? 1 : 0] ?? '', 10);
    const child = family.childrenOf(process).find((one) => trace.processes[one.process]?.pid === pid);
    // Reaped before, or no child of it: then "no such child" is what was to be expected.
    if (child === undefined || child.end === null || child.learned !== null) continue;
    const { steps, starts } = after(inquiry, process, event);
    if (steps > 1 || starts > 0) return null;
    const ignores = ignoreOf(inquiry, process, 'SIGCHLD', event);
    const [name, childName] = [programName(inquiry, process), programName(inquiry, child.process)];
    return {
      code: 'process/signal-ignored',
      subject: 'SIGCHLD',
      errno: 'ECHILD',
      title: `${name} cannot learn how its child ${childName} ended: ${ignores === null ? 'it was started with SIGCHLD ignored' : 'it ignores SIGCHLD'}, and then the kernel keeps no exit status`,
      process,
      proofs: [
        ...(ignores === null ? [] : [call(ignores, 'SIGCHLD is set to be ignored')]),
        call(child.end.event, `${childName} ends, and nobody is told`),
        call(event, `the wait for ${childName} (${pid}) says that there is no such child`),
      ],
      parameters: { pid: String(trace.processes[process]?.pid ?? '') },
    };
  }
  return null;
}
