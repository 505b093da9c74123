// Finds a call's main path argument, or what its descriptor leads to, and interns it as strace wrote it.
import { BACKSLASH, COMMA, EQUALS, GREATER, LESS, NINE, QUOTE, SPACE, ZERO } from './ascii.ts';
import { ABOUT_PROCESSES, PATH_LAST, PATH_MASK, PATH_NONE, PATH_SECOND } from './call-traits.ts';
import { type Line, PATH_OF_FD } from './line.ts';
import type { Symbols } from './symbols.ts';

const UNDERSCORE = 0x5f;
const isDigit = (byte: number): boolean => byte >= ZERO && byte <= NINE;

/** Sets `line.path` (and PATH_OF_FD) from the arguments between argsStart and `end`. */
export function readPathArgument(line: Line, end: number, symbols: Symbols): void {
  const { bytes, argsStart } = line;
  const traits = symbols.traitsOf(line.name);
  if (!symbols.allPaths && (traits & ABOUT_PROCESSES) === 0) return;
  const which = traits & PATH_MASK;
  if (which !== PATH_NONE) {
    let open = behindName(bytes, argsStart, end);
    if (which === PATH_SECOND) open = afterFirst(bytes, argsStart, end);
    else if (which === PATH_LAST) open = lastString(bytes, argsStart, end);
    if (bytes[open] === QUOTE && open < end && internString(line, open + 1, end, symbols)) return;
  }
  readDescriptorPath(line, end, symbols);
}

/** The string that begins at `start`, behind its quote; false when it does not close. */
function internString(line: Line, start: number, end: number, symbols: Symbols): boolean {
  const { bytes } = line;
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte === QUOTE) {
      line.path = symbols.paths.idOf(bytes, start, at);
      return true;
    }
    if (byte === BACKSLASH) at++;
  }
  return false;
}

/** `3</etc/passwd>` as the first argument: what it leads to stands in for a path. */
function readDescriptorPath(line: Line, end: number, symbols: Symbols): void {
  const { bytes, argsStart } = line;
  const first = behindName(bytes, argsStart, end);
  let at = first;
  while (at < end && bytes[at]! >= 0x30 && bytes[at]! <= 0x39) at++;
  if (at === first || bytes[at] !== LESS) return;
  const start = at + 1;
  for (at = start; at < end; at++) {
    if (bytes[at] !== GREATER) continue;
    const next = bytes[at + 1];
    // `(`: "(deleted)" behind it. A `->` inside an address goes on.
    if (at + 1 >= end || next === COMMA || next === 0x29 || next === SPACE || next === 0x28) {
      line.path = symbols.paths.idOf(bytes, start, at);
      line.flags |= PATH_OF_FD;
      return;
    }
  }
}

/** Index of the closing quote of a string that opens at `open`; `end` when it does not close. */
function stringEnd(bytes: Uint8Array, open: number, end: number): number {
  let at = open + 1;
  for (; at < end && bytes[at] !== QUOTE; at++) if (bytes[at] === BACKSLASH) at++;
  return Math.min(at, end);
}

/** Start of the second argument: behind `AT_FDCWD, `, `3</dir>, ` or a first string. */
function afterFirst(bytes: Uint8Array, start: number, end: number): number {
  let at = bytes[start] === QUOTE ? stringEnd(bytes, start, end) + 1 : start;
  for (; at + 2 < end; at++) {
    if (bytes[at] !== COMMA || bytes[at + 1] !== SPACE) continue;
    const value = behindName(bytes, at + 2, end);
    if (bytes[value] === QUOTE && value < end) return value;
  }
  return end;
}

/** Where the value of an argument begins that starts at `start`: `-N` (6.16) writes `pathname="/x"`. */
function behindName(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && ((bytes[at]! >= 0x61 && bytes[at]! <= 0x7a) || bytes[at] === UNDERSCORE || (at > start && isDigit(bytes[at]!)))) at++;
  return at > start && at < end && bytes[at] === EQUALS ? at + 1 : start;
}

/** Start of the last string among the arguments. */
function lastString(bytes: Uint8Array, start: number, end: number): number {
  let last = end;
  for (let at = start; at < end; at++) {
    if (bytes[at] !== QUOTE) continue;
    last = at;
    at = stringEnd(bytes, at, end);
  }
  return last;
}
