// The end of a call's line, read from the back: duration, notes, errno, value. What stands between name and result need not be looked at.

import { CALL_FAILED, CALL_INJECTED, CALL_NO_RETURN } from '../model/trace.ts';
import { CLOSE, EQUALS, GREATER, LESS, NINE, OPEN, QUOTE, SLASH, SPACE, STAR, ZERO } from './ascii.ts';
import { hashBytes } from './interner.ts';
import type { Line } from './line.ts';
import type { Symbols } from './symbols.ts';

/** How a call's line ends. */
export const END_RESULT = 1;
export const END_UNFINISHED = 2;
/** Neither: cut, or something came in between. */
const END_OPEN = 3;

/**
 * Reads `) = result note <took>` at the end of `line`, whose arguments start at `from`. Sets argsEnd, result, errno, flags, value and tookNs.
 * The last ` = ` that is followed by a whole result is the one, so that strings and paths holding `) = 0` do not deceive.
 */
export function readCallEnd(line: Line, from: number, symbols: Symbols): number {
  const { bytes } = line;
  let end = line.end;
  if (bytes[end - 1] === GREATER) {
    const unfinished = unfinishedStart(bytes, from, end);
    if (unfinished >= 0) {
      let last = unfinished;
      while (last > from && bytes[last - 1] === SPACE) last--;
      line.argsEnd = last;
      return END_UNFINISHED;
    }
    end = readTook(line, from, end);
  }
  for (let at = end - 2; at > from; at--) {
    if (bytes[at] !== EQUALS || bytes[at - 1] !== SPACE) continue;
    let close = at - 1;
    while (close > from && bytes[close - 1] === SPACE) close--;
    if (bytes[close - 1] !== CLOSE || close <= from) continue;
    if (bytes[at + 1] === SPACE && readResult(line, at + 2, end, symbols)) {
      line.argsEnd = close - 1;
      return END_RESULT;
    }
  }
  // Nothing of a result that was none.
  line.forgetResult();
  return END_OPEN;
}

/** Where ` <unfinished ...>`, ` <detached ...>`, `<pid changed to 5 ...>` (`-ff`) or 4.5's `<unfinished ... exit status 0>` starts; -1 when the line does not end so. */
export function unfinishedStart(bytes: Uint8Array, from: number, end: number): number {
  if (end - 16 >= from && startsWith(bytes, end - 16, end, UNFINISHED)) return end - 16;
  if (end - 14 >= from && startsWith(bytes, end - 14, end, DETACHED)) return end - 14;
  // Cheap: `...>` or ` 0>` is needed, which no duration ends with.
  if (!(bytes[end - 2] === 0x2e && bytes[end - 3] === 0x2e) && bytes[end - 3] !== SPACE) return -1;
  for (let open = end - 16; open >= Math.max(from, end - LONGEST_MARK); open--) {
    if (bytes[open] === LESS) return startsWith(bytes, open, end, UNFINISHED) || startsWith(bytes, open, end, PID_CHANGED) ? open : -1;
  }
  return -1;
}

const UNFINISHED = Buffer.from('<unfinished ...');
const DETACHED = Buffer.from('<detached ...>');
const PID_CHANGED = Buffer.from('<pid changed to ');
const LONGEST_MARK = 40;

export function startsWith(bytes: Uint8Array, at: number, end: number, text: Uint8Array): boolean {
  if (at < 0 || at + text.length > end) return false;
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text[i]) return false;
  return true;
}

/** More seconds than ten digits say are no duration. */
const MOST_SECONDS = 1e10;

/** `<0.000412>` at the end: sets tookNs and returns where the rest ends; anything else leaves `end` as it is. */
function readTook(line: Line, from: number, end: number): number {
  const { bytes } = line;
  let at = end - 2;
  let scale = 1;
  let fraction = 0;
  for (; at > from && bytes[at]! >= ZERO && bytes[at]! <= NINE; at--, scale *= 10) fraction += (bytes[at]! - ZERO) * scale;
  let seconds = 0;
  if (bytes[at] === 0x2e) {
    if (scale > 1e9) return end;
    fraction *= 1e9 / scale;
    at--;
    for (scale = 1; at > from && bytes[at]! >= ZERO && bytes[at]! <= NINE; at--, scale *= 10) seconds += (bytes[at]! - ZERO) * scale;
  } else {
    // `--syscall-times=s` shows whole seconds.
    seconds = fraction;
    fraction = 0;
  }
  if (scale === 1 || scale > MOST_SECONDS || bytes[at] !== LESS || bytes[at - 1] !== SPACE) return end;
  line.tookNs = seconds * 1e9 + Math.round(fraction);
  return at - 1;
}

