// What is special about a call, by its name: where its path stands, and whether the process table needs it.

import { SYSCALL_CLASSES } from './syscall-classes.ts';

/** Low two bits: which argument is the main path. Then ABOUT_PROCESSES (makes, replaces, ends, waits for or names them), IS_SYSCALL, and so on. */
export type CallTraits = number;
export const PATH_NONE = 0;
const PATH_FIRST = 1;
export const PATH_SECOND = 2;
export const PATH_LAST = 3;
export const PATH_MASK = 3;
export const ABOUT_PROCESSES = 4;
/** A call that Linux knows, or knew: what stands before an unclosed `(` is then no other text. */
export const IS_SYSCALL = 8;
/** Writes bytes: where strace and tracee share a stream, what is written stands in the middle of the call's line. */
export const WRITES = 16;
/** A result above 0 is the pid of a child. */
export const RETURNS_CHILD = 32;

const first = `open creat stat stat64 lstat lstat64 oldstat oldlstat access execve uselib chdir chroot mkdir rmdir unlink rename link readlink chmod
 chown chown32 lchown lchown32 truncate truncate64 statfs statfs64 mknod utime utimes acct swapon swapoff umount umount2 oldumount pivot_root
 getxattr lgetxattr setxattr lsetxattr listxattr llistxattr removexattr lremovexattr mq_open mq_unlink memfd_create fsopen`;
const second = `openat openat2 newfstatat fstatat64 statx faccessat faccessat2 execveat mkdirat mknodat unlinkat renameat renameat2 linkat readlinkat
 fchmodat fchmodat2 fchownat futimesat utimensat name_to_handle_at inotify_add_watch open_tree fspick mount_setattr getxattrat setxattrat
 listxattrat removexattrat file_getattr file_setattr mount`;
/** The link that is made, not what it says. */
const last = 'symlink symlinkat';
const children = 'fork vfork clone clone2 clone3 wait4 waitpid wait3';
const processes = `${children} execve execveat exit exit_group waitid`;

const words = (text: string): string[] => text.split(/\s+/).filter(Boolean);
const TRAITS = new Map<string, number>();
const give = (names: string, bits: number): void => {
  for (const name of words(names)) TRAITS.set(name, (TRAITS.get(name) ?? 0) | bits);
};
give(first, PATH_FIRST);
give(second, PATH_SECOND);
give(last, PATH_LAST);
give(processes, ABOUT_PROCESSES);
give(children, RETURNS_CHILD);
for (const name of SYSCALL_CLASSES.keys()) give(name, IS_SYSCALL);
/** As strace before 4.8 named them. */
give('_exit pread pwrite', IS_SYSCALL);
give('_exit', ABOUT_PROCESSES);
/** Says what a process calls itself, where that is another pid than ours (`--pidns-translation`). */
give('getpid', ABOUT_PROCESSES);
give('write writev pwrite pwrite64 pwritev pwritev2 send sendto sendmsg sendmmsg splice tee vmsplice sendfile sendfile64', WRITES);

/** @returns the bits above; 0 for a name that nobody knows */
export const traitsOfCall = (name: string): CallTraits => TRAITS.get(name) ?? (UNNAMED.test(name) ? IS_SYSCALL : 0);

/** What strace calls a number that it has no name for. */
const UNNAMED = /^(?:syscall_|SYS_)(?:0x[0-9a-f]+|\d+)$/;
