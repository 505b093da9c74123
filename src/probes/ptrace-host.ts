// Can this host be traced? Each check with its answer and, where it fails, the command that mends it.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { release } from 'node:os';
import { Problem } from '../model/problem.ts';
import { atLeast, type StraceTool } from '../model/strace.ts';
import { type HostPtraceFacts, readHostPtraceFacts } from './ptrace-facts.ts';
import { findStrace } from './strace-version.ts';

export interface HostCheck {
  /** `warn`: some things do not work here; `fail`: tracing does not. */
  readonly state: 'pass' | 'warn' | 'fail';
  readonly name: string;
  readonly says: string;
  /** What to do; null when there is nothing to mend. */
  readonly mend: string | null;
}

/** All checks in order. Runs strace twice, on nothing that matters. */
export function checkHost(): readonly HostCheck[] {
  try {
    const strace = findStrace();
    const facts = readHostPtraceFacts();
    return [
      { state: 'pass', name: 'system', says: `Linux ${release()} on ${process.arch}`, mend: null },
      straceCheck(strace),
      traceCheck(strace, facts),
      attachCheck(facts),
      terminalCheck(),
    ];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return [{ state: 'fail', name: 'strace', says: error.message, mend: null }];
  }
}

function straceCheck({ path, version }: StraceTool): HostCheck {
  const says = `version ${version.major}.${version.minor}, ${path}`;
  if (atLeast(version, 4, 10)) return { state: 'pass', name: 'strace', says, mend: null };
  const lacks = atLeast(version, 4, 7) ? 'who sockets are connected to (from 4.10)' : 'which files descriptors stand for (from 4.7)';
  return { state: 'warn', name: 'strace', says: `${says}: it does not show ${lacks}`, mend: 'install a newer strace' };
}

/** The only sure way to know is to try. */
function traceCheck({ path }: StraceTool, facts: HostPtraceFacts): HostCheck {
  const { status, stderr } = spawnSync(path, ['-o', '/dev/null', '-e', 'trace=none', process.execPath, '--version'], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  if (status === 0) return { state: 'pass', name: 'run a command', says: 'tried, works', mend: null };
  const said = stderr.trim().split('\n').at(-1) ?? '';
  return { state: 'fail', name: 'run a command', says: `strace may not trace its own child: ${said}`, mend: mendTracing(facts) };
}

function mendTracing(facts: HostPtraceFacts): string {
  if (facts.tracedBy !== null)
    return `run whytrace outside of ${facts.tracedBy.name} (pid ${facts.tracedBy.pid}), which traces it: a process has one tracer only`;
  if (facts.yamaScope === 3) return 'set kernel.yama.ptrace_scope=1 in /etc/sysctl.d and boot again';
  if (facts.selinuxDenies) return 'sudo setsebool deny_ptrace off';
  if (facts.seccompFilter || inContainer())
    return 'start the container with --cap-add=SYS_PTRACE (docker, podman; before Linux 4.8 also --security-opt seccomp=unconfined)';
  return 'run whytrace as root';
}

function attachCheck({ capSysPtrace, yamaScope, selinuxDenies }: HostPtraceFacts): HostCheck {
  const name = 'attach to a process';
  if (selinuxDenies) return { state: 'warn', name, says: 'SELinux forbids it (deny_ptrace)', mend: 'sudo setsebool deny_ptrace off' };
  if (yamaScope === 3)
    return { state: 'warn', name, says: 'kernel.yama.ptrace_scope is 3: nobody may', mend: 'another value in /etc/sysctl.d, and boot again' };
  if (capSysPtrace) return { state: 'pass', name, says: 'any process (we have CAP_SYS_PTRACE)', mend: null };
  if (yamaScope === 1 || yamaScope === 2)
    return {
      state: 'warn',
      name,
      says: `kernel.yama.ptrace_scope is ${yamaScope}: not without root`,
      mend: `sudo whytrace attach PID${yamaScope === 1 ? ', or sudo sysctl kernel.yama.ptrace_scope=0' : ''}`,
    };
  return { state: 'pass', name, says: 'your own processes; others with sudo', mend: null };
}

function terminalCheck(): HostCheck {
  const { stdout } = spawnSync('script', ['--version'], { encoding: 'utf8' });
  if (/util-linux/.test(stdout ?? '')) return { state: 'pass', name: '--tty', says: stdout.trim(), mend: null };
  return {
    state: 'warn',
    name: '--tty',
    says: 'script of util-linux is not here',
    mend: 'apt-get install bsdutils (Debian), apk add util-linux-misc (Alpine), dnf install util-linux-script (Fedora)',
  };
}

const inContainer = (): boolean => existsSync('/.dockerenv') || existsSync('/run/.containerenv');
