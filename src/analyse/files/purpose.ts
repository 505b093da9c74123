// What a failed call wanted of a file: read it, make it, lock it… Calls that are about no file, or fail for reasons of other kinds, have no purpose here.
import type { EventIndex } from '../../model/event.ts';
import type { Trace } from '../../model/trace.ts';

export type Purpose =
  /** Ask whether it is there, what it is, where a link leads. */
  | 'look'
  | 'read'
  | 'list'
  | 'enter'
  | 'write'
  /** A file, directory, link or node that is made new. */
  | 'create'
  | 'make-directory'
  | 'remove'
  | 'rename'
  | 'link'
  /** Owner, mode, times, attributes. */
  | 'change'
  | 'lock'
  | 'mount'
  | 'watch'
  | 'map'
  /** One more descriptor, whatever for. */
  | 'descriptor'
  | 'key'
  /** Something that takes a capability. */
  | 'privilege'
  /** A call that not every kernel has. */
  | 'feature';

const words = (text: string): readonly string[] => text.split(/\s+/).filter(Boolean);

/** Calls with a path: whatever they fail for is about a file. */
const WITH_PATH = new Map<string, Purpose>(
  (
    [
      ['look', 'stat lstat stat64 lstat64 newfstatat fstatat64 statx oldstat oldlstat access faccessat faccessat2 readlink readlinkat'],
      ['look', 'statfs statfs64 getxattr lgetxattr listxattr llistxattr name_to_handle_at'],
      ['enter', 'chdir fchdir'],
      ['create', 'creat mknod mknodat symlink symlinkat'],
      ['make-directory', 'mkdir mkdirat'],
      ['remove', 'unlink unlinkat rmdir'],
      ['rename', 'rename renameat renameat2'],
      ['link', 'link linkat'],
      ['write', 'truncate truncate64'],
      ['change', 'chmod fchmodat fchmodat2 chown lchown chown32 lchown32 fchownat utime utimes futimesat utimensat'],
      ['change', 'setxattr lsetxattr removexattr lremovexattr'],
      ['mount', 'mount umount umount2 oldumount pivot_root swapon swapoff move_mount fsopen fsconfig fsmount open_tree fspick mount_setattr'],
      ['watch', 'inotify_add_watch fanotify_mark'],
    ] as const
  ).flatMap(([purpose, names]) => words(names).map((name) => [name, purpose] as const)),
);
const OPENS = new Set(words('open openat openat2'));

/** Calls on a descriptor, with the errnos that speak of the file behind it. */
const STORAGE = 'ENOSPC EDQUOT EFBIG EIO EROFS EPERM EACCES ESTALE EOVERFLOW ENXIO';
const ON_DESCRIPTOR = new Map<string, readonly [Purpose, ReadonlySet<string>]>(
  (
    [
      ['write', 'write pwrite64 writev pwritev pwritev2 close fsync fdatasync sync_file_range msync copy_file_range sendfile splice', STORAGE],
      ['write', 'ftruncate ftruncate64 fallocate', `${STORAGE} EINVAL`],
      ['read', 'read pread64 readv preadv preadv2', 'EISDIR EIO ESTALE EACCES EPERM ENXIO ENODEV EOVERFLOW'],
      ['look', 'fstat fstat64 fstatfs fstatfs64 lseek _llseek', 'EOVERFLOW ESTALE EIO'],
      ['list', 'getdents getdents64', 'ENOTDIR EIO ESTALE EOVERFLOW EACCES ENOENT'],
      ['change', 'fchmod fchown fchown32 fsetxattr', 'EPERM EACCES EROFS EIO ENOSPC EDQUOT'],
      ['change', 'ioctl', 'EPERM EACCES EROFS'],
      ['lock', 'flock', 'EAGAIN EWOULDBLOCK ENOLCK'],
      ['lock', 'fcntl fcntl64', 'EAGAIN EACCES ENOLCK EDEADLK'],
      ['map', 'mmap mmap2 old_mmap', 'EACCES EPERM ENODEV EIO EOVERFLOW'],
      ['watch', 'inotify_init inotify_init1', 'EMFILE ENFILE'],
    ] as const
  ).flatMap(([purpose, names, errnos]) => words(names).map((name) => [name, [purpose, new Set(words(errnos))] as const] as const)),
);

