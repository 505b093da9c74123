// What stands before a record: pid, thread's name, time stamp, address. As ../prefix.ts reads it.
import { byteAt, isDigit } from './bytes.as';
import { digitsOf, numberOf, sixDigits } from './digits.as';
import { CLOCK, COMM_END, COMM_START, NANOSECONDS, SECONDS, STAMP_END, STAMP_START, TID } from './rows.as';

const PID_MAX: u64 = 4_194_304;
const CLOCK_EPOCH: u8 = 1;
const CLOCK_DAY: u8 = 2;
const CLOCK_RELATIVE: u8 = 3;
const SPACE: u32 = 0x20;
const MOST_SECOND_DIGITS: usize = 11;

let row: u32 = 0;
let origin: usize = 0;
let lineStop: usize = 0;
let tid: i32 = -1;

/**
 * Reads the prefix of a line into a row.
 * @param input address that positions count from
 * @returns address of the body
 */
export function readPrefix(into: u32, input: usize, start: usize, end: usize): usize {
  row = into;
  origin = input;
  lineStop = end;
  tid = -1;
  store<u32>(COMM_START + (row << 2), 0);
  store<u32>(COMM_END + (row << 2), 0);
  store<u32>(STAMP_START + (row << 2), 0);
  store<u32>(STAMP_END + (row << 2), 0);
  store<u8>(CLOCK + row, 0);
  let at = start;
  while (byteAt(at) === 0x5b && byteAt(at + 1) === 0x70) {
    const after = readBracketPid(at);
    if (after === at) break;
    at = after;
  }
  if (tid < 0 && isDigit(byteAt(at))) at = readLeadingPid(at);
  at = readStamp(at);
  while (byteAt(at) === 0x5b) {
    const after = byteAt(at + 1) === 0x70 ? readBracketPid(at) : skipBracket(at);
    if (after === at) break;
    at = after;
  }
  store<i32>(TID + (row << 2), tid);
  return at;
}

function comm(start: usize, end: usize): void {
  store<u32>(COMM_START + (row << 2), <u32>(start - origin));
  store<u32>(COMM_END + (row << 2), <u32>(end - origin));
}

function readBracketPid(open: usize): usize {
  const end = lineStop;
  if (byteAt(open + 2) !== 0x69 || byteAt(open + 3) !== 0x64 || byteAt(open + 4) !== SPACE) return open;
  let at = open + 5;
  while (byteAt(at) === SPACE) at++;
  const start = at;
  let number: u64 = 0;
  for (; at < end && isDigit(byteAt(at)); at++) number = number * 10 + byteAt(at) - 0x30;
  if (at === start || at - start > 7 || number > PID_MAX) return open;
  if (byteAt(at) === 0x3c) {
    let close = at + 1;
    while (close + 2 < end && !(byteAt(close) === 0x3e && byteAt(close + 1) === 0x5d && byteAt(close + 2) === SPACE)) close++;
    comm(at + 1, close);
    at = close + 1;
  }
  if (byteAt(at) !== 0x5d) return open;
  tid = <i32>number;
  at++;
  return byteAt(at) === SPACE ? at + 1 : at;
}

function readLeadingPid(start: usize): usize {
  const end = lineStop;
  const word = load<u64>(start);
  const digits = digitsOf(word);
  if (digits > 7) return start;
  const number = numberOf(word, digits);
  if (number > PID_MAX) return start;
  let at = start + digits;
  if (byteAt(at) === 0x3c) {
    let close = at + 1;
    while (close + 1 < end && !(byteAt(close) === 0x3e && byteAt(close + 1) === SPACE)) close++;
    if (close + 1 >= end) return start;
    comm(at + 1, close);
    at = close + 1;
  }
  if (byteAt(at) !== SPACE) return start;
  tid = <i32>number;
  at++;
  for (let width = at - start; width < 6 && byteAt(at) === SPACE; width++) at++;
  return at;
}

