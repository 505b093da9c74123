// The end of a call's line, read from the back: duration, notes, errno, value. As ../call-end.ts reads it.
import { byteAt, isDigit, lastEquals } from './bytes.as';
import { sixDigits } from './digits.as';
import { ARGS_END, CALL_FAILED, CALL_INJECTED, CALL_NO_RETURN, ERRNO, FLAGS, RESULT_END, RESULT_START, TOOK_NS, VALUE } from './rows.as';
import { findErrno, idOf } from './word-table.as';

export const END_RESULT: u32 = 1;
export const END_UNFINISHED: u32 = 2;
/** Not judged here. */
export const END_OTHER: u32 = 0;

const SPACE: u32 = 0x20;
const LONGEST_MARK: usize = 40;

let row: u32 = 0;
let origin: usize = 0;
/** The last line had something that is not judged here. */
let isDoubtful = false;

/** Reads how a call ends whose arguments begin at `from`. @returns END_* */
export function readCallEnd(into: u32, input: usize, from: usize, lineStop: usize): u32 {
  row = into;
  origin = input;
  isDoubtful = false;
  let end = lineStop;
  store<f64>(TOOK_NS + (row << 3), NaN);
  store<f64>(VALUE + (row << 3), NaN);
  store<u32>(ERRNO + (row << 2), 0);
  store<u8>(FLAGS + row, 0);
  store<u32>(RESULT_START + (row << 2), 0);
  store<u32>(RESULT_END + (row << 2), 0);
  if (byteAt(end - 1) === 0x3e) {
    const unfinished = unfinishedStart(from, end);
    if (unfinished !== 0) {
      let last = unfinished;
      while (last > from && byteAt(last - 1) === SPACE) last--;
      store<u32>(ARGS_END + (row << 2), <u32>(last - origin));
      return END_UNFINISHED;
    }
    end = readTook(from, end);
  }
  for (let at = lastEquals(from, end - 2); at !== 0; at = lastEquals(from, at - 1)) {
    if (byteAt(at - 1) !== SPACE) continue;
    let close = at - 1;
    while (close > from && byteAt(close - 1) === SPACE) close--;
    if (byteAt(close - 1) !== 0x29 || close <= from) continue;
    if (byteAt(at + 1) === SPACE && readResult(at + 2, end)) {
      store<u32>(ARGS_END + (row << 2), <u32>(close - 1 - origin));
      return isDoubtful ? END_OTHER : END_RESULT;
    }
  }
  return END_OTHER;
}

const UNFINISHED: usize = memory.data<u8>([0x3c, 0x75, 0x6e, 0x66, 0x69, 0x6e, 0x69, 0x73, 0x68, 0x65, 0x64, 0x20, 0x2e, 0x2e, 0x2e]);
const DETACHED: usize = memory.data<u8>([0x3c, 0x64, 0x65, 0x74, 0x61, 0x63, 0x68, 0x65, 0x64, 0x20, 0x2e, 0x2e, 0x2e, 0x3e]);
const PID_CHANGED: usize = memory.data<u8>([0x3c, 0x70, 0x69, 0x64, 0x20, 0x63, 0x68, 0x61, 0x6e, 0x67, 0x65, 0x64, 0x20, 0x74, 0x6f, 0x20]);
const DELETED: usize = memory.data<u8>([0x28, 0x64, 0x65, 0x6c, 0x65, 0x74, 0x65, 0x64, 0x29]);
const INJECTED: usize = memory.data<u8>([0x28, 0x49, 0x4e, 0x4a, 0x45, 0x43, 0x54, 0x45, 0x44]);
const DELAYED: usize = memory.data<u8>([0x28, 0x44, 0x45, 0x4c, 0x41, 0x59, 0x45, 0x44, 0x29]);

function startsWith(at: usize, end: usize, text: usize, length: usize): bool {
  if (at + length > end) return false;
  for (let i: usize = 0; i < length; i++) if (byteAt(at + i) !== byteAt(text + i)) return false;
  return true;
}

