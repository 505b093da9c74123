// Captures that can be opened again: those we made (kept up to a limit) and files that were opened.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readNote, removeCapture, SPOOL_NAME } from './capture-directory.ts';
import { makeOwnDirectory } from './private-directory.ts';
import { captureDirectories, stateDirectory } from './state-directory.ts';

export interface RecentCapture {
  readonly kind: 'run' | 'attach' | 'file';
  /** The command line, the pids or the file's name; from outside: escape before printing. */
  readonly title: string;
  readonly path: string;
  readonly atMs: number;
  readonly sizeBytes: number;
}

const KEPT_CAPTURES = 10;
const KEPT_BYTES = 1 << 30;
const KEPT_FILES = 20;

/** Newest first; those that are gone or empty are left out. */
export function listRecent(): readonly RecentCapture[] {
  return [...ownCaptures(), ...openedFiles()].filter(({ sizeBytes }) => sizeBytes > 0).sort((a, b) => b.atMs - a.atMs);
}

/** For `open --last`: the newest that we made, also when whytrace ended before it was finished. null: none is left. */
export function newestSession(): RecentCapture | null {
  return ownCaptures().find(({ sizeBytes }) => sizeBytes > 0) ?? null;
}

/** Remembers that stored captures were opened. Nothing happens where the state directory can't be written. */
export async function rememberFiles(paths: readonly string[]): Promise<void> {
  const state = stateDirectory();
  if (state === null) return;
  const own = captureDirectories();
  const opened = paths
    .filter((path) => path !== '-')
    .map((path) => resolve(path))
    // Our own captures are listed anyway.
    .filter((path) => !own.some((directory) => path.startsWith(`${directory}/`)));
  if (opened.length === 0) return;
  const atMs = Date.now();
  const others = readFiles().filter(({ path }) => !opened.includes(path));
  const files = [...new Set(opened.toReversed())].map((path) => ({ path, atMs })).concat(others);
  try {
    makeOwnDirectory(state);
    // Never half of it, whoever reads meanwhile.
    const list = join(state, 'opened.json');
    await writeFile(`${list}.${process.pid}`, JSON.stringify(files.slice(0, KEPT_FILES)), { mode: 0o600 });
    await rename(`${list}.${process.pid}`, list);
  } catch {
    // A list of recent files is a comfort; the command goes on without it.
  }
}

/** Removes empty captures and the oldest beyond the limits; the newest, and those of a whytrace that still runs, stay. */
export function pruneCaptures(): void {
  let kept = 0;
  let bytes = 0;
  for (const { sizeBytes, directory } of ownCaptures()) {
    bytes += sizeBytes;
    const within = sizeBytes > 0 && (kept === 0 || (kept < KEPT_CAPTURES && bytes <= KEPT_BYTES));
    if (within) kept++;
    else if (!inUse(directory)) removeCapture(directory);
  }
}

function ownCaptures(): readonly (RecentCapture & { readonly directory: string })[] {
  return captureDirectories()
    .flatMap((captures) => namesIn(captures).map((name) => join(captures, name)))
    .flatMap((directory) => {
      const note = readNote(directory);
      const path = join(directory, SPOOL_NAME);
      if (note === null) return [];
      const sizeBytes = sizeOf(path);
      return [{ kind: note.kind, title: note.title, path, atMs: note.startedAtMs, sizeBytes, directory }];
    })
    .sort((a, b) => b.atMs - a.atMs);
}

function openedFiles(): readonly RecentCapture[] {
  return readFiles().flatMap(({ path, atMs }) => {
    const sizeBytes = sizeOf(path);
    return sizeBytes ? [{ kind: 'file' as const, title: path, path, atMs, sizeBytes }] : [];
  });
}

function readFiles(): readonly { readonly path: string; readonly atMs: number }[] {
  const state = stateDirectory();
  if (state === null) return [];
  try {
    const files: unknown = JSON.parse(readFileSync(join(state, 'opened.json'), 'utf8'));
    return Array.isArray(files) ? files.filter((file) => typeof file?.path === 'string' && typeof file?.atMs === 'number') : [];
  } catch {
    return [];
  }
}

function inUse(directory: string): boolean {
  const pid = readNote(directory)?.pid;
  if (pid === undefined || pid === process.pid) return pid !== undefined;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function sizeOf(path: string): number {
  try {
    const stats = statSync(path);
    return stats.isFile() ? stats.size : 0;
  } catch {
    return 0;
  }
}
