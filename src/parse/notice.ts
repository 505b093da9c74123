// Messages of strace itself. All are rare, so they are looked at as text.
import { readDroppedLine } from '../model/dropped.ts';
import { latin1 } from './latin1.ts';

const PROCESS = /^Process \d+ (?:attached|detached|resumed|suspended|stopped)|^Process \d+ .{0,20}(?:attached|detached)/;
/** `strace:`, `/usr/bin/strace:`, `strace-6.1:`, as argv[0] was. */
const SELF = /^(?:\/[^\s:]*\/)?strace[^\s:/]*: /;
const MODE = /^\[ Process PID=\d+ runs in .* mode\. \]/;
const OTHER = /^(?:umovestr: |PANIC: |ptrace: |\[wait\(0x|tracing of \d|detach: )/;
const LONGEST = 300;

/** Whether `bytes[start..end)` is a message of strace, or ours in a capture that was cut: `strace: Process 9 attached`, `[ Process PID=9 runs in 32 bit mode. ]`. */
export function isNotice(bytes: Uint8Array, start: number, end: number): boolean {
  const text = latin1(bytes, start, Math.min(end, start + LONGEST));
  return SELF.test(text) || PROCESS.test(text) || MODE.test(text) || OTHER.test(text) || readDroppedLine(text) !== null;
}

/** Only the name of the program, not its path: a line may hold a million slashes, and from each one a path could begin. */
const INSIDE = /strace[^\s:/"]{0,64}: Process \d+ [a-z]|Process \d+ (?:attached|detached|suspended)|strace: /;

/** Where a message begins inside an open call, `clone(strace: Process 9 attached`; -1 for none. */
export function noticeInside(bytes: Uint8Array, start: number, end: number): number {
  const text = latin1(bytes, start, end);
  const found = INSIDE.exec(text)?.index;
  if (found === undefined) return -1;
  let path = found;
  // `/usr/bin/` before the name.
  if (text[found - 1] === '/') for (let at = found - 1; at >= 0 && !/[\s:"]/.test(text[at]!); at--) if (text[at] === '/') path = at;
  return start + path;
}
