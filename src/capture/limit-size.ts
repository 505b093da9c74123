// `--max-size`: keeps the spool of a capture within a limit, by ending it or by giving up its beginning.
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readSync, renameSync, statSync, writeSync } from 'node:fs';
import type { SizeLimit } from './run-request.ts';

const LOOK_EVERY_MS = 200;
const BLOCK = 4096;
const CHUNK = 1 << 20;

export interface SizeWatch {
  stop(): void;
}

/**
 * @param onReached called once when `oldest` has what it may have
 * For `newest` the beginning of the file becomes a hole: its space is free again, offsets stay, strace notices nothing (fallocate(2), FALLOC_FL_PUNCH_HOLE).
 */
export function watchSize(limit: SizeLimit | null, spoolPath: string, onReached: () => void): SizeWatch {
  if (limit === null) return { stop: () => {} };
  let holeEnd = 0;
  const timer = setInterval(() => {
    const { size } = statSync(spoolPath);
    if (limit.keep === 'oldest') {
      if (size < limit.bytes) return;
      clearInterval(timer);
      onReached();
      return;
    }
    const end = Math.floor((size - limit.bytes) / BLOCK) * BLOCK;
    // Every half limit, not every block: each time is a process.
    if (end - holeEnd < limit.bytes / 2) return;
    holeEnd = end;
    // A file system or a fallocate(1) that can't do it: the file grows on, and is cut when it is done.
    spawnSync('fallocate', ['--punch-hole', '--offset', '0', '--length', String(end), spoolPath], { stdio: 'ignore' });
  }, LOOK_EVERY_MS);
  return { stop: () => clearInterval(timer) };
}

/** Cuts a finished spool to its part: whole lines of the beginning or the end. Who has it open keeps what they had. */
export function cutToSize(limit: SizeLimit | null, spoolPath: string): void {
  if (limit === null) return;
  const { size } = statSync(spoolPath);
  if (size <= limit.bytes) return;
  const [from, to] = limit.keep === 'oldest' ? [0, limit.bytes] : [size - limit.bytes, size];
  const cutPath = `${spoolPath}.cut`;
  const [source, target] = [openSync(spoolPath, 'r'), openSync(cutPath, 'w', 0o600)];
  const buffer = Buffer.alloc(CHUNK);
  let at = from;
  let skipping = from > 0;
  while (at < to) {
    const count = readSync(source, buffer, 0, Math.min(CHUNK, to - at), at);
    if (count === 0) break;
    let part = buffer.subarray(0, count);
    at += count;
    if (skipping) {
      const newline = part.indexOf(10);
      part = newline < 0 ? part.subarray(count) : part.subarray(newline + 1);
      skipping = newline < 0;
    }
    // The last line may be cut in two: it goes.
    if (at >= to && limit.keep === 'oldest') part = part.subarray(0, part.lastIndexOf(10) + 1);
    writeSync(target, part);
  }
  closeSync(source);
  closeSync(target);
  renameSync(cutPath, spoolPath);
}
