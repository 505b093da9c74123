// Takes lines of strace output apart: whole calls, unfinished and resumed ones. All that is rarer is left to ../scan-line.ts, which defines what is right.
import { byteAt, isDigit, lineEnd } from './bytes.as';
import { END_RESULT, END_UNFINISHED, readCallEnd } from './call-end.as';
import { readPathArgument } from './path-argument.as';
import { findWanted } from './path-table.as';
import { readPrefix } from './prefix.as';
import * as rows from './rows.as';
import { findName, idOf, traitsOf } from './word-table.as';

export { wantAllPaths } from './path-argument.as';
export { pathBlock, pathBlockBytes, pathCount, pathHeads, pathId } from './path-table.as';
export { teachErrno, teachName } from './word-table.as';

const LONGEST_NAME: usize = 64;
/** What is read behind a line's end, at most. */
const MARGIN_BYTES: u32 = 64;

let input: usize = 0;
let capacity: u32 = 0;
let scannedTo: u32 = 0;

/** Address where so many bytes of input can be put. What was there before is gone. */
export function inputFor(bytes: u32): usize {
  if (bytes > capacity) {
    if (input !== 0) heap.free(input);
    capacity = bytes;
    input = heap.alloc(bytes + MARGIN_BYTES);
  }
  return input;
}

let scratch: usize = 0;
let scratchCapacity: u32 = 0;

/** Address where a word or path can be put that is asked for: it does not disturb the input. */
export function scratchFor(bytes: u32): usize {
  if (bytes > scratchCapacity) {
    if (scratch !== 0) heap.free(scratch);
    scratchCapacity = max(bytes, 4096);
    scratch = heap.alloc(scratchCapacity + MARGIN_BYTES);
  }
  return scratch;
}

/** Address of a column; see ../scanned-rows.ts. */
export function column(number: u32): usize {
  switch (number) {
    case 0:
      return rows.SHAPE;
    case 1:
      return rows.CLOCK;
    case 2:
      return rows.FLAGS;
    case 3:
      return rows.START;
    case 4:
      return rows.END;
    case 5:
      return rows.NEWLINE_AT;
    case 6:
      return rows.BODY;
    case 7:
      return rows.TID;
    case 8:
      return rows.COMM_START;
    case 9:
      return rows.COMM_END;
    case 10:
      return rows.STAMP_START;
    case 11:
      return rows.STAMP_END;
    case 12:
      return rows.NANOSECONDS;
    case 13:
      return rows.NAME;
    case 14:
      return rows.ARGS_START;
    case 15:
      return rows.ARGS_END;
    case 16:
      return rows.RESULT_START;
    case 17:
      return rows.RESULT_END;
    case 18:
      return rows.ERRNO;
    case 19:
      return rows.PATH;
    case 20:
      return rows.SECONDS;
    case 21:
      return rows.VALUE;
    default:
      return rows.TOOK_NS;
  }
}

/** How far the last {@link scan} came: behind its last line feed. */
export function scanned(): u32 {
  return scannedTo;
}

/** Reads whole lines of the input, from one position up to another, at most so many. @returns how many: a row each */
export function scan(from: u32, to: u32, most: u32): u32 {
  const end = input + to;
  let at = input + from;
  let row: u32 = 0;
  for (; row < most; row++) {
    const newline = lineEnd(at, end);
    if (newline === end) break;
    let stop = newline;
    while (stop > at && byteAt(stop - 1) === 0x0d) stop--;
    store<u32>(rows.START + (row << 2), <u32>(at - input));
    store<u32>(rows.END + (row << 2), <u32>(stop - input));
    store<u32>(rows.NEWLINE_AT + (row << 2), <u32>(newline - input));
    store<u8>(rows.SHAPE + row, scanLine(row, at, stop));
    at = newline + 1;
  }
  findWanted();
  scannedTo = <u32>(at - input);
  return row;
}

/** @returns SHAPE_*; 0: not judged here */
function scanLine(row: u32, start: usize, end: usize): u8 {
  const body = readPrefix(row, input, start, end);
  if (body >= end) return 0;
  store<u32>(rows.BODY + (row << 2), <u32>(body - input));
  return byteAt(body) === 0x3c ? scanResumed(row, body, end) : scanCall(row, body, end);
}

/** How many of 16 bytes, from the first on, are those of a name. */
function nameBytesAt(address: usize): u32 {
  const bytes = v128.load(address);
  const letters = i8x16.lt_u(i8x16.sub(v128.or(bytes, i8x16.splat(0x20)), i8x16.splat(0x61)), i8x16.splat(26));
  const digits = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(0x30)), i8x16.splat(10));
  const others = v128.or(i8x16.eq(bytes, i8x16.splat(0x5f)), i8x16.eq(bytes, i8x16.splat(0x3f)));
  return ctz(~i8x16.bitmask(v128.or(v128.or(letters, digits), others)));
}

/** a-z, A-Z, 0-9, `_`, and `?` of calls whose number could not be read. */
function isNameByte(byte: u32): bool {
  return (byte | 0x20) - 0x61 < 26 || byte === 0x5f || isDigit(byte) || byte === 0x3f;
}

function scanCall(row: u32, body: usize, end: usize): u8 {
  const limit = min(end, body + LONGEST_NAME);
  let at = body + nameBytesAt(body);
  while (at < limit && isNameByte(byteAt(at))) at++;
  if (at === body || at >= limit || byteAt(at) !== 0x28) return 0;
  const name = findName(body, <u32>(at - body));
  if (name === 0) return 0;
  const argsStart = at + 1;
  const how = readCallEnd(row, input, argsStart, end);
  if (how !== END_RESULT && how !== END_UNFINISHED) return 0;
  begin(row, name, argsStart);
  const argsEnd = input + load<u32>(rows.ARGS_END + (row << 2));
  readPathArgument(row, argsStart, argsEnd, traitsOf(name));
  return how === END_RESULT ? rows.SHAPE_CALL : rows.SHAPE_CALL_UNFINISHED;
}

/** `<... wait4 resumed>, …) = 192` */
function scanResumed(row: u32, body: usize, end: usize): u8 {
  if (load<u32>(body) !== 0x2e2e2e3c || byteAt(body + 4) !== 0x20) return 0;
  let at = body + 5;
  while (at < end && byteAt(at) !== 0x20) at++;
  // ` resumed>`
  if (at + 9 > end || load<u64>(at) !== 0x64656d7573657220 || byteAt(at + 8) !== 0x3e) return 0;
  const name = findName(body + 5, <u32>(at - body - 5));
  if (name === 0) return 0;
  const argsStart = at + 9;
  const how = readCallEnd(row, input, argsStart - 1, end);
  if (how !== END_RESULT && how !== END_UNFINISHED) return 0;
  begin(row, name, argsStart);
  return how === END_RESULT ? rows.SHAPE_RESUMED : rows.SHAPE_RESUMED_UNFINISHED;
}

function begin(row: u32, name: usize, argsStart: usize): void {
  store<u32>(rows.NAME + (row << 2), idOf(name));
  store<u32>(rows.ARGS_START + (row << 2), <u32>(argsStart - input));
  store<i32>(rows.PATH + (row << 2), -1);
}
