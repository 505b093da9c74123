// One capture on disk: its directory with the spool and a note of what it is, so that it can be found again, also after a crash.
import { randomUUID } from 'node:crypto';
import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Problem } from '../model/problem.ts';
import { toVisible } from '../text/visible.ts';
import { type Cut, copySpool } from './cut-spool.ts';
import type { SizeLimit } from './run-request.ts';
import { makeCaptureDirectory } from './state-directory.ts';

/** What `session.json` says. */
export interface CaptureNote {
  readonly kind: 'run' | 'attach';
  /** The command line, or the pids; from outside. */
  readonly title: string;
  readonly startedAtMs: number;
  /** Of the whytrace that makes it: while it lives, nobody else removes the directory. */
  readonly pid: number;
}

export interface CaptureDirectory {
  readonly path: string;
  readonly spoolPath: string;
}

export const SPOOL_NAME = 'trace.strace';
const NOTE_NAME = 'session.json';

/** @throws Problem `cannot-trace` when there is nowhere to keep it */
export function newCaptureDirectory(note: Omit<CaptureNote, 'pid'>): CaptureDirectory {
  let path = tmpdir();
  try {
    path = makeCaptureDirectory();
    writeFileSync(join(path, NOTE_NAME), JSON.stringify({ ...note, pid: process.pid } satisfies CaptureNote), { mode: 0o600 });
    const spoolPath = join(path, SPOOL_NAME);
    // strace may run as another user's command does, but it opens the file as ourselves; made here so that nobody else can read it.
    writeFileSync(spoolPath, '', { mode: 0o600 });
    return { path, spoolPath };
  } catch (error) {
    // Where nothing fits any more, not even an empty directory is left behind.
    if (path !== tmpdir()) removeCapture(path);
    throw new Problem(
      'cannot-trace',
      `the capture cannot be kept in ${toVisible(path)} (${(error as NodeJS.ErrnoException).code}): free some space there, or set XDG_STATE_HOME to a directory on another disk`,
    );
  }
}

/** null when there is none, or it can't be read. */
export function readNote(directory: string): CaptureNote | null {
  try {
    const note: unknown = JSON.parse(readFileSync(join(directory, NOTE_NAME), 'utf8'));
    return isNote(note) ? note : null;
  } catch {
    return null;
  }
}

const isNote = (note: unknown): note is CaptureNote =>
  typeof note === 'object' &&
  note !== null &&
  'title' in note &&
  typeof note.title === 'string' &&
  'startedAtMs' in note &&
  Number.isFinite(note.startedAtMs) &&
  'kind' in note &&
  (note.kind === 'run' || note.kind === 'attach') &&
  'pid' in note &&
  typeof note.pid === 'number';

export const removeCapture = (directory: string): void => rmSync(directory, { recursive: true, force: true });

/**
 * Puts a copy of the spool at `to`, whole or not at all. What is no plain file there (`/dev/null`, a FIFO) is written to: to rename over it would take it away.
 * @throws the system's error
 */
export function saveSpool(spoolPath: string, limit: SizeLimit, cut: Cut, to: string): void {
  const there = statSync(to, { throwIfNoEntry: false });
  if (there !== undefined && !there.isFile()) {
    copySpool(spoolPath, limit, cut, { path: to, flags: 'w' });
    return;
  }
  // The file behind a link, not the link.
  const target = there === undefined ? to : realpathSync(to);
  const unfinished = join(dirname(target), `.whytrace-${randomUUID()}.tmp`);
  try {
    copySpool(spoolPath, limit, cut, { path: unfinished, flags: 'wx' });
    renameSync(unfinished, target);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}
