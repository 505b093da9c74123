// A finished spool that had to stay within a size: as a file that anybody can read, with whole lines, and a word where some are missing.
import { closeSync, fstatSync, ftruncateSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { type Dropped, droppedLine } from '../model/dropped.ts';
import type { Hole } from './hole.ts';
import type { SizeLimit } from './run-request.ts';

const CHUNK_BYTES = 1 << 20;
/** A larger one keeps its hole: copying takes as long as all the rest of the end. */
const COPIED_BELOW_BYTES = 1 << 28;
const SAMPLE_BYTES = 1 << 16;

/** What is missing from a spool; the lines are judged by those behind the hole. null without one. */
export function droppedOf(spoolPath: string, hole: Hole | null, unreadBytes?: number): Dropped | null {
  if (hole === null) return null;
  const bytes = hole.end - hole.start;
  const sample = Buffer.alloc(SAMPLE_BYTES);
  const fd = openSync(spoolPath, 'r');
  try {
    const text = sample.toString('latin1', 0, readSync(fd, sample, 0, SAMPLE_BYTES, hole.end));
    const lines = text.split('\n').length - 1;
    const unread = unreadBytes === undefined ? {} : { unreadBytes };
    return { ...unread, bytes, aboutLines: lines === 0 ? null : Math.round(bytes / ((text.lastIndexOf('\n') + 1) / lines)) };
  } finally {
    closeSync(fd);
  }
}

/** Puts a copy of a spool there: its hole is one line, and it ends with a whole one. @throws the system's error */
export function copySpool(
  spoolPath: string,
  limit: SizeLimit,
  { hole, isCutOff }: Cut,
  to: { readonly path: string; readonly flags: 'w' | 'wx' },
): void {
  const dropped = droppedOf(spoolPath, hole);
  const source = openSync(spoolPath, 'r');
  let target: number | null = null;
  try {
    target = openSync(to.path, to.flags, 0o600);
    if (hole !== null && dropped !== null) {
      copyRange(source, target, 0, hole.start);
      writeSync(target, `${droppedLine(dropped)}\n`);
    }
    copyRange(source, target, hole?.end ?? 0, isCutOff ? wholeLinesEnd(source, hole, limit) : fstatSync(source).size);
  } finally {
    closeSync(source);
    if (target !== null) closeSync(target);
  }
}

function copyRange(source: number, target: number, from: number, to: number): void {
  const buffer = Buffer.alloc(Math.min(CHUNK_BYTES, Math.max(1, to - from)));
  for (let at = from; at < to; ) {
    const count = readSync(source, buffer, 0, Math.min(buffer.length, to - at), at);
    if (count === 0) return;
    for (let written = 0; written < count; ) written += writeSync(target, buffer, written, count - written);
    at += count;
  }
}

/** Makes the spool itself such a file. Call when nobody reads it any more. Where there is no space for that it stays as it is. */
export function tidySpool(limit: SizeLimit, spoolPath: string, cut: Cut): void {
  const tidyPath = `${spoolPath}.cut`;
  try {
    if (cut.hole !== null && limit.bytes <= COPIED_BELOW_BYTES) {
      rmSync(tidyPath, { force: true });
      copySpool(spoolPath, limit, cut, { path: tidyPath, flags: 'wx' });
      renameSync(tidyPath, spoolPath);
    } else if (cut.isCutOff) truncateToLines(spoolPath, cut.hole, limit);
  } catch {
    rmSync(tidyPath, { force: true });
  }
}

/** What was done to a spool to keep it within a size. */
export interface Cut {
  readonly hole: Hole | null;
  /** Tracing has ended for it: strace was killed at work, and its last line may be a part. */
  readonly isCutOff: boolean;
}

function truncateToLines(path: string, hole: Hole | null, limit: SizeLimit): void {
  const fd = openSync(path, 'r+');
  try {
    ftruncateSync(fd, wholeLinesEnd(fd, hole, limit));
  } finally {
    closeSync(fd);
  }
}

/** Where the last whole line within the limit ends. */
function wholeLinesEnd(fd: number, hole: Hole | null, limit: SizeLimit): number {
  const within = Math.min(fstatSync(fd).size, limit.bytes + (hole === null ? 0 : hole.end - hole.start));
  const last = Buffer.alloc(Math.min(SAMPLE_BYTES, within));
  readSync(fd, last, 0, last.length, within - last.length);
  const newline = last.lastIndexOf(10);
  return newline < 0 ? within : within - last.length + newline + 1;
}
