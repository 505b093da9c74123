// What stands before a record: `[pid 12]`, `12 `, a time stamp, `(+ 0.1)`, `[address]`, `[number]`. Told apart by look, line for line.
import { SPACE } from './ascii.ts';
import { CLOCK_DAY, CLOCK_EPOCH, CLOCK_RELATIVE, type Line } from './line.ts';

/** Linux never gives a pid above this (PID_MAX_LIMIT); a larger number is a time in seconds. */
const PID_MAX = 4_194_304;
/** Seconds of more digits are no time: 99,999,999,999 is the year 5138. */
const MOST_SECOND_DIGITS = 11;
/** What a fraction of so many digits has to be multiplied with. */
const NANOSECONDS_OF_DIGITS = [1e9, 1e8, 1e7, 1e6, 1e5, 1e4, 1e3, 100, 10, 1];
const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;

/** Reads the prefix: sets tid, comm, clock, seconds, nanoseconds and body. A line without one keeps `body` at its start. */
export function readPrefix(line: Line): void {
  const { bytes, end } = line;
  let at = line.start;
  // `[pid 5] [pid 5]`: strace 5.10+ doubles it after a switch of the machine's mode.
  while (bytes[at] === 0x5b && bytes[at + 1] === 0x70) {
    const after = readBracketPid(line, at);
    if (after === at) break;
    at = after;
  }
  if (line.tid < 0 && isDigit(bytes[at])) at = readLeadingPid(line, at);
  at = readStamp(line, at);
  while (bytes[at] === 0x5b) {
    const after = bytes[at + 1] === 0x70 ? readBracketPid(line, at) : skipBracket(bytes, at, end);
    if (after === at) break;
    at = after;
  }
  line.body = at;
}

/** `[pid  1234] `, `[pid 1234<comm>] `: strace's form on a shared stream. */
function readBracketPid(line: Line, open: number): number {
  const { bytes, end } = line;
  if (bytes[open + 2] !== 0x69 || bytes[open + 3] !== 0x64 || bytes[open + 4] !== SPACE) return open;
  let at = open + 5;
  while (bytes[at] === SPACE) at++;
  const start = at;
  let tid = 0;
  for (; at < end && isDigit(bytes[at]); at++) tid = tid * 10 + bytes[at]! - 0x30;
  if (at === start || at - start > 7 || tid > PID_MAX) return open;
  if (bytes[at] === 0x3c) {
    // A thread's name may hold anything, `>` and `]` too.
    let close = at + 1;
    while (close + 2 < end && !(bytes[close] === 0x3e && bytes[close + 1] === 0x5d && bytes[close + 2] === SPACE)) close++;
    line.commStart = at + 1;
    line.commEnd = close;
    at = close + 1;
  }
  if (bytes[at] !== 0x5d) return open;
  line.tid = tid;
  at++;
  return bytes[at] === SPACE ? at + 1 : at;
}

/** `1234  `, `1234<comm> `: the form of `-o FILE`. A larger number, or one with `.` or `:`, is a time. */
function readLeadingPid(line: Line, start: number): number {
  const { bytes, end } = line;
  let at = start;
  let tid = 0;
  for (; at < end && isDigit(bytes[at]); at++) tid = tid * 10 + bytes[at]! - 0x30;
  if (tid > PID_MAX || at - start > 7) return start;
  if (bytes[at] === 0x3c) {
    let close = at + 1;
    while (close + 1 < end && !(bytes[close] === 0x3e && bytes[close + 1] === SPACE)) close++;
    if (close + 1 >= end) return start;
    line.commStart = at + 1;
    line.commEnd = close;
    at = close + 1;
  }
  if (bytes[at] !== SPACE) return start;
  line.tid = tid;
  at++;
  // "%-5u ": short pids are padded. Of the padding of `-r` stamps nothing may be eaten: they start with their own blanks.
  for (let width = at - start; width < 6 && bytes[at] === SPACE; width++) at++;
  return at;
}

/** `16:34:42.302862 `, `1700000000.123456 `, `     0.000031 `, `16:34:42 (+     0.000031) `. */
function readStamp(line: Line, start: number): number {
  const { bytes, end } = line;
  let at = start;
  while (bytes[at] === SPACE && at < end) at++;
  const padded = at > start;
  const digits = at;
  let seconds = 0;
  for (; at < end && isDigit(bytes[at]); at++) seconds = seconds * 10 + bytes[at]! - 0x30;
  if (at === digits || at >= end || at - digits > MOST_SECOND_DIGITS) return start;
  let clock = CLOCK_EPOCH;
  if (bytes[at] === 0x3a) {
    if (at - digits > 2) return start;
    for (let part = 0; part < 2; part++) {
      if (bytes[at] !== 0x3a || !isDigit(bytes[at + 1]) || !isDigit(bytes[at + 2])) return start;
      seconds = seconds * 60 + (bytes[at + 1]! - 0x30) * 10 + bytes[at + 2]! - 0x30;
      at += 3;
    }
    clock = CLOCK_DAY;
  } else if (padded || (bytes[at] === 0x2e && seconds < 100_000_000)) clock = CLOCK_RELATIVE;
  else if (bytes[at] !== 0x2e && seconds <= PID_MAX) return start;
  let nanoseconds = 0;
  if (bytes[at] === 0x2e) {
    at++;
    const fraction = at;
    for (; at < end && isDigit(bytes[at]); at++) nanoseconds = nanoseconds * 10 + bytes[at]! - 0x30;
    if (at === fraction || at - fraction > 9) return start;
    nanoseconds *= NANOSECONDS_OF_DIGITS[at - fraction]!;
  }
  if (bytes[at] !== SPACE) return start;
  line.stampStart = digits;
  line.stampEnd = at;
  at++;
  line.clock = clock;
  line.seconds = seconds;
  line.nanoseconds = nanoseconds;
  // `-r` beside `-t`: the difference is known from the stamps.
  if (bytes[at] === 0x28 && bytes[at + 1] === 0x2b) {
    let close = at + 2;
    while (close < end && (bytes[close] === SPACE || bytes[close] === 0x2e || isDigit(bytes[close]))) close++;
    if (bytes[close] === 0x29 && bytes[close + 1] === SPACE) return close + 2;
  }
  return at;
}

/** `[00007fedb25a5ad7] ` of `-i`, `[  59] ` of `-n`, `[unconfined_u:…] ` of `--secontext`. */
function skipBracket(bytes: Uint8Array, open: number, end: number): number {
  for (let at = open + 1; at < end; at++) {
    const byte = bytes[at]!;
    if (byte === 0x5d) return bytes[at + 1] === SPACE && at > open + 1 ? at + 2 : open;
    const word = isDigit(byte) || (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a);
    // Contexts hold `:`, `_`, `.`, `,` and `-`; addresses that could not be read hold `?`.
    if (!word && byte !== SPACE && byte !== 0x3a && byte !== 0x5f && byte !== 0x2e && byte !== 0x2c && byte !== 0x2d && byte !== 0x3f) return open;
  }
  return open;
}
