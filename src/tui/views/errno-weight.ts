// How much an errno says at first sight: most are everyday noise, some are nearly always a fault.
import type { StyleName } from '../pane.ts';

/** Answers of the kernel that programs expect and handle. @see errno(3), restart_syscall(2) */
const EVERYDAY = new Set([
  'EAGAIN',
  'EINTR',
  'ECHILD',
  'ENOTTY',
  'EINPROGRESS',
  'EALREADY',
  'ENODATA',
  'EWOULDBLOCK',
  'ETIMEDOUT',
  'ENOTSUP',
  'EOPNOTSUPP',
]);
/** Asking for what is not there is how programs search. */
const SEARCHING = new Set(['ENOENT', 'EEXIST', 'ESRCH', 'ENOTDIR', 'ENXIO']);

export function errnoStyle(errno: string): StyleName {
  if (EVERYDAY.has(errno) || errno.startsWith('ERESTART')) return 'dim';
  return SEARCHING.has(errno) ? 'warning' : 'error';
}
