// Output of the tracee without a newline at its end, and a record behind it on the same line: finds where the record starts.
import { latin1 } from './latin1.ts';

/** What only strace writes: a bracketed pid, a stamp before a call, a signal, an end, a resumed call. */
const RECORD =
  /\[pid {1,9}\d{1,9}(?:<[^>]{0,64}>)?\] |(?:\d\d:\d\d:\d\d(?:\.\d{3,9})?|\b1\d{9}\.\d{3,9}) (?=[a-z_0-9]+\(|[-+]{3} )|--- SIG[A-Z0-9_]+ [{(]|\+\+\+ (?:exited with \d+|killed by SIG\w+(?: \(core dumped\))?) \+\+\+$|<\.\.\. \w+ resumed>/;
/** From the first letter of a word on: a line of a million letters is looked through once, not once from each letter. */
const CALL = /(?<![a-z_0-9])([a-z_0-9]+)\(/;
const RESULT = /\) += (?:-?\d|\?|0x)/g;

/** Behind more output than this nobody looks for one: it stands at the end of its line. */
const LONGEST_RECORD_BYTES = 1 << 20;

/** Index in `bytes[start..end)` where a record starts behind other text; -1 for none. `isSyscall` knows names. */
export function recordInside(bytes: Uint8Array, start: number, end: number, isSyscall: (name: string) => boolean): number {
  const from = Math.max(start, end - LONGEST_RECORD_BYTES);
  const text = latin1(bytes, from, end);
  const record = RECORD.exec(text);
  if (record !== null && from + record.index > start) return from + record.index;
  const call = CALL.exec(text);
  const word = call?.[1];
  if (call === null || word === undefined || !hasEnd(text, call.index + word.length)) return -1;
  // "newlineexit_group(1)": the longest end of the word that is the name of a call.
  for (let skip = 0; skip < word.length; skip++)
    if (isSyscall(word.slice(skip))) return from + call.index + skip === start ? -1 : from + call.index + skip;
  return -1;
}

/** Whether a call that is opened at `bracket` has a result, or was broken off. */
function hasEnd(text: string, bracket: number): boolean {
  if (text.endsWith('<unfinished ...>')) return true;
  RESULT.lastIndex = bracket;
  return RESULT.test(text);
}
