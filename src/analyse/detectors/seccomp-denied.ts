// A system call that a seccomp filter refuses: SIGSYS, or an errno that the filter makes up. @see seccomp(2)
import { structField } from '../../text/arguments.ts';
import { programName } from '../inquiry.ts';
import { filterOf, inheritsFilter } from '../seccomp.ts';
import { call, detector, probe } from './detector.ts';

export const killedBySeccomp = detector('process/seccomp-denied', 'death', (aim, inquiry) => {
  if (aim.signal !== 'SIGSYS') return null;
  const { trace, timeline } = inquiry;
  const event = aim.tries[0]!.event;
  const events = timeline.eventsOf(aim.process);
  const last = [...events.slice(0, timeline.positionOf(aim.process, event))].findLast((one) => trace.kind(one) === 'call');
  const told = trace.kind(event) === 'signal' ? structField(trace.text(event), 'si_syscall')?.replace(/^__NR_/, '') : undefined;
  // Without siginfo the last call is it: strace shows it with the number of the call as its result.
  const name = told ?? (last === undefined ? 'a call' : trace.name(last));
  const filter = filterOf(inquiry, aim.process, event);
  return {
    subject: name,
    errno: null,
    title: `${programName(inquiry, aim.process)} is killed because it called ${name}: a filter of system calls (seccomp) forbids that`,
    proofs: [
      call(event, `the filter ends the process for ${name}`),
      ...(last === undefined ? [] : [call(last, 'the call; its result is none')]),
      ...(filter === null ? [] : [call(filter, 'the filter is installed')]),
    ],
    parameters: { call: name },
  };
});

export const refusedBySeccomp = detector('process/seccomp-denied', 'limit', (aim, inquiry) => {
  const refused = aim.tries.at(-1)!;
  const filter = filterOf(inquiry, aim.process, refused.event);
  if (aim.limit !== 'call' || (filter === null && !inheritsFilter(inquiry, aim.process))) return null;
  const about = refused.path === '' ? '' : ` (${refused.path})`;
  return {
    subject: aim.call,
    errno: refused.errno,
    title: `${programName(inquiry, aim.process)} may not call ${aim.call}${about}: a filter of system calls (seccomp), ${filter === null ? 'which the command is started under' : 'which was installed before'}, refuses it`,
    proofs: [
      call(refused.event, `${aim.call} is refused although nothing else forbids it`),
      filter === null
        ? probe('rights', 'Seccomp: 2', 'whoever starts the command is under a filter of system calls, and so is the command')
        : call(filter, 'a filter of system calls is installed'),
    ],
    parameters: { call: aim.call },
  };
});