/** `1700000000.123456 `, as nearly all captures have it. @returns as {@link readStamp}; `start` for any other */
function readEpoch(start: usize): usize {
  if (byteAt(start + 10) !== 0x2e || byteAt(start + 17) !== SPACE || !isDigit(byteAt(start + 8)) || !isDigit(byteAt(start + 9))) return start;
  const word = load<u64>(start);
  const micros = sixDigits(start + 11);
  if (digitsOf(word) < 8 || micros < 0) return start;
  const seconds = <u64>numberOf(word, 8) * 100 + (byteAt(start + 8) - 0x30) * 10 + byteAt(start + 9) - 0x30;
  // With zeros in front it may be another clock's.
  return seconds < 1_000_000_000 ? start : stamped(start, start + 17, CLOCK_EPOCH, seconds, micros * 1000);
}

function readStamp(start: usize): usize {
  const epoch = readEpoch(start);
  if (epoch !== start) return epoch;
  const end = lineStop;
  let at = start;
  while (byteAt(at) === SPACE && at < end) at++;
  const padded = at > start;
  const digits = at;
  let seconds: u64 = 0;
  for (; at < end && isDigit(byteAt(at)); at++) seconds = seconds * 10 + byteAt(at) - 0x30;
  if (at === digits || at >= end || at - digits > MOST_SECOND_DIGITS) return start;
  let clock = CLOCK_EPOCH;
  if (byteAt(at) === 0x3a) {
    if (at - digits > 2) return start;
    for (let part = 0; part < 2; part++) {
      if (byteAt(at) !== 0x3a || !isDigit(byteAt(at + 1)) || !isDigit(byteAt(at + 2))) return start;
      seconds = seconds * 60 + (byteAt(at + 1) - 0x30) * 10 + byteAt(at + 2) - 0x30;
      at += 3;
    }
    clock = CLOCK_DAY;
  } else if (padded || (byteAt(at) === 0x2e && seconds < 100_000_000)) clock = CLOCK_RELATIVE;
  else if (byteAt(at) !== 0x2e && seconds <= PID_MAX) return start;
  let nanoseconds: u32 = 0;
  if (byteAt(at) === 0x2e) {
    at++;
    const fraction = at;
    for (; at < end && isDigit(byteAt(at)); at++) nanoseconds = nanoseconds * 10 + byteAt(at) - 0x30;
    if (at === fraction || at - fraction > 9) return start;
    for (let width = at - fraction; width < 9; width++) nanoseconds *= 10;
  }
  if (byteAt(at) !== SPACE) return start;
  return stamped(digits, at, clock, seconds, nanoseconds);
}

/** Notes a stamp. @returns what stands behind it, and behind the `(+ 0.000031) ` of `-r` beside it */
function stamped(start: usize, behind: usize, clock: u8, seconds: u64, nanoseconds: u32): usize {
  const end = lineStop;
  store<u32>(STAMP_START + (row << 2), <u32>(start - origin));
  store<u32>(STAMP_END + (row << 2), <u32>(behind - origin));
  const at = behind + 1;
  store<u8>(CLOCK + row, clock);
  store<f64>(SECONDS + (row << 3), <f64>seconds);
  store<u32>(NANOSECONDS + (row << 2), nanoseconds);
  if (byteAt(at) === 0x28 && byteAt(at + 1) === 0x2b) {
    let close = at + 2;
    while (close < end && (byteAt(close) === SPACE || byteAt(close) === 0x2e || isDigit(byteAt(close)))) close++;
    if (byteAt(close) === 0x29 && byteAt(close + 1) === SPACE) return close + 2;
  }
  return at;
}

function skipBracket(open: usize): usize {
  for (let at = open + 1; at < lineStop; at++) {
    const byte = byteAt(at);
    if (byte === 0x5d) return byteAt(at + 1) === SPACE && at > open + 1 ? at + 2 : open;
    const word = isDigit(byte) || (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a);
    if (!word && byte !== SPACE && byte !== 0x3a && byte !== 0x5f && byte !== 0x2e && byte !== 0x2c && byte !== 0x2d && byte !== 0x3f) return open;
  }
  return open;
}
