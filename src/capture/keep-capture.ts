// What remains of a capture that has ended: the file the person asked for, and the newest for `open --last`.
import { statSync } from 'node:fs';
import { toVisible } from '../text/visible.ts';
import { type CaptureDirectory, removeCapture, saveSpool } from './capture-directory.ts';
import { type Cut, tidySpool } from './cut-spool.ts';
import { pruneCaptures } from './recent.ts';
import type { CaptureRequest, SizeLimit } from './run-request.ts';

/** Copies the spool to `--save FILE`. @returns one sentence when that failed, else null */
export function saveCapture({ save }: CaptureRequest, { spoolPath }: CaptureDirectory, limit: SizeLimit, cut: Cut): string | null {
  if (save === null) return null;
  try {
    saveSpool(spoolPath, limit, cut, save);
    return null;
  } catch (error) {
    return `the capture could not be saved as ${toVisible(save)} (${(error as NodeJS.ErrnoException).code ?? 'failed'}): it is kept as ${toVisible(spoolPath)}`;
  }
}

/** Call when nobody reads the spool any more. */
export function releaseCapture({ keepLast }: CaptureRequest, { path, spoolPath }: CaptureDirectory, limit: SizeLimit, cut: Cut): void {
  if (!keepLast || statSync(spoolPath, { throwIfNoEntry: false })?.size === 0) removeCapture(path);
  else tidySpool(limit, spoolPath, cut);
  pruneCaptures();
}
