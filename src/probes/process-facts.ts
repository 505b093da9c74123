// What /proc says of a running process: which program it is, where, with which rights and environment.
import { readFileSync, readlinkSync } from 'node:fs';
import { bytesToText } from '../text/c-string.ts';

export interface ProcessFacts {
  /** Without ` (deleted)`; null when it may not be read (another user's process, a kernel thread). */
  readonly exe: string | null;
  readonly cwd: string | null;
  /** Its root directory: `/` but in a chroot. */
  readonly root: string | null;
  readonly argv: readonly string[];
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
    exe: link(pid, 'exe')?.replace(/ \(deleted\)$/, '') ?? null,
    cwd: link(pid, 'cwd'),
    root: link(pid, 'root'),
    argv: nulSeparated(read(pid, 'cmdline')),
    env: environ === null ? null : Object.fromEntries(nulSeparated(environ).flatMap(assignment)),
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

function link(pid: number, name: string): string | null {
  try {
    return bytesToText(readlinkSync(`/proc/${pid}/${name}`, { encoding: 'buffer' }));
  } catch {
    return null;
  }
}

function nulSeparated(bytes: Buffer | null): readonly string[] {
  const texts = bytes === null ? [] : bytesToText(bytes).split('\0');
  return texts.at(-1) === '' ? texts.slice(0, -1) : texts;
}

function assignment(text: string): [string, string][] {
  const at = text.indexOf('=');
  return at > 0 ? [[text.slice(0, at), text.slice(at + 1)]] : [];
}
