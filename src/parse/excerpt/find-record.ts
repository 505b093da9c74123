// Finds a record of strace in a line of text, wherever it stands in it.
import { IS_SYSCALL, traitsOfCall } from '../call-traits.ts';
import { Line } from '../line.ts';
import { readPrefix } from '../prefix.ts';
import { type CallReading, readCall } from './read-call.ts';

export interface FoundRecord {
  /** Where it begins, pid and time included. */
  readonly start: number;
  /** Where its call, signal or end begins. */
  readonly body: number;
  /** The call's name; '' for signals and ends. */
  readonly name: string;
  readonly reading: CallReading;
}

const START =
  /(?<![\w.$/]|->)([a-z_][a-z0-9_]{1,40})\(|<\.\.\. ([a-z_0-9]+) resumed>|--- (?=SIG[A-Z]|stopped by SIG)|\+\+\+ (?=(?:exited with \d|killed by SIG|superseded by))/g;
const SIGNAL_END = / ---(?!-)/g;
const EXIT_END = / \+\+\+/g;
/** A prefix is not longer: pid with a name, time, address. */
const LONGEST_PREFIX = 120;

/** The first record at or behind `from`; null for none. */
export function findRecord(text: string, from: number): FoundRecord | null {
  START.lastIndex = from;
  for (let match = START.exec(text); match !== null; match = START.exec(text)) {
    const name = match[1] ?? match[2] ?? '';
    if (name !== '' && (traitsOfCall(name) & IS_SYSCALL) === 0) continue;
    const behind = START.lastIndex;
    const reading = name === '' ? readMark(text, match.index) : readCall(text, behind);
    START.lastIndex = behind;
    if (reading.kind !== 'none') return { start: prefixStart(text, from, match.index), body: match.index, name, reading };
  }
  return null;
}

/** Whether the name of a call and a bracket stand in a text. */
export function namesCall(text: string): boolean {
  START.lastIndex = 0;
  for (let match = START.exec(text); match !== null; match = START.exec(text)) {
    if (match[1] !== undefined && (traitsOfCall(match[1]) & IS_SYSCALL) !== 0) return true;
  }
  return false;
}

/** The record as it is in a text that begins with it. */
export const fromItsStart = ({ start, body, name, reading }: FoundRecord): FoundRecord => ({
  start: 0,
  body: body - start,
  name,
  reading:
    reading.kind === 'whole'
      ? { ...reading, end: reading.end - start }
      : reading.kind === 'open'
        ? { ...reading, from: reading.from - start }
        : reading,
});

/** Reads the record that begins at `body` again, in a text that has become longer. */
export function readAgain(text: string, { body, name }: FoundRecord): CallReading {
  if (name === '') return readMark(text, body);
  START.lastIndex = body;
  START.exec(text);
  return readCall(text, START.lastIndex);
}

/** `--- SIGCHLD {…} ---`, `+++ exited with 1 +++` */
function readMark(text: string, start: number): CallReading {
  const end = text[start] === '-' ? SIGNAL_END : EXIT_END;
  end.lastIndex = start + 4;
  return end.test(text) ? { kind: 'whole', end: end.lastIndex, more: 'duration' } : { kind: 'open', inside: 'args', depth: 1, from: 0 };
}

/** Where the prefix of strace begins that ends at `body`; `body` itself without one. */
function prefixStart(text: string, from: number, body: number): number {
  for (let start = Math.max(from, body - LONGEST_PREFIX); start < body; start++) {
    if (start > from && !/[\s|>]/.test(text[start - 1]!)) continue;
    if (/\s/.test(text[start]!)) continue;
    const line = new Line();
    line.bytes = Buffer.from(text.slice(start, body + 1), 'latin1');
    line.reset(0, line.bytes.length);
    readPrefix(line);
    if (line.body === body - start) return start;
  }
  return body;
}
