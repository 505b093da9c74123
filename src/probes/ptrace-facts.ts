// What the kernel lets us trace, as /proc and /sys tell: facts only, judged elsewhere.
import { readFileSync } from 'node:fs';

/** Of this host and of ourselves. */
export interface HostPtraceFacts {
  readonly uid: number;
  readonly capSysPtrace: boolean;
  /** `kernel.yama.ptrace_scope`; null without Yama. @see ptrace(2), "/proc/sys/kernel/yama/ptrace_scope" */
  readonly yamaScope: number | null;
  /** A seccomp filter is on us, as container engines set one. @see proc(5), `Seccomp` */
  readonly seccompFilter: boolean;
  /** Who traces whytrace itself, and with `-f` all that it starts. */
  readonly tracedBy: { readonly pid: number; readonly name: string } | null;
  /** SELinux's boolean `deny_ptrace`. */
  readonly selinuxDenies: boolean;
}

/** Of one process. */
export interface ProcessPtraceFacts {
  readonly pid: number;
  /** Real, effective and saved user id. */
  readonly uids: readonly number[];
  readonly tracerPid: number;
  readonly tracerName: string;
  readonly zombie: boolean;
  readonly kernelThread: boolean;
  readonly parent: number;
  /** Pids of the process and its ancestors. */
  readonly lineage: readonly number[];
  /** False for set-user-ID programs and those that asked for it: /proc/PID belongs to root then. @see prctl(2), PR_SET_DUMPABLE */
  readonly dumpable: boolean;
}

const CAP_SYS_PTRACE = 19n;
/** `PF_KTHREAD` of include/linux/sched.h, in the flags of /proc/PID/stat. */
const PF_KTHREAD = 0x00200000;

export function readHostPtraceFacts(): HostPtraceFacts {
  const status = read('/proc/self/status');
  const scope = read('/proc/sys/kernel/yama/ptrace_scope').trim();
  return {
    uid: process.geteuid?.() ?? 0,
    capSysPtrace: ((BigInt(`0x${field(status, 'CapEff') || '0'}`) >> CAP_SYS_PTRACE) & 1n) === 1n,
    yamaScope: scope === '' ? null : Number(scope),
    seccompFilter: field(status, 'Seccomp') === '2',
    tracedBy: tracerOf(Number(field(status, 'TracerPid'))),
    selinuxDenies: read('/sys/fs/selinux/booleans/deny_ptrace').startsWith('1'),
  };
}

const tracerOf = (pid: number): HostPtraceFacts['tracedBy'] => (pid === 0 ? null : { pid, name: read(`/proc/${pid}/comm`).trim() });

/** null when there is no such process (any more). */
export function readProcessPtraceFacts(pid: number): ProcessPtraceFacts | null {
  const status = read(`/proc/${pid}/status`);
  // A thread's /proc entry can be asked for by name, though it is not listed: only thread groups count.
  if (status === '' || field(status, 'Tgid') !== String(pid)) return null;
  const tracerPid = Number(field(status, 'TracerPid'));
  const flags = Number(/^.*\) (?:\S+ ){6}(\d+)/s.exec(read(`/proc/${pid}/stat`))?.[1] ?? 0);
  return {
    pid,
    uids: field(status, 'Uid').split(/\s+/).slice(0, 3).map(Number),
    tracerPid,
    tracerName: read(`/proc/${tracerPid}/comm`).trim(),
    zombie: field(status, 'State').startsWith('Z'),
    kernelThread: (flags & PF_KTHREAD) !== 0,
    parent: Number(field(status, 'PPid')),
    lineage: lineageOf(pid),
    dumpable: canRead(`/proc/${pid}/auxv`),
  };
}

/** The process that a thread belongs to; null when there is no such thread. @see proc(5), `Tgid` */
export function threadGroupOf(tid: number): number | null {
  const group = field(read(`/proc/${tid}/status`), 'Tgid');
  return group === '' ? null : Number(group);
}

function lineageOf(pid: number): readonly number[] {
  const lineage: number[] = [];
  for (let at = pid; at > 0 && !lineage.includes(at); at = Number(field(read(`/proc/${at}/status`), 'PPid'))) lineage.push(at);
  return lineage;
}

const field = (status: string, name: string): string => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)?.[1] ?? '';

function canRead(path: string): boolean {
  try {
    readFileSync(path);
    return true;
  } catch {
    return false;
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
