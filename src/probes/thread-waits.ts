// What each thread of a running process waits for, as the kernel says it: /proc/PID/task/TID, see proc(5).
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface ThreadWait {
  readonly tid: number;
  readonly name: string;
  /** One letter: R runs, S sleeps, D sleeps in the kernel and cannot be woken, T is stopped, Z has ended. */
  readonly state: string;
  /** The call it is in; its number where the name is not known; null while it runs, and where it may not be asked. */
  readonly call: string | null;
  /** What the call's descriptor leads to: a path, `socket:[123]`, `pipe:[4]`; null for calls about none. */
  readonly target: string | null;
  /** The kernel function that it sleeps in; null where it is not told. */
  readonly where: string | null;
}

/** Calls in which programs wait: name, number on x86-64 and on AArch64 (arch/x86/entry/syscalls/syscall_64.tbl, include/uapi/asm-generic/unistd.h), whether the first argument is a descriptor. */
const CALLS: readonly (readonly [name: string, x64: number, arm64: number, ofDescriptor: boolean])[] = [
  ['read', 0, 63, true],
  ['write', 1, 64, true],
  ['poll', 7, -1, false],
  ['ppoll', 271, 73, false],
  ['select', 23, -1, false],
  ['pselect6', 270, 72, false],
  ['epoll_wait', 232, -1, true],
  ['epoll_pwait', 281, 22, true],
  ['futex', 202, 98, false],
  ['wait4', 61, 260, false],
  ['waitid', 247, 95, false],
  ['nanosleep', 35, 101, false],
  ['clock_nanosleep', 230, 115, false],
  ['accept', 43, 202, true],
  ['accept4', 288, 242, true],
  ['connect', 42, 203, true],
  ['recvfrom', 45, 207, true],
  ['recvmsg', 47, 212, true],
  ['sendto', 44, 206, true],
  ['flock', 73, 32, true],
  ['fcntl', 72, 25, true],
  ['fsync', 74, 82, true],
  ['open', 2, -1, false],
  ['openat', 257, 56, false],
  ['pause', 34, -1, false],
  ['rt_sigsuspend', 130, 133, false],
  ['rt_sigtimedwait', 128, 137, false],
  ['semop', 65, 193, false],
  ['msgrcv', 70, 188, false],
  ['io_uring_enter', 426, 426, true],
];

/** @returns in the order of their ids; null when there is no such process */
export function threadWaits(pid: number): readonly ThreadWait[] | null {
  try {
    return readdirSync(`/proc/${pid}/task`)
      .map(Number)
      .sort((a, b) => a - b)
      .flatMap((tid) => waitOf(pid, tid) ?? []);
  } catch {
    return null;
  }
}

function waitOf(pid: number, tid: number): ThreadWait | null {
  const own = `/proc/${pid}/task/${tid}`;
  const status = text(`${own}/stat`);
  if (status === null) return null;
  const { call, target } = callIn(pid, text(`${own}/syscall`) ?? '');
  const where = text(`${own}/wchan`);
  return {
    tid,
    name: text(`${own}/comm`) ?? '',
    // The name before it may hold brackets and blanks.
    state: /^\d+ \(.*\) (\w)/s.exec(status)?.[1] ?? '?',
    call,
    target,
    where: where === null || where === '' || where === '0' ? null : where,
  };
}

/** `73 0x3 0x2 …`: the number and the arguments; `running`; `-1 …` for what is no call. */
function callIn(pid: number, line: string): Pick<ThreadWait, 'call' | 'target'> {
  const [number = '', first = ''] = line.split(' ');
  if (!/^\d+$/.test(number)) return { call: null, target: null };
  const index = process.arch === 'arm64' ? 2 : 1;
  const known = process.arch === 'x64' || process.arch === 'arm64' ? CALLS.find((one) => one[index] === Number(number)) : undefined;
  if (known === undefined) return { call: `call ${number}`, target: null };
  return { call: known[0], target: known[3] ? link(`/proc/${pid}/fd/${Number(first)}`) : null };
}

function text(path: string): string | null {
  try {
    return readFileSync(path, 'latin1').trim();
  } catch {
    return null;
  }
}

function link(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}