/** Calls that take a capability (capabilities(7)) and have no path, and those that a kernel may be built without. */
const PRIVILEGED = new Set(
  words(`chroot sethostname setdomainname settimeofday clock_settime adjtimex clock_adjtime reboot acct init_module finit_module delete_module
 setuid setuid32 setgid setgid32 setgroups setgroups32 setresuid setresuid32 setresgid setresgid32 setreuid setregid setns unshare bpf perf_event_open
 iopl ioperm syslog quotactl kexec_load open_by_handle_at fanotify_init setpriority ioprio_set mlock mlockall setrlimit prlimit64 capset kcmp
 process_vm_readv process_vm_writev lookup_dcookie vhangup nfsservctl mbind migrate_pages move_pages socket setsockopt sched_setscheduler userfaultfd`),
);
const FEATURES = /^(?:ENOSYS|EOPNOTSUPP|EPROTONOSUPPORT|EAFNOSUPPORT|ESOCKTNOSUPPORT)$/;
const KEYS = /^(?:ENOKEY|EKEYEXPIRED|EKEYREVOKED|EKEYREJECTED)$/;
const NET = /^(?:connect|bind|listen|accept4?|send\w*|recv\w*|getpeername|getsockname|shutdown)$/;
/** The errno that means "somebody may not", of calls that are neither about a path nor a descriptor. */
const REFUSED = /^(?:EPERM|EACCES)$/;

/** The purpose of a failed call; null when it is about no file, or about one in a way that other aims are for. */
export function purposeOf(trace: Trace, event: EventIndex, errno: string): Purpose | null {
  const name = trace.name(event);
  if (KEYS.test(errno)) return 'key';
  if (errno === 'EMFILE' || errno === 'ENFILE') return name.startsWith('inotify_init') || name === 'fanotify_init' ? 'watch' : 'descriptor';
  if (NET.test(name)) return null;
  if (errno === 'ENOSYS') return 'feature';
  const withPath = WITH_PATH.get(name);
  if (withPath !== undefined) return withPath === 'look' && asksToWrite(trace, event) ? 'write' : withPath;
  if (OPENS.has(name)) return openedFor(trace, event);
  const onDescriptor = ON_DESCRIPTOR.get(name);
  if (onDescriptor?.[1].has(errno)) return isMeant(trace, event) ? onDescriptor[0] : null;
  if (PRIVILEGED.has(name) && REFUSED.test(errno)) return 'privilege';
  return FEATURES.test(errno) ? 'feature' : null;
}

/** fcntl does much; only its locks and leases are meant. A library that may not be mapped to be run is the loader's concern, which maps privately. */
function isMeant(trace: Trace, event: EventIndex): boolean {
  const name = trace.name(event);
  if (name.startsWith('fcntl')) return /^F_(?:OFD_)?(?:SETLK|SETLEASE)/.test(trace.args(event)[1] ?? '');
  const args = trace.args(event);
  return (
    !name.includes('mmap') ||
    !/PROT_EXEC/.test(args[2] ?? '') ||
    /MAP_SHARED/.test(args[3] ?? '') ||
    (args[4] ?? '').startsWith('-1') ||
    /^NULL|^0x[0-9a-f]{1,4}$/.test(args[0] ?? '')
  );
}

const asksToWrite = (trace: Trace, event: EventIndex): boolean =>
  trace.name(event).includes('access') && trace.args(event).some((argument) => argument.includes('W_OK'));

/** By open's flags: O_CREAT makes, O_WRONLY and O_RDWR write, O_DIRECTORY lists. */
export function openedFor(trace: Trace, event: EventIndex): Purpose {
  const flags = trace.args(event).find((argument) => /\bO_(?:RDONLY|WRONLY|RDWR|ACCMODE|PATH)/.test(argument)) ?? '';
  if (flags.includes('O_CREAT')) return 'create';
  if (/O_WRONLY|O_RDWR/.test(flags)) return 'write';
  return flags.includes('O_DIRECTORY') ? 'list' : 'read';
}

/** Something new, in a directory that must be there and take it. */
export const isMaking = (purpose: Purpose): boolean => /^(?:create|make-directory|rename|link)$/.test(purpose);
