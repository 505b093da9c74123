// What calls do to files, by name.
import { FILE_DID } from '../../model/file-table.ts';
import type { Trace } from '../../model/trace.ts';

/** `how`: what has to be looked at beside the name. */
export interface FileCall {
  readonly did: number;
  readonly how: 'flags' | 'reads' | 'writes' | 'maps' | 'two-paths' | 'plain';
  /** Only asks: that it works later says nothing of an open or execve that failed. */
  readonly asks: boolean;
}

const call = (did: number, how: FileCall['how'] = 'plain'): FileCall => ({ did, how, asks: did === FILE_DID.stat });

const words = (text: string): string[] => text.split(/\s+/).filter(Boolean);

/** @see syscalls(2) and the page of each */
const CALLS = new Map<string, FileCall>([
  ...words('open openat openat2').map((name) => [name, call(FILE_DID.read, 'flags')] as const),
  ['creat', call(FILE_DID.created | FILE_DID.written)],
  ...words('read pread64 pread readv preadv preadv2 copy_file_range').map((name) => [name, call(FILE_DID.read, 'reads')] as const),
  ...words('write pwrite64 pwrite writev pwritev pwritev2 sendfile sendfile64').map((name) => [name, call(FILE_DID.written, 'writes')] as const),
  ...words('mmap mmap2').map((name) => [name, call(FILE_DID.mapped, 'maps')] as const),
  ...words('execve execveat uselib').map((name) => [name, call(FILE_DID.executed)] as const),
  ...words('chdir fchdir chroot pivot_root').map((name) => [name, call(FILE_DID.entered)] as const),
  ...words('mkdir mkdirat mknod mknodat symlink symlinkat').map((name) => [name, call(FILE_DID.created)] as const),
  ...words('rename renameat renameat2').map((name) => [name, call(FILE_DID.renamed, 'two-paths')] as const),
  ...words('link linkat').map((name) => [name, call(FILE_DID.linked, 'two-paths')] as const),
  ...words('unlink unlinkat rmdir').map((name) => [name, call(FILE_DID.removed)] as const),
  ...words(
    `chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat chown32 fchown32 lchown32 truncate ftruncate truncate64 ftruncate64 utime utimes
     utimensat futimesat setxattr lsetxattr fsetxattr removexattr lremovexattr fremovexattr fallocate mount umount umount2 swapon swapoff`,
  ).map((name) => [name, call(FILE_DID.changed)] as const),
  ...words('getdents getdents64').map((name) => [name, call(FILE_DID.listed)] as const),
  ...words(
    `stat stat64 lstat lstat64 fstat fstat64 newfstatat fstatat64 statx oldstat oldlstat oldfstat access faccessat faccessat2 readlink readlinkat
     statfs statfs64 fstatfs fstatfs64 getxattr lgetxattr fgetxattr listxattr llistxattr flistxattr name_to_handle_at inotify_add_watch`,
  ).map((name) => [name, call(FILE_DID.stat)] as const),
]);

const OTHER: FileCall = call(0);

/** By the small integers of one capture's names. Calls that are about a file in no way of these do nothing to it, but count. */
export function fileCalls(trace: Trace): (nameId: number) => FileCall {
  const byId: (FileCall | undefined)[] = [];
  for (const [name, known] of CALLS) {
    const id = trace.nameId(name);
    if (id >= 0) byId[id] = known;
  }
  return (nameId) => byId[nameId] ?? OTHER;
}
