// What the system has too few of, told in one sentence instead of by the code of a call that failed somewhere inside.
import { Problem } from './problem.ts';

/** By error code. @see open(2), fork(2), setrlimit(2) */
const SAYS = {
  EMFILE: 'too many files are open: the limit of this shell is too low (ulimit -n), whytrace needs 64',
  ENFILE: 'too many files are open on this host (sysctl fs.file-max)',
  EAGAIN: 'no new process can be started: the limit of processes is reached (ulimit -u, or pids.max of the cgroup)',
  ENOMEM: 'there is not enough memory left',
  ERR_WORKER_OUT_OF_MEMORY: 'there is not enough memory left',
  ERR_WORKER_INIT_FAILED: 'no new thread can be started: a limit is reached (ulimit -u, ulimit -v, or pids.max of the cgroup)',
  ENOSPC: 'no space is left on the disk that temporary files go to: free some, or set TMPDIR to a directory on another one',
  EDQUOT: 'the disk quota is used up where temporary files go: free some, or set TMPDIR to a directory on another disk',
  EFBIG: 'a temporary file would be larger than files may be here (ulimit -f)',
} as const;

export const isShortage = (code: string | undefined): code is keyof typeof SAYS => code !== undefined && code in SAYS;

export const shortageProblem = (code: keyof typeof SAYS): Problem => new Problem('own-failure', SAYS[code]);
