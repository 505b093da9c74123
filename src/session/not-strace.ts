// Says why a file in which no line was understood can't be used.
import { unreadable } from '../capture/unreadable.ts';
import { Problem } from '../model/problem.ts';
import { type FilePart, FileSource } from './file-source.ts';
import { otherTool } from './other-tools.ts';

const LOOK_BYTES = 1 << 16;

/** What the file is, as far as its beginning tells, and what to do instead. */
export function notStrace(part: FilePart): Problem {
  const start = new Uint8Array(LOOK_BYTES);
  const source = new FileSource([part]);
  const count = source.readInto(part.base, start);
  source.close();
  return unreadable(part.path, notStraceText(start.subarray(0, count)));
}

/** The same for a file's beginning, without its name. */
export function notStraceText(bytes: Uint8Array): string {
  const tool = otherTool(bytes);
  if (tool !== null) return `it is ${tool}`;
  // A binary file has zero bytes near its start.
  return bytes.subarray(0, 4096).includes(0)
    ? 'it is a binary file, not strace output'
    : 'no line in it is strace output; strace -f -o FILE COMMAND records a command';
}

/** The same for a text that was pasted. */
export function notStracePaste(bytes: Uint8Array): Problem {
  const tool = otherTool(bytes);
  return new Problem('unreadable-input', tool === null ? 'no line of the pasted text is strace output' : `what was pasted is ${tool}`);
}
