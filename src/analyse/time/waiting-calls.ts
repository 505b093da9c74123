// What a call that takes long waits for, by its name.
import type { Trace } from '../../model/trace.ts';

/**
 * `timer`: time itself, as asked for. `events`: whatever comes first of several. `child`, `lock`. `disk`: until data are on the device.
 * `transfer`: bytes to or from a descriptor, be it a file, pipe, socket or terminal. `peer`: another end that must answer.
 */
export type WaitsFor = 'timer' | 'events' | 'child' | 'lock' | 'disk' | 'transfer' | 'peer';

/** Calls that may wait, on every architecture. @see syscalls(2) and the page of each */
const NAMES: Readonly<Record<WaitsFor, string>> = {
  timer: 'nanosleep clock_nanosleep clock_nanosleep_time64 pause rt_sigsuspend sigsuspend rt_sigtimedwait rt_sigtimedwait_time64 sigtimedwait',
  events: `epoll_wait epoll_pwait epoll_pwait2 poll ppoll ppoll_time64 select _newselect pselect6 pselect6_time64 io_getevents io_pgetevents
    io_uring_enter restart_syscall`,
  child: 'wait4 waitpid waitid wait3 vfork',
  lock: 'futex futex_time64 futex_waitv flock fcntl fcntl64 semop semtimedop msgrcv',
  disk: 'fsync fdatasync sync syncfs msync sync_file_range',
  transfer: `read readv pread64 preadv preadv2 write writev pwrite64 pwritev pwritev2 sendfile sendfile64 splice tee vmsplice copy_file_range
    open openat openat2 close ioctl ftruncate fallocate getrandom`,
  peer: 'connect accept accept4 recv recvfrom recvmsg recvmmsg send sendto sendmsg sendmmsg',
};

const BY_NAME = new Map(
  Object.entries(NAMES).flatMap(([kind, names]) => names.split(/\s+/).map((name): [string, WaitsFor] => [name, kind as WaitsFor])),
);

/** By {@link Trace.nameIdOf}: what calls of one capture wait for; null: they return as soon as they have run. */
export function waitsForById(trace: Trace): (nameId: number) => WaitsFor | null {
  const byId: WaitsFor[] = [];
  for (const [name, kind] of BY_NAME) {
    const id = trace.nameId(name);
    if (id >= 0) byId[id] = kind;
  }
  return (nameId) => byId[nameId] ?? null;
}
