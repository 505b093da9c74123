// Single facts of a call's line, from its bytes and without a string: for passes over all calls of a capture.
import { CLOSE, COMMA, EQUALS, GREATER, LESS, OPEN, QUOTE, SPACE } from './ascii.ts';

const DOT = 0x2e;
const UNDERSCORE = 0x5f;
const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;

/** Where the line ends without the duration of `-T` and blanks. */
function behindResult(line: Uint8Array): number {
  let at = line.length;
  while (at > 0 && line[at - 1]! <= SPACE) at--;
  if (line[at - 1] !== GREATER) return at;
  let open = at - 2;
  while (open > 0 && (isDigit(line[open]) || line[open] === DOT)) open--;
  if (line[open] !== LESS || open === at - 2) return at;
  while (open > 0 && line[open - 1]! <= SPACE) open--;
  return open;
}

/**
 * The result of a call that returns a count, `) = 512 <0.000012>`.
 * @returns NaN where anything else stands there
 */
export function countResult(line: Uint8Array): number {
  const end = behindResult(line);
  let start = end;
  while (start > 0 && isDigit(line[start - 1])) start--;
  if (start === end || line[start - 1] !== SPACE || line[start - 2] !== EQUALS) return Number.NaN;
  let before = start - 3;
  while (before > 0 && line[before]! <= SPACE) before--;
  if (line[before] !== CLOSE) return Number.NaN;
  let count = 0;
  for (let at = start; at < end; at++) count = count * 10 + line[at]! - 0x30;
  return count;
}

/**
 * The descriptor that an open gave, `) = 3` or `) = 3</etc/passwd>`.
 * @returns NaN where anything else stands there
 */
export function openedDescriptor(line: Uint8Array): number {
  let at = line.length - 1;
  while (at > 0 && line[at] !== QUOTE) at--;
  while (at < line.length && line[at] !== CLOSE) at++;
  for (at++; line[at] === SPACE; at++);
  if (line[at] !== EQUALS || line[at + 1] !== SPACE) return Number.NaN;
  const fd = numberAt(line, at + 2);
  return fd < 0 ? Number.NaN : fd;
}

/** Whether an open gave a descriptor that leads to just this path, `) = 3</etc/passwd>`. False also where that can't be told from the bytes alone. */
export function gaveDescriptorOf(line: Uint8Array, path: string): boolean {
  let at = line.length - 1;
  while (at > 0 && line[at] !== QUOTE) at--;
  while (at < line.length && line[at] !== LESS) at++;
  at++;
  for (let place = 0; place < path.length; place++) if (line[at + place] !== path.charCodeAt(place)) return false;
  return line[at + path.length] === GREATER;
}

/** Index behind the bracket that opens the arguments; -1 for none. A `-k` or `-i` address stands in square brackets before it. */
function argumentsStart(line: Uint8Array): number {
  for (let at = 0; at < line.length; at++) {
    const byte = line[at]!;
    if (byte === OPEN) return at + 1;
    if (byte === QUOTE) return -1;
  }
  return -1;
}

/** The number of the first argument when it is a descriptor: `3`, `3</etc/passwd>`; -1 for anything else. */
export function firstDescriptor(line: Uint8Array): number {
  const start = argumentsStart(line);
  return start < 0 ? -1 : numberAt(line, start);
}

/** The descriptor behind `commas` arguments, none of which holds a comma: mmap's is the fifth. -1 for none. */
export function descriptorBehind(line: Uint8Array, commas: number): number {
  let at = argumentsStart(line);
  if (at < 0) return -1;
  for (let left = commas; left > 0 && at < line.length; at++) if (line[at] === COMMA) left--;
  return numberAt(line, line[at] === SPACE ? at + 1 : at);
}

/** A descriptor that stands at `start`, perhaps behind its name (`fd=3`, as `-N` writes it). */
function numberAt(line: Uint8Array, start: number): number {
  let number = 0;
  let at = start;
  while ((line[at]! >= 0x61 && line[at]! <= 0x7a) || line[at] === UNDERSCORE) at++;
  if (at > start) at = line[at] === EQUALS ? at + 1 : start;
  const digits = at;
  for (; isDigit(line[at]); at++) number = number * 10 + line[at]! - 0x30;
  const next = line[at];
  return at === digits || (next !== undefined && next !== LESS && next !== COMMA && next !== CLOSE && next !== SPACE) ? -1 : number;
}

/** A number that is the same for the same first argument, up to its first comma: tells whether a directory descriptor is the same as before. */
export function firstArgumentHash(line: Uint8Array): number {
  let hash = 0;
  for (let at = argumentsStart(line); at >= 0 && at < line.length && line[at] !== COMMA; at++) hash = Math.imul(hash ^ line[at]!, 0x01000193);
  return hash;
}

export const OPENS_TO_WRITE = 1;
export const OPENS_TO_READ_AND_WRITE = 2;
export const CREATES = 4;

/** What the flags of an open ask for, bits above. @see open(2) */
export function openFlags(line: Uint8Array): number {
  let at = line.length - 1;
  // Behind the path: it may be called anything.
  while (at > 0 && line[at] !== QUOTE) at--;
  let bits = 0;
  for (; at + 6 < line.length && line[at] !== EQUALS; at++) {
    if (line[at] !== 0x4f || line[at + 1] !== 0x5f) continue;
    const [first, second, third] = [line[at + 2], line[at + 3], line[at + 4]];
    if (first === 0x57 && second === 0x52) bits |= OPENS_TO_WRITE;
    else if (first === 0x52 && second === 0x44 && third === 0x57) bits |= OPENS_TO_READ_AND_WRITE;
    else if (first === 0x43 && second === 0x52) bits |= CREATES;
  }
  return bits;
}

/** Whether a line holds a word, behind its strings. */
export function hasWord(line: Uint8Array, word: Uint8Array): boolean {
  let from = line.length - 1;
  while (from > 0 && line[from] !== QUOTE) from--;
  for (let at = from; at + word.length <= line.length; at++) {
    let same = 0;
    while (same < word.length && line[at + same] === word[same]) same++;
    if (same === word.length) return true;
  }
  return false;
}
