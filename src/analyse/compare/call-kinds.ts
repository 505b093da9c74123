// How much a call counts when two runs are held against each other: by its name.

/**
 * Calls that a scheduler, an allocator or a clock decides about (time stamps too: caches renew old ones): how often they come, and whether they have to wait, differs
 * from run to run.
 * Only a failure of them that is none of {@link UNSETTLED} counts, or one that never returns.
 */
const CHANCE = new Set(
  `futex futex_time64 futex_waitv epoll_wait epoll_pwait epoll_pwait2 poll ppoll ppoll_time64 select _newselect pselect6 pselect6_time64 nanosleep
   clock_nanosleep clock_nanosleep_time64 sched_yield madvise mmap mmap2 old_mmap munmap brk mprotect mremap rt_sigprocmask rt_sigreturn sigreturn
   rt_sigaction rt_sigsuspend rt_sigtimedwait sigaltstack gettid getpid getppid clock_gettime clock_getres gettimeofday time times getrusage
   restart_syscall set_robust_list get_robust_list rseq wait4 waitid waitpid clone clone2 clone3 fork vfork exit exit_group _exit getrandom
   sched_getaffinity sched_setaffinity tgkill tkill timer_create timer_settime timer_delete setitimer alarm pause membarrier set_tid_address
   process_madvise mincore msync utime utimes utimensat utimensat_time64 futimesat read readv pread64 write writev pwrite64 lseek _llseek recvfrom recvmsg sendto sendmsg epoll_ctl eventfd2 io_uring_enter`.split(
    /\s+/,
  ),
);

/** What a call says that is made again at once, or was asked not to wait. @see errno(3) */
const UNSETTLED = new Set(
  ['EAGAIN', 'EWOULDBLOCK', 'EINTR', 'EINPROGRESS', 'EALREADY', 'ETIMEDOUT', 'ECHILD', 'ERESTARTSYS', 'ERESTARTNOINTR', 'ERESTARTNOHAND'].concat(
    'ERESTART_RESTARTBLOCK',
  ),
);
/** Where `EAGAIN` is a limit that was met. @see fork(2), connect(2) */
const LIMITED = new Set(['clone', 'clone2', 'clone3', 'fork', 'vfork', 'mmap', 'mmap2', 'mlock', 'execve', 'setuid', 'setresuid']);

export const isChance = (name: string): boolean => CHANCE.has(name);

/** Whether an errno is a failure of the call; else it counts as if it had worked. A number without a name is one that the kernel keeps for itself (ERESTART…). */
export const isSettled = (name: string, errno: string): boolean =>
  (/^E[A-Z]/.test(errno) && !UNSETTLED.has(errno)) ||
  (errno === 'EAGAIN' && LIMITED.has(name)) ||
  (errno === 'ETIMEDOUT' && /^(?:connect|read|recv)/.test(name));

/** Signals that runtimes and terminals send as they please. @see golang.org/s/go-preemption (SIGURG) */
const CHANCE_SIGNALS = new Set(['SIGCHLD', 'SIGURG', 'SIGWINCH', 'SIGPROF', 'SIGALRM', 'SIGVTALRM', 'SIGCONT', 'SIGRT_1', 'SIGRTMIN', 'SIG_0']);
export const isChanceSignal = (name: string): boolean => CHANCE_SIGNALS.has(name) || /^SIGRT/.test(name);

/** The same question under other names: libraries and kernels differ in which one they use. */
const ALIKE: readonly (readonly [string, readonly string[]])[] = [
  ['stat', ['stat', 'lstat', 'stat64', 'lstat64', 'newfstatat', 'fstatat64', 'statx']],
  ['open', ['open', 'openat', 'openat2', 'creat']],
  ['access', ['access', 'faccessat', 'faccessat2']],
  ['readlink', ['readlink', 'readlinkat']],
  ['mkdir', ['mkdir', 'mkdirat']],
  ['unlink', ['unlink', 'unlinkat', 'rmdir']],
  ['rename', ['rename', 'renameat', 'renameat2']],
  ['execve', ['execve', 'execveat', 'execv']],
];
const ALIAS = new Map(ALIKE.flatMap(([one, names]) => names.map((name) => [name, one] as const)));

export const aliasOf = (name: string): string => ALIAS.get(name) ?? name;
