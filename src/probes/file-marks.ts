// Marks of a file that stand above its permissions: immutable and append-only, chattr(1) sets them. Node has no call for them, so lsattr(1) is asked.
import { spawnSync } from 'node:child_process';
import type { FileMarks } from '../model/answers.ts';

/** A person waits. */
const MOST_MS = 1000;

/** `----i---------e------- /etc/resolv.conf`: a letter for each mark that is set. @see chattr(1), FS_IOC_GETFLAGS in ioctl_iflags(2) */
export function parseLsattr(text: string): FileMarks | null {
  const letters = /^([-a-zA-Z]{10,}) /m.exec(text)?.[1];
  return letters === undefined ? null : { immutable: letters.includes('i'), appendOnly: letters.includes('a') };
}

/** @returns null where lsattr is missing, or the file system has no such marks */
export function fileMarks(path: string): FileMarks | null {
  const { status, stdout } = spawnSync('lsattr', ['-d', '--', path], { encoding: 'utf8', timeout: MOST_MS, stdio: ['ignore', 'pipe', 'ignore'] });
  return status === 0 ? parseLsattr(stdout) : null;
}
