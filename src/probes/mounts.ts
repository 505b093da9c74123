// Which file system a path lies on, and how it is mounted.
import type { Mount } from '../model/answers.ts';

/**
 * Parses /proc/PID/mountinfo. Options of the mount come first, then those of its file system.
 * @see proc_pid_mountinfo(5)
 */
export function parseMountinfo(text: string): readonly Mount[] {
  return text.split('\n').flatMap((line) => {
    const [left = '', right = ''] = line.split(' - ');
    const [, , , , at, mountOptions] = left.split(' ');
    const [type, , superOptions = ''] = right.split(' ');
    if (at === undefined || mountOptions === undefined || type === undefined) return [];
    const options = [...new Set([...mountOptions.split(','), ...superOptions.split(',')])].filter((option) => option !== '');
    return [{ at: unescapeOctal(at), type, options: mountOptions.split(',').includes('ro') ? options.filter((option) => option !== 'rw') : options }];
  });
}

/** The mount that a path without links lies on: the longest mount point above it, and of several at one place the last. */
export function mountOf(path: string, mounts: readonly Mount[]): Mount | null {
  return mounts.reduce<Mount | null>((best, mount) => (isUnder(path, mount.at) && mount.at.length >= (best?.at.length ?? 0) ? mount : best), null);
}

const isUnder = (path: string, directory: string) => directory === '/' || path === directory || path.startsWith(`${directory}/`);

/** The kernel writes space, tab, newline and backslash as `\040`… (fs/proc_namespace.c). */
const unescapeOctal = (text: string) => text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
