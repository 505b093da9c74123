// May we attach to this process? If not: why, and the command that mends it.
import { Problem, type ProblemCode } from '../model/problem.ts';
import { toVisible } from '../text/visible.ts';
import { type HostPtraceFacts, type ProcessPtraceFacts, readHostPtraceFacts, readProcessPtraceFacts, threadGroupOf } from './ptrace-facts.ts';
import { linuxOnly } from './strace-version.ts';

export interface Refusal {
  readonly code: ProblemCode;
  readonly sentence: string;
}

/** null: nothing stands against it. A process may still end at this moment, and a security module may still object: strace then says so. */
export function attachProblem(pid: number): Problem | null {
  if (process.platform !== 'linux') return linuxOnly(process.platform);
  const group = threadGroupOf(pid);
  if (group !== null && group !== pid)
    return new Problem(
      'wrong-usage',
      `${pid} is a thread of process ${group}, and a process is traced with all its threads: whytrace attach ${group}`,
    );
  const refusal = judgeAttach(pid, readProcessPtraceFacts(pid), readHostPtraceFacts(), process.pid);
  return refusal === null ? null : new Problem(refusal.code, refusal.sentence);
}

/**
 * The kernel's rules in the order in which they bite.
 * @param self our own pid
 * @see ptrace(2), "Ptrace access mode checking" and Yama's section; security/yama/yama_lsm.c
 */
export function judgeAttach(pid: number, target: ProcessPtraceFacts | null, host: HostPtraceFacts, self: number): Refusal | null {
  const who = `process ${pid}`;
  const asRoot = `sudo whytrace attach ${pid}`;
  if (target === null) return { code: 'unreadable-input', sentence: `there is no ${who}: it has ended, or the number is wrong (ps -ef lists them)` };
  if (pid === self) return { code: 'wrong-usage', sentence: `${who} is whytrace itself: it cannot trace itself` };
  if (target.zombie)
    return {
      code: 'unreadable-input',
      sentence: `${who} has ended already: it is a zombie that its parent ${target.parent} has not waited for (whytrace attach ${target.parent})`,
    };
  if (target.kernelThread)
    return { code: 'wrong-usage', sentence: `${who} is a thread of the kernel: it makes no system calls and cannot be traced` };
  if (target.tracerPid !== 0)
    return {
      code: 'cannot-trace',
      sentence: `${who} is traced already, by ${toVisible(target.tracerName)} (pid ${target.tracerPid}), and a process has one tracer only: kill ${target.tracerPid}`,
    };
  if (host.selinuxDenies) return { code: 'cannot-trace', sentence: 'SELinux forbids tracing (deny_ptrace is on): sudo setsebool deny_ptrace off' };
  if (host.yamaScope === 3)
    return {
      code: 'cannot-trace',
      sentence: 'kernel.yama.ptrace_scope is 3: nobody may trace until the next boot with another value in /etc/sysctl.d',
    };
  if (host.capSysPtrace) return null;
  if (host.yamaScope === 2) return { code: 'cannot-trace', sentence: `kernel.yama.ptrace_scope is 2, only root may attach: ${asRoot}` };
  if (target.uids.some((uid) => uid !== host.uid))
    return { code: 'cannot-trace', sentence: `${who} belongs to another user (uid ${target.uids[0]}): ${asRoot}` };
  if (!target.dumpable)
    return { code: 'cannot-trace', sentence: `${who} runs with rights that were raised, or has asked not to be traced: ${asRoot}` };
  if (host.yamaScope === 1 && !target.lineage.includes(self))
    return {
      code: 'cannot-trace',
      sentence: `kernel.yama.ptrace_scope is 1, only one's own children may be attached to: ${asRoot}, or for this boot: sudo sysctl kernel.yama.ptrace_scope=0`,
    };
  return null;
}
