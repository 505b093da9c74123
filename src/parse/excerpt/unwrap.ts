// Puts the lines of a wrapped record together again: mailers break at a blank, terminals at the last column.
import { betweenErrnoWords } from './errno-words.ts';
import { type FoundRecord, readAgain } from './find-record.ts';
import type { CallReading } from './read-call.ts';

/** A call with long strings wrapped at 72 columns has so many lines. */
const MOST_LINES = 64;
/** A line may be cut for another reason. Mailers break at words: few of their lines are equally long. */
const MOST_FULL = 0.9;
/** A string that goes on for so long without a blank has none. */
const LONG_WORD = 20;
const TERMINAL_WIDTHS: ReadonlySet<number> = new Set([80, 100, 120, 132, 160]);

/**
 * The width at which a terminal has broken the lines of a text; 0 where none has.
 * @param broken lengths of the lines whose record goes on behind them, from where strace never breaks off
 * @param longest of all lines that are records or parts of them
 */
export function hardWidth(broken: readonly number[], longest: number): number {
  const full = broken.filter((length) => length === longest).length;
  if (full === 0 || full < broken.length * MOST_FULL) return 0;
  return full > 1 || TERMINAL_WIDTHS.has(longest) ? longest : 0;
}

export interface Unwrapped {
  readonly text: string;
  readonly reading: CallReading & { readonly kind: 'whole' };
  /** How many of the further lines belong to it. */
  readonly taken: number;
}

/** The lines behind a record, as they would belong to it. */
export interface Further {
  /** Without its dress; null where it can't belong to the record: an empty line, another record. */
  line(nth: number): string | null;
  /** Whether the line before it goes up to the last column of a terminal. */
  isBehindFull(nth: number): boolean;
  /** Whether no record of the text goes further to the right than the line before it does. */
  isBehindLongest(nth: number): boolean;
}

/**
 * Reads a record on into the lines behind it.
 * @param record found in `text`, which it goes up to the end of
 * @returns null when it does not come to its end in them
 */
export function unwrap(text: string, record: FoundRecord, further: Further): Unwrapped | null {
  let whole = text;
  let { reading } = record;
  for (let taken = 0; taken <= MOST_LINES; taken++) {
    const next = further.line(taken);
    const isFull = further.isBehindFull(taken);
    let isCut = isFull;
    if (reading.kind === 'whole') {
      if (next === null || !mayGoOn(whole, reading.end)) return { text: whole, reading, taken };
      const goes = goesOn(reading.more, next);
      isCut ||= !goes && isInWord(whole, next, further.isBehindLongest(taken));
      if (!goes && !(isCut && isCutIn(whole, next, record))) return { text: whole, reading, taken };
    }
    if (reading.kind === 'none' || next === null) return null;
    whole = join(whole, next, reading, isCut);
    reading = readAgain(whole, record);
  }
  return null;
}

/** Whether nothing stands behind a record that may be whole, or what a mailer has left there of an errno or a duration. */
export const mayGoOn = (text: string, end: number): boolean => /^\s*$|^ (?:E[A-Z]?|<[\d.]*)$/.test(text.slice(end));

/** Whether a line was broken within an errno, a duration, or (where none is longer) within the number that a call returned. */
export function isInWord(before: string, next: string, isLongest: boolean): boolean {
  if (/ -1 E[A-Z\d]*$/.test(before)) return /^[A-Z\d]+ \(/.test(next);
  if (/ <[\d.]*$/.test(before)) return /^[\d.]*>/.test(next);
  return isLongest && /= (?:0x[\da-f]+|-?\d+)$/.test(before) && /^[\da-f]+(?: <\d+\.\d{1,9}>)?$/.test(next);
}

/** Whether the last word of a record that may be whole goes on in the next line. */
function isCutIn(before: string, next: string, record: FoundRecord): boolean {
  const joined = readAgain(before + next, record);
  return joined.kind === 'open' || (joined.kind === 'whole' && joined.end > before.length);
}

/** Whether a line is what is still missing of a record that may be whole. */
function goesOn(more: (CallReading & { kind: 'whole' })['more'], next: string): boolean {
  const line = next.trim();
  if (more === 'errno' && /^E[A-Z][A-Z0-9_]+(?: \(|$)/.test(line)) return true;
  if (more !== 'duration' && /^\([^)]*\)(?: <\d+\.\d+>)?$/.test(line)) return true;
  return /^<\d+\.\d{1,9}>$/.test(line);
}

function join(before: string, next: string, reading: CallReading, isCut: boolean): string {
  // Between the bracket and its `=` there is a blank in any case.
  if (reading.kind === 'open' && reading.inside === 'result' && before.endsWith(')')) return `${before} ${next.trimStart()}`;
  const words = reading.kind === 'open' && reading.inside === 'note' ? betweenErrnoWords(before, next) : null;
  if (words !== null) return before + words + next;
  if (isCut || /\s$/.test(before)) return before + next;
  return before + (needsBlank(before, next, reading) ? ' ' : '') + next.trimStart();
}

/** Whether a mailer took away a blank where it broke the line. */
function needsBlank(before: string, next: string, reading: CallReading): boolean {
  if (reading.kind !== 'open') return true;
  if (reading.inside === 'result') return !before.endsWith('-');
  if (reading.inside === 'note') return !before.endsWith('(') && !next.startsWith(')');
  if (reading.inside === 'string') {
    const string = before.slice(reading.from);
    return string.length < LONG_WORD ? !/^\/\S*$/.test(string) : /\s/.test(string);
  }
  // Flags and names are broken only by a terminal.
  if (/[\w|]$/.test(before) && /^[\w|]/.test(next)) return false;
  return !/[([{|"=.]$/.test(before) && !/^[,)\]}|]/.test(next);
}