/** Reads a whole result, `bytes[start..end)`; false when it is none. */
function readResult(line: Line, start: number, end: number, symbols: Symbols): boolean {
  const { bytes } = line;
  let at = start;
  line.resultStart = start;
  line.errno = 0;
  line.flags = 0;
  line.value = Number.NaN;
  const first = bytes[at]!;
  if (first === 0x3f) {
    at++;
    line.flags = CALL_NO_RETURN;
    if (startsWith(bytes, at, end, UNAVAILABLE)) {
      // The process was gone before strace could ask.
      line.resultEnd = at;
      return at + UNAVAILABLE.length === end;
    }
  } else {
    at = readNumber(line, at, end);
    if (at === start) return false;
  }
  if (bytes[at] === LESS && at < end) {
    at = decorationEnd(bytes, at, end);
    if (at < 0) return false;
  }
  line.resultEnd = at;
  at = contextEnd(bytes, commentEnd(bytes, at, end), end);
  if (at === end) return true;
  if (bytes[at] !== SPACE) return false;
  if (bytes[at + 1] === 0x45) {
    const errno = at + 1;
    for (at = errno; at < end && bytes[at] !== SPACE; at++) {
      const byte = bytes[at]!;
      if (!((byte >= 0x41 && byte <= 0x5a) || (byte >= ZERO && byte <= NINE) || byte === 0x5f)) return false;
    }
    // modify_ldt shows 4294967258 with an errno; by strace's own word it did not fail.
    if (line.value === -1 || first === 0x3f) {
      line.errno = symbols.errnos.idOf(bytes, errno, at, hashBytes(bytes, errno, at));
      line.flags = CALL_FAILED;
    }
    if (at === end) return true;
  }
  // Notes: `(No such file or directory)`, `(flags O_RDWR)`, `([{fd=3, revents=POLLIN}])`, `(INJECTED)`.
  if (bytes[at] !== SPACE || bytes[at + 1] !== OPEN || bytes[end - 1] !== CLOSE) return false;
  if (line.errno === 0 && first === 0x2d) readUnnamedErrno(line, at + 2, end, symbols);
  if (end - at > 9 && isInjected(bytes, at, end)) line.flags |= CALL_INJECTED;
  return true;
}

/** Behind ` /* 1389 in strace's PID NS *\/`; `at` itself where none stands. */
function commentEnd(bytes: Uint8Array, at: number, end: number): number {
  if (bytes[at] !== SPACE || bytes[at + 1] !== SLASH || bytes[at + 2] !== STAR) return at;
  for (let close = at + 3; close + 1 < end; close++) if (bytes[close] === STAR && bytes[close + 1] === SLASH) return close + 2;
  return at;
}

/** Behind ` [system_u:object_r:etc_t:s0]`, what SELinux calls the file of a new descriptor (`--secontext`); `at` itself where none stands. @see strace's util.c, printfd */
function contextEnd(bytes: Uint8Array, at: number, end: number): number {
  if (bytes[at] !== SPACE || bytes[at + 1] !== 0x5b) return at;
  let close = at + 2;
  while (close < end && bytes[close] !== SPACE && bytes[close] !== 0x5d) close++;
  return bytes[close] === 0x5d && close < end ? close + 1 : at;
}

/** Decimal (`-1`), hexadecimal or octal; sets value. Returns `start` when there is none. */
function readNumber(line: Line, start: number, end: number): number {
  const { bytes } = line;
  let at = start;
  const negative = bytes[at] === 0x2d;
  if (negative) at++;
  const digits = at;
  let value = 0;
  if (bytes[at] === ZERO && bytes[at + 1] === 0x78 && at + 2 < end) {
    for (at += 2; at < end; at++) {
      const byte = bytes[at]!;
      if (byte >= ZERO && byte <= NINE) value = value * 16 + (byte - ZERO);
      else if (byte >= 0x61 && byte <= 0x66) value = value * 16 + (byte - 87);
      else break;
    }
  } else for (; at < end && bytes[at]! >= ZERO && bytes[at]! <= NINE; at++) value = value * 10 + (bytes[at]! - ZERO);
  if (at === digits) return start;
  line.value = negative ? -value : value;
  return at;
}

/** Behind the `>` of `3</etc/passwd>`, `3<TCP:[a->b]>`, `3</x>(deleted)`; -1 when it never closes. */
function decorationEnd(bytes: Uint8Array, open: number, end: number): number {
  for (let at = open + 1; at < end; at++) {
    const byte = bytes[at];
    if (byte === QUOTE && bytes[open + 1] !== 0x55) return -1;
    if (byte !== GREATER) continue;
    if (at + 1 === end || bytes[at + 1] === SPACE) return at + 1;
    if (bytes[at + 1] === OPEN && startsWith(bytes, at + 1, end, DELETED)) return at + 1 + DELETED.length;
  }
  return -1;
}

const UNAVAILABLE = Buffer.from(' <unavailable>');
const DELETED = Buffer.from('(deleted)');
const INJECTED = Buffer.from('(INJECTED');
const DELAYED = Buffer.from('(DELAYED)');

/** The last note is `(INJECTED)`, `(INJECTED: args)`, `(INJECTED: args, retval)` or `(DELAYED)`. @see strace's syscall.c, print_injected_note */
function isInjected(bytes: Uint8Array, from: number, end: number): boolean {
  // The last letter of the four tells most others apart.
  const last = bytes[end - 2];
  if (last !== 0x44 && last !== 0x73 && last !== 0x6c) return false;
  let open = end - 2;
  while (open > from && bytes[open] !== OPEN) open--;
  return startsWith(bytes, open, end, INJECTED) || startsWith(bytes, open, end, DELAYED);
}

/** `-1 (errno 512)`: an errno that strace has no name for. */
function readUnnamedErrno(line: Line, start: number, end: number, symbols: Symbols): void {
  const { bytes } = line;
  if (!startsWith(bytes, start, end, ERRNO)) return;
  let at = start + ERRNO.length;
  while (at < end && bytes[at]! >= ZERO && bytes[at]! <= NINE) at++;
  if (bytes[at] !== CLOSE || at === start + ERRNO.length) return;
  line.errno = symbols.errnos.idOf(bytes, start, at, hashBytes(bytes, start, at));
  line.flags = CALL_FAILED;
}

const ERRNO = Buffer.from('errno ');