/** Address of ` <unfinished ...>`, `<detached ...>` and the like at the end; 0 for none. */
function unfinishedStart(from: usize, end: usize): usize {
  if (end - 16 >= from && startsWith(end - 16, end, UNFINISHED, 15)) return end - 16;
  if (end - 14 >= from && startsWith(end - 14, end, DETACHED, 14)) return end - 14;
  if (!(byteAt(end - 2) === 0x2e && byteAt(end - 3) === 0x2e) && byteAt(end - 3) !== SPACE) return 0;
  for (let open = end - 16; open >= max(from, end - LONGEST_MARK); open--) {
    if (byteAt(open) === 0x3c) return startsWith(open, end, UNFINISHED, 15) || startsWith(open, end, PID_CHANGED, 16) ? open : 0;
  }
  return 0;
}

const MOST_SECONDS: f64 = 1e10;

function readTook(from: usize, end: usize): usize {
  // `<0.000016>`, as nearly all are.
  if (end > from + 11 && byteAt(end - 10) === 0x3c && byteAt(end - 8) === 0x2e && byteAt(end - 11) === SPACE && isDigit(byteAt(end - 9))) {
    const micros = sixDigits(end - 7);
    if (micros >= 0) {
      store<f64>(TOOK_NS + (row << 3), <f64>(byteAt(end - 9) - 0x30) * 1e9 + <f64>micros * 1e3);
      return end - 11;
    }
  }
  let at = end - 2;
  let scale: f64 = 1;
  let fraction: f64 = 0;
  for (; at > from && isDigit(byteAt(at)); at--, scale *= 10) fraction += <f64>(byteAt(at) - 0x30) * scale;
  let seconds: f64 = 0;
  if (byteAt(at) === 0x2e) {
    if (scale > 1e9) return end;
    fraction *= 1e9 / scale;
    at--;
    for (scale = 1; at > from && isDigit(byteAt(at)); at--, scale *= 10) seconds += <f64>(byteAt(at) - 0x30) * scale;
  } else {
    seconds = fraction;
    fraction = 0;
  }
  if (scale === 1 || scale > MOST_SECONDS || byteAt(at) !== 0x3c || byteAt(at - 1) !== SPACE) return end;
  store<f64>(TOOK_NS + (row << 3), seconds * 1e9 + Math.floor(fraction + 0.5));
  return at - 1;
}

function readResult(start: usize, end: usize): bool {
  let at = start;
  store<u32>(RESULT_START + (row << 2), <u32>(start - origin));
  store<u32>(ERRNO + (row << 2), 0);
  store<f64>(VALUE + (row << 3), NaN);
  let flags: u8 = 0;
  let errno: u32 = 0;
  const first = byteAt(at);
  if (first === 0x3f) {
    at++;
    flags = CALL_NO_RETURN;
    // `= ? <unavailable>` is rare.
    if (byteAt(at + 1) === 0x3c && byteAt(at) === SPACE) isDoubtful = true;
  } else {
    at = readNumber(at, end);
    if (at === start) return false;
  }
  if (byteAt(at) === 0x3c && at < end) {
    at = decorationEnd(at, end);
    if (at === 0) return false;
  }
  store<u32>(RESULT_END + (row << 2), <u32>(at - origin));
  at = commentEnd(at, end);
  // `= 4 [system_u:object_r:etc_t:s0]` is rare.
  if (byteAt(at) === SPACE && byteAt(at + 1) === 0x5b) isDoubtful = true;
  if (at === end) {
    store<u8>(FLAGS + row, flags);
    return true;
  }
  if (byteAt(at) !== SPACE) return false;
  if (byteAt(at + 1) === 0x45) {
    const name = at + 1;
    for (at = name; at < end && byteAt(at) !== SPACE; at++) {
      const byte = byteAt(at);
      if (!((byte >= 0x41 && byte <= 0x5a) || isDigit(byte) || byte === 0x5f)) return false;
    }
    if (load<f64>(VALUE + (row << 3)) === -1 || first === 0x3f) {
      const known = findErrno(name, <u32>(at - name));
      if (known === 0) isDoubtful = true;
      else errno = idOf(known);
      flags = CALL_FAILED;
    }
    if (at === end) {
      store<u32>(ERRNO + (row << 2), errno);
      store<u8>(FLAGS + row, flags);
      return true;
    }
  }
  if (byteAt(at) !== SPACE || byteAt(at + 1) !== 0x28 || byteAt(end - 1) !== 0x29) return false;
  // Perhaps `-1 (errno 512)`: an errno without name.
  if (flags === 0 && first === 0x2d) isDoubtful = true;
  if (end - at > 9 && isInjected(at, end)) flags |= CALL_INJECTED;
  store<u32>(ERRNO + (row << 2), errno);
  store<u8>(FLAGS + row, flags);
  return true;
}

