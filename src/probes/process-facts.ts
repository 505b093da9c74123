// What /proc says of a running process: with which rights, environment and root directory it runs.
import { readFileSync, readlinkSync } from 'node:fs';
import { bytesToText } from '../text/c-string.ts';

export interface ProcessFacts {
  /** Its root directory: `/` but in a chroot; null when it may not be read (another user's process). */
  readonly root: string | null;
  /** The environment it was started with; null when it may not be read. */
  readonly env: Readonly<Record<string, string>> | null;
  readonly uid: number | null;
  readonly gids: readonly number[];
}

/** @returns null when there is no such process @see proc(5) */
export function processFacts(pid: number): ProcessFacts | null {
  const status = read(pid, 'status')?.toString('latin1');
  if (status === undefined) return null;
  const numbers = (name: string) =>
    (new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)?.[1] ?? '')
      .split(/\s+/)
      .filter((word) => word !== '')
      .map(Number);
  const environ = read(pid, 'environ');
  return {
    root: rootOf(pid),
    env: environ === null ? null : Object.fromEntries(bytesToText(environ).split('\0').flatMap(assignment)),
    // The second number is the effective id: the one that permissions go by.
    uid: numbers('Uid')[1] ?? null,
    gids: [...new Set([...numbers('Gid').slice(1, 2), ...numbers('Groups')])],
  };
}

function read(pid: number, name: string): Buffer | null {
  try {
    return readFileSync(`/proc/${pid}/${name}`);
  } catch {
    return null;
  }
}

function rootOf(pid: number): string | null {
  try {
    return bytesToText(readlinkSync(`/proc/${pid}/root`, { encoding: 'buffer' }));
  } catch {
    return null;
  }
}

function assignment(text: string): [string, string][] {
  const at = text.indexOf('=');
  return at > 0 ? [[text.slice(0, at), text.slice(at + 1)]] : [];
}
