// Whether a line without its end is a call that waits: strace writes the arguments it knows, and the rest when the call returns.
import { BACKSLASH, QUOTE } from './ascii.ts';
import type { Line } from './line.ts';
import { SHAPE_CALL_OPEN } from './line.ts';
import type { Symbols } from './symbols.ts';

/** False where the line may have been cut inside of an argument, by a write of only a part: more comes at once then. */
export function isBegunCall(line: Line, symbols: Symbols): boolean {
  return line.shape === SHAPE_CALL_OPEN && symbols.isSyscall(line.name) && isBalanced(line.bytes, line.argsStart, line.end);
}

/** Every string and bracket that is opened is closed. */
function isBalanced(bytes: Uint8Array, start: number, end: number): boolean {
  let depth = 0;
  let isString = false;
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (isString && byte === BACKSLASH) at++;
    else if (byte === QUOTE) isString = !isString;
    else if (!isString && (byte === 0x28 || byte === 0x5b || byte === 0x7b)) depth++;
    else if (!isString && (byte === 0x29 || byte === 0x5d || byte === 0x7d)) depth--;
  }
  return depth === 0 && !isString;
}