function commentEnd(at: usize, end: usize): usize {
  if (byteAt(at) !== SPACE || byteAt(at + 1) !== 0x2f || byteAt(at + 2) !== 0x2a) return at;
  for (let close = at + 3; close + 1 < end; close++) if (byteAt(close) === 0x2a && byteAt(close + 1) === 0x2f) return close + 2;
  return at;
}

/** So many digits are a number that a double holds as it is. */
const EXACT_DIGITS: usize = 15;
const EXACT_HEX_DIGITS: usize = 13;

function isHexDigit(byte: u32): bool {
  return isDigit(byte) || byte - 0x61 < 6;
}
function hexValue(byte: u32): u32 {
  return byte < 0x3a ? byte - 0x30 : byte - 87;
}

function readNumber(start: usize, end: usize): usize {
  let at = start;
  const negative = byteAt(at) === 0x2d;
  if (negative) at++;
  const digits = at;
  let whole: u64 = 0;
  let value: f64 = 0;
  if (byteAt(at) === 0x30 && byteAt(at + 1) === 0x78 && at + 2 < end) {
    at += 2;
    for (const stop = min(end, at + EXACT_HEX_DIGITS); at < stop && isHexDigit(byteAt(at)); at++) whole = (whole << 4) + hexValue(byteAt(at));
    for (value = <f64>whole; at < end && isHexDigit(byteAt(at)); at++) value = value * 16 + <f64>hexValue(byteAt(at));
  } else {
    for (const stop = min(end, at + EXACT_DIGITS); at < stop && isDigit(byteAt(at)); at++) whole = whole * 10 + byteAt(at) - 0x30;
    for (value = <f64>whole; at < end && isDigit(byteAt(at)); at++) value = value * 10 + <f64>(byteAt(at) - 0x30);
  }
  if (at === digits) return start;
  store<f64>(VALUE + (row << 3), negative ? -value : value);
  return at;
}

/** Address behind the `>` of `3</etc/passwd>`; 0 when it never closes. */
function decorationEnd(open: usize, end: usize): usize {
  for (let at = open + 1; at < end; at++) {
    const byte = byteAt(at);
    if (byte === 0x22 && byteAt(open + 1) !== 0x55) return 0;
    if (byte !== 0x3e) continue;
    if (at + 1 === end || byteAt(at + 1) === SPACE) return at + 1;
    if (byteAt(at + 1) === 0x28 && startsWith(at + 1, end, DELETED, 9)) return at + 10;
  }
  return 0;
}

function isInjected(from: usize, end: usize): bool {
  const last = byteAt(end - 2);
  if (last !== 0x44 && last !== 0x73 && last !== 0x6c) return false;
  let open = end - 2;
  while (open > from && byteAt(open) !== 0x28) open--;
  return startsWith(open, end, INJECTED, 9) || startsWith(open, end, DELAYED, 9);
}
