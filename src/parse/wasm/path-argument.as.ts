// A call's main path argument, or what its descriptor leads to. As ../path-argument.ts reads it.
import { byteAt, isDigit, quoteOrBackslash } from './bytes.as';
import { wantPath } from './path-table.as';
import { FLAGS, PATH, PATH_OF_FD } from './rows.as';

// Bits of ../call-traits.ts.
const PATH_SECOND: u32 = 2;
const PATH_LAST: u32 = 3;
const PATH_MASK: u32 = 3;
const ABOUT_PROCESSES: u32 = 4;
const QUOTE: u32 = 0x22;

/** Whether the paths of all calls are wanted, or only of those that make and replace processes. */
let allPaths = true;
export function wantAllPaths(all: bool): void {
  allPaths = all;
}

/** Wants the path between `argsStart` and `end`, if there is one, and sets PATH_OF_FD. */
export function readPathArgument(row: u32, argsStart: usize, end: usize, traits: u32): void {
  if (!allPaths && (traits & ABOUT_PROCESSES) === 0) return;
  const which = traits & PATH_MASK;
  if (which !== 0) {
    let open = behindName(argsStart, end);
    if (which === PATH_SECOND) open = afterFirst(argsStart, end);
    else if (which === PATH_LAST) open = lastString(argsStart, end);
    if (open < end && byteAt(open) === QUOTE) {
      const close = stringEnd(open, end);
      if (close < end) {
        wantPath(open + 1, <u32>(close - open - 1), PATH + (row << 2));
        return;
      }
    }
  }
  readDescriptorPath(row, argsStart, end);
}

function readDescriptorPath(row: u32, argsStart: usize, end: usize): void {
  const first = behindName(argsStart, end);
  let at = first;
  while (at < end && isDigit(byteAt(at))) at++;
  if (at === first || byteAt(at) !== 0x3c) return;
  const start = at + 1;
  for (at = start; at < end; at++) {
    if (byteAt(at) !== 0x3e) continue;
    const next = byteAt(at + 1);
    if (at + 1 >= end || next === 0x2c || next === 0x29 || next === 0x20 || next === 0x28) {
      store<u8>(FLAGS + row, load<u8>(FLAGS + row) | PATH_OF_FD);
      wantPath(start, <u32>(at - start), PATH + (row << 2));
      return;
    }
  }
}

/** Address of the closing quote of a string that opens at `open`; `end` when it does not close. */
function stringEnd(open: usize, end: usize): usize {
  let at = quoteOrBackslash(open + 1, end);
  while (at < end && byteAt(at) !== QUOTE) at = at + 2 < end ? quoteOrBackslash(at + 2, end) : end;
  return at;
}

function afterFirst(start: usize, end: usize): usize {
  let at = byteAt(start) === QUOTE ? stringEnd(start, end) + 1 : start;
  for (; at + 2 < end; at++) {
    if (byteAt(at) !== 0x2c || byteAt(at + 1) !== 0x20) continue;
    const value = behindName(at + 2, end);
    if (byteAt(value) === QUOTE && value < end) return value;
  }
  return end;
}

/** Where the value of an argument begins: behind its name, which `-N` writes. */
function behindName(start: usize, end: usize): usize {
  let at = start;
  while (at < end && (byteAt(at) - 0x61 < 26 || byteAt(at) === 0x5f || (at > start && isDigit(byteAt(at))))) at++;
  return at > start && at < end && byteAt(at) === 0x3d ? at + 1 : start;
}

function lastString(start: usize, end: usize): usize {
  let last = end;
  for (let at = start; at < end; at++) {
    if (byteAt(at) !== QUOTE) continue;
    last = at;
    at = stringEnd(at, end);
  }
  return last;
}
