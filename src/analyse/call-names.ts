// Which calls serve which purpose: names by class, turned into the small integers of one trace so that loops compare numbers.
import type { EventIndex } from '../model/event.ts';
import type { Trace } from '../model/trace.ts';

export const EXEC = 1;
export const STAT = 2;
export const ACCESS = 4;
export const OPEN = 8;
export const READ = 16;
export const WRITE = 32;
export const FORK = 64;
export const WAIT = 128;
export const CHDIR = 256;
export const EXIT = 512;
export const MMAP = 1024;
export const CLOSE = 2048;
export const READLINK = 4096;
export const CONNECT = 8192;
/** Calls that make, remove or change something by path. */
export const CHANGE = 16384;
/** Calls that put a process into another view of the file system. */
export const WORLD = 32768;
export const SEND = 65536;

/** Names on every architecture and in every strace version. @see syscalls(2) */
const NAMES: readonly (readonly [number, readonly string[]])[] = [
  [EXEC, ['execve', 'execveat', 'execv']],
  [STAT, ['stat', 'lstat', 'stat64', 'lstat64', 'newfstatat', 'fstatat64', 'statx', 'oldstat', 'oldlstat']],
  [ACCESS, ['access', 'faccessat', 'faccessat2']],
  [OPEN, ['open', 'openat', 'openat2', 'creat']],
  [READ, ['read', 'pread64', 'pread', 'readv', 'preadv', 'preadv2']],
  [WRITE, ['write', 'writev', 'pwrite64', 'pwritev', 'pwritev2']],
  [FORK, ['fork', 'vfork', 'clone', 'clone2', 'clone3']],
  [WAIT, ['wait4', 'waitid', 'waitpid']],
  [CHDIR, ['chdir', 'fchdir', 'getcwd']],
  [EXIT, ['exit', 'exit_group', '_exit']],
  [MMAP, ['mmap', 'mmap2', 'old_mmap']],
  [CLOSE, ['close']],
  [READLINK, ['readlink', 'readlinkat']],
  [CONNECT, ['connect', 'bind']],
  [
    CHANGE,
    [
      ...['mkdir', 'mkdirat', 'rmdir', 'unlink', 'unlinkat', 'rename', 'renameat', 'renameat2', 'link', 'linkat', 'symlink', 'symlinkat'],
      ...['mknod', 'mknodat', 'chmod', 'fchmodat', 'chown', 'lchown', 'fchownat', 'truncate', 'truncate64', 'utimensat', 'mount', 'umount2'],
    ],
  ],
  [WORLD, ['chroot', 'pivot_root', 'setns', 'unshare']],
  [SEND, ['sendto', 'sendmsg', 'sendmmsg']],
];

/** Bits of the classes above for each event of one trace. */
export interface CallClasses {
  /** 0 for calls of no class and for records that are no calls. */
  of(event: EventIndex): number;
  ofName(name: string): number;
}

const CLASS_BY_NAME = new Map(NAMES.flatMap(([bits, names]) => names.map((name) => [name, bits] as const)));

export function callClasses(trace: Trace): CallClasses {
  const byId: number[] = [];
  for (const [name, bits] of CLASS_BY_NAME) {
    const id = trace.nameId(name);
    if (id >= 0) byId[id] = bits;
  }
  const classes = [0, ...new Set(CLASS_BY_NAME.values())];
  const classOfId = byId.map((bits) => classes.indexOf(bits));
  const bitsOfClass = Uint32Array.from(classes);
  // Asked for again and again, for all events: worked out once, a byte each. Only calls have a name of their own; the number of other records says nothing.
  const classOf = new Uint8Array(trace.eventCount);
  for (let event = 0; event < classOf.length; event = trace.next(event)) {
    const known = classOfId[trace.nameIdOf(event)];
    if (known !== undefined && trace.kind(event) === 'call') classOf[event] = known;
  }
  return {
    of: (event) => bitsOfClass[classOf[event] ?? 0]!,
    ofName: (name) => CLASS_BY_NAME.get(name) ?? 0,
  };
}
