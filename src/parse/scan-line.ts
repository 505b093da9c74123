// Looks at one line and says what it is: a call, half of one, a signal, an exit, a message, or something else.

import { ATTACHED } from '../model/trace.ts';
import { EQUALS, NINE, SPACE, STAR, ZERO } from './ascii.ts';
import { END_RESULT, END_UNFINISHED, readCallEnd, startsWith, unfinishedStart } from './call-end.ts';
import { HASH_FACTOR, HASH_START, hashBytes } from './interner.ts';
import { latin1 } from './latin1.ts';
import type { Line } from './line.ts';
import * as shape from './line.ts';
import { readExit, readSignal } from './marks.ts';
import { isNotice } from './notice.ts';
import { readPathArgument } from './path-argument.ts';
import { readPrefix } from './prefix.ts';
import type { Symbols } from './symbols.ts';

const RESUMED = Buffer.from(' resumed>');
/** Names of calls are short; what goes on longer without `(` is text. */
const LONGEST_NAME = 64;

/** Fills `line` (start, end, bytes are set) with what the line is. */
export function scanLine(line: Line, symbols: Symbols): void {
  readPrefix(line);
  const { bytes, body, end } = line;
  const first = bytes[body];
  if (body >= end) line.shape = shape.SHAPE_EMPTY;
  else if (NAME_BYTES[first!] === 1) scanCall(line, symbols);
  else if (first === 0x3c) scanResumed(line, symbols);
  else if (first === 0x2d) readSignal(line, symbols);
  else if (first === 0x2b) readExit(line, symbols);
  else if (first === SPACE) scanIndented(line);
  else if (first === 0x5b && isNotice(bytes, body, end)) line.shape = shape.SHAPE_NOTICE;
  else if (first === 0x2f && isNotice(bytes, body, end)) line.shape = shape.SHAPE_NOTICE;
}

/** a-z, A-Z, 0-9, `_`, and `?` of calls whose number could not be read. */
const NAME_BYTES = new Uint8Array(256);
for (const character of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_?') NAME_BYTES[character.charCodeAt(0)] = 1;

function scanCall(line: Line, symbols: Symbols): void {
  const { bytes, body, end } = line;
  let at = body;
  let hash = HASH_START;
  const limit = Math.min(end, body + LONGEST_NAME);
  for (; at < limit; at++) {
    const byte = bytes[at]!;
    if (NAME_BYTES[byte] === 0) break;
    hash = Math.imul(hash ^ byte, HASH_FACTOR);
  }
  if (bytes[at] !== 0x28 || at >= limit) {
    if (isNotice(bytes, body, end)) line.shape = shape.SHAPE_NOTICE;
    return;
  }
  line.argsStart = at + 1;
  const how = readCallEnd(line, at + 1, symbols);
  line.shape = how === END_RESULT ? shape.SHAPE_CALL : how === END_UNFINISHED ? shape.SHAPE_CALL_UNFINISHED : shape.SHAPE_CALL_OPEN;
  // An open "call" may be any text: its name is kept, and judged by who asks.
  line.name = symbols.names.idOf(bytes, body, at, hash);
  readPathArgument(line, line.argsEnd, symbols);
}

/** `<... wait4 resumed>, …) = 192` */
function scanResumed(line: Line, symbols: Symbols): void {
  const { bytes, body, end } = line;
  if (bytes[body + 1] !== 0x2e || bytes[body + 2] !== 0x2e || bytes[body + 3] !== 0x2e || bytes[body + 4] !== SPACE) return;
  let at = body + 5;
  while (at < end && bytes[at] !== SPACE) at++;
  if (!startsWith(bytes, at, end, RESUMED)) return;
  line.name = symbols.names.idOf(bytes, body + 5, at, hashBytes(bytes, body + 5, at));
  line.argsStart = at + RESUMED.length;
  // One byte earlier: the `>` may be all that stands before `)`.
  const how = readCallEnd(line, line.argsStart - 1, symbols);
  line.shape = how === END_RESULT ? shape.SHAPE_RESUMED : how === END_UNFINISHED ? shape.SHAPE_RESUMED_UNFINISHED : shape.SHAPE_RESUMED_OPEN;
}

/** Stack lines, dumps, and ` <unfinished ...>` alone. */
function scanIndented(line: Line): void {
  const { bytes, body, end } = line;
  if (isFrameMark(line) && FRAME.test(latin1(bytes, body + 3, end))) line.shape = shape.SHAPE_STACK;
  else if (isDump(bytes, body, end)) line.shape = shape.SHAPE_DUMP;
  if (line.shape !== shape.SHAPE_OTHER) line.flags = ATTACHED;
  else if (bytes[body + 1] === 0x3c && unfinishedStart(bytes, body, end) === body + 1) line.shape = shape.SHAPE_BARE_UNFINISHED;
}

/** ` > ` at the start: a line of a stack, or text of a program that looks like one. */
export const isFrameMark = ({ bytes, body }: Line): boolean => bytes[body] === SPACE && bytes[body + 1] === 0x3e && bytes[body + 2] === SPACE;

/** Bytes in hexadecimal, or what they are: printed for calls that `-e read=` and `-e write=` name. @see strace's util.c, dumpstr and dumpiov_in_msghdr */
function isDump(bytes: Uint8Array, body: number, end: number): boolean {
  const mark = bytes[body + 1];
  if (bytes[body + 2] !== SPACE) return false;
  if (mark === 0x7c) return true;
  if (mark !== STAR && mark !== EQUALS) return false;
  let at = body + 3;
  while (at < end && bytes[at]! >= ZERO && bytes[at]! <= NINE) at++;
  return at > body + 3 && startsWith(bytes, at, end, mark === STAR ? BUFFER : VECTOR);
}

/** An address, or why there is none. What a program prints may begin as a frame does. @see strace's unwind.c, STACK_ENTRY_* */
const FRAME = /\[0x[0-9a-f]+\]|^(?:BUG IN |too many stack frames$|\w+_error$)/;
const BUFFER = Buffer.from(' bytes in buffer ');
const VECTOR = Buffer.from(' buffers in vector ');
