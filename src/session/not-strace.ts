// Says why a file in which no line was understood can't be used.
import { readSync } from 'node:fs';
import { type CaptureInput, unreadable } from '../capture/open-input.ts';
import type { Problem } from '../model/problem.ts';

const LOOK_BYTES = 4096;

/** A binary file has zero bytes near its start. */
export function notStrace({ path, fd }: CaptureInput): Problem {
  const start = new Uint8Array(LOOK_BYTES);
  const count = readSync(fd, start, 0, LOOK_BYTES, 0);
  return unreadable(
    path,
    start.subarray(0, count).includes(0)
      ? 'it is a binary file, not strace output'
      : 'no line in it is strace output; strace -f -o FILE COMMAND records a command',
  );
}
