// Output of the tracee without a newline at its end, and a record behind it on the same line: finds where the record starts.
import { latin1 } from './latin1.ts';

/** What only strace writes: a bracketed pid, a stamp before a call, a signal, an end, a resumed call. */
const RECORD =
  /\[pid +\d+(?:<[^>]*>)?\] |(?:\d\d:\d\d:\d\d(?:\.\d{3,9})?|\b1\d{9}\.\d{3,9}) (?=[a-z_0-9]+\(|[-+]{3} )|--- SIG[A-Z0-9_]+ [{(]|\+\+\+ (?:exited with \d+|killed by SIG\w+(?: \(core dumped\))?) \+\+\+$|<\.\.\. \w+ resumed>/;
const CALL = /([a-z_0-9]+)\((?=.*\) += (?:-?\d|\?|0x)|.*<unfinished \.\.\.>$)/;

/** Index in `bytes[start..end)` where a record starts behind other text; -1 for none. `isSyscall` knows names. */
export function recordInside(bytes: Uint8Array, start: number, end: number, isSyscall: (name: string) => boolean): number {
  const text = latin1(bytes, start, end);
  const record = RECORD.exec(text);
  if (record !== null && record.index > 0) return start + record.index;
  const call = CALL.exec(text);
  const word = call?.[1];
  if (call === null || word === undefined) return -1;
  // "newlineexit_group(1)": the longest end of the word that is the name of a call.
  for (let skip = 0; skip < word.length; skip++) if (isSyscall(word.slice(skip))) return call.index + skip === 0 ? -1 : start + call.index + skip;
  return -1;
}
