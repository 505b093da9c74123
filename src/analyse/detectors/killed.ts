// A process that a signal ended: who sent it, or what it was sent for. Signals that mean a limit, a filter or a pipe are told by those.
import { valueOr } from '../../model/answers.ts';
import type { Death } from '../aims/aim.ts';
import { killerOf } from '../hang/stop.ts';
import { type Inquiry, programName } from '../inquiry.ts';
import { named } from '../named.ts';
import { call, detector, type Proof, probe } from './detector.ts';

/** Each has a code of its own. */
const TOLD_ELSEWHERE = /^SIG(?:PIPE|XFSZ|SYS)$/;

export const killed = detector('process/killed', 'death', (aim, inquiry) => {
  if (TOLD_ELSEWHERE.test(aim.signal)) return null;
  const name = programName(inquiry, aim.process);
  const { words, proofs } = sender(inquiry, aim);
  return {
    subject: aim.signal,
    errno: null,
    title: `${name} was killed by ${aim.signal}${words}`,
    proofs: [call(aim.tries[0]!.event, `${named(inquiry, aim.process)} is ended by ${aim.signal}`), ...proofs],
    parameters: { pid: String(inquiry.trace.processes[aim.process]?.pid ?? '') },
  };
});

function sender(inquiry: Inquiry, aim: Death): { readonly words: string; readonly proofs: readonly Proof[] } {
  const { trace } = inquiry;
  const killer = killerOf(inquiry, aim.process);
  if (killer !== null && trace.process(killer) !== aim.process)
    return { words: `, which ${named(inquiry, trace.process(killer))} sent`, proofs: [call(killer, 'sends the signal')] };
  if (aim.signal === 'SIGABRT') return { words: ', which it sent itself: it gave up (abort)', proofs: [] };
  const byPid = trace.processes.find(({ pid }) => pid === aim.sender && pid !== 0);
  if (byPid !== undefined && byPid.index !== aim.process) return { words: `, which ${named(inquiry, byPid.index)} sent`, proofs: [] };
  if (aim.code !== null && /^(?:SEGV|BUS|ILL|FPE|TRAP)_|^SI_KERNEL$/.test(aim.code) && CRASH[aim.signal] !== undefined)
    return { words: `: ${CRASH[aim.signal]}`, proofs: [] };
  if (aim.signal === 'SIGXCPU') return { words: ': it used up the processor time that RLIMIT_CPU permits', proofs: [] };
  if (aim.signal === 'SIGALRM') return { words: ': a timer that it or its parent set ran out', proofs: [] };
  if (aim.sender !== null) return { words: ` from process ${aim.sender}, which is not in the capture`, proofs: [] };
  if (aim.signal !== 'SIGKILL') return { words: '', proofs: [] };
  const limits = valueOr(inquiry.answers.cgroupLimits(), null);
  const kills = limits?.outOfMemoryKills ?? 0;
  const proofs = kills > 0 ? [probe('cgroup', `oom_kill ${kills}`, `memory has run out in the cgroup ${kills} times`)] : [];
  return { words: ' from outside: by hand, by a supervisor, or by the kernel because memory ran out', proofs };
}

const CRASH: Readonly<Record<string, string>> = {
  SIGSEGV: 'it used memory that is not its own, a fault in the program or in a library it uses',
  SIGBUS: 'it used a part of a mapped file that is not there, or misaligned memory',
  SIGILL: 'it ran into an instruction that this processor does not know, or that a check put there to stop it',
  SIGFPE: 'it divided by zero or overflowed',
  SIGTRAP: 'it ran into a breakpoint',
};
