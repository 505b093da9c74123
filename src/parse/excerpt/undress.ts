// Makes strace output of what people quote of it: the records as strace wrote them, everything else as lines between them.
import { IS_SYSCALL, traitsOfCall, WRITES } from '../call-traits.ts';
import { recordInside } from '../embedded.ts';
import { noticeInside } from '../notice.ts';
import { decodeText, lineStarts, splitLines, type TextLine } from './decode-text.ts';
import { isDress, withoutDress } from './dress.ts';
import { type FoundRecord, findRecord, fromItsStart } from './find-record.ts';
import { LineMap, type SharedQuotation, sharedQuotation } from './line-map.ts';
import { withoutLineNumbers } from './line-numbers.ts';
import { isOpenCall, isRecord } from './line-shapes.ts';
import { concernsAll, plainCharacters, typesettingOf } from './plain-characters.ts';
import { type Further, hardWidth, isInWord, mayGoOn, unwrap } from './unwrap.ts';

/** The strace output in an excerpt. Each line of the person's text is in one of its lines, in order. */
export interface Undressed {
  readonly bytes: Uint8Array;
  readonly map: LineMap;
  readonly quotation: SharedQuotation;
}

/** Nobody's mailer breaks lines sooner. */
const SHORTEST_WIDTH = 60;

export const undress = (bytes: Uint8Array): Undressed => new Undressing(bytes).result();

class Undressing {
  private readonly text: string;
  private readonly lines: readonly TextLine[];
  /** The columns of the terminal that broke the lines; 0 where none did. */
  private readonly width: number;
  /** The length of the longest line with a record. */
  private longest = 0;
  private readonly texts: string[] = [];
  private readonly rows: number[] = [];
  /** What stood before the last record. */
  private dress = '';

  constructor(bytes: Uint8Array) {
    this.text = decodeText(bytes);
    const typesetting = typesettingOf(this.text);
    const all = concernsAll(typesetting);
    this.lines = withoutLineNumbers(splitLines(this.text)).flatMap((line) =>
      !all && isRecord(line.text) ? [line] : plainCharacters(line.text, typesetting).map((plain) => ({ ...line, text: plain })),
    );
    this.width = this.terminalWidth();
  }

  result(): Undressed {
    for (let at = 0; at < this.lines.length; ) at = this.take(at);
    const map = LineMap.of(this.rows);
    const bytes = Buffer.from(this.texts.map((text) => `${text}\n`).join(''), 'latin1');
    return { bytes, map, quotation: sharedQuotation(this.text, lineStarts(this.text), map) };
  }

  private terminalWidth(): number {
    const broken: number[] = [];
    for (const { text } of this.lines) {
      const last = lastRecord(text);
      if (last === null) continue;
      this.longest = Math.max(this.longest, text.length);
      if (last.reading.kind === 'open' && (last.reading.inside !== 'args' || last.reading.depth > 1)) broken.push(text.length);
    }
    return hardWidth(broken, this.longest);
  }

  /** Takes one line, and those that belong to it. @returns the next */
  private take(at: number): number {
    const { text, first, last } = this.lines[at]!;
    const found = findRecord(text, 0);
    if (found === null || (found.start === 0 && this.isWholeLine(at, found))) {
      if (found === null) this.remark(withoutDress(text, this.dress), first, last);
      else this.put(text, first, last);
      if (found !== null) this.dress = '';
      return at + 1;
    }
    return this.takeParts(at, found);
  }

  /** strace's own line: it stays as it is, whatever is in it. */
  private isWholeLine(at: number, { reading }: FoundRecord): boolean {
    const { text } = this.lines[at]!;
    if (reading.kind !== 'whole' || !isRecord(text)) return false;
    return unwrapsNothing(text, reading.end) && !this.mayGoOn(at, reading.more);
  }

  private mayGoOn(at: number, more: string): boolean {
    const next = this.lines[at + 1]?.text.trim() ?? '';
    if (this.isFull(at) || isInWord(this.lines[at]!.text, next, this.isLongest(at))) return true;
    return more === 'duration' ? /<\d/.test(next) : /^[\s>|]*(?:\(|E[A-Z]|<\d)/.test(next);
  }

  /** A line with records and other text in it. */
  private takeParts(line: number, begin: FoundRecord): number {
    const { text, first } = this.lines[line]!;
    let at = 0;
    let found: FoundRecord | null = begin;
    for (; found !== null; found = findRecord(text, at)) {
      const before = text.slice(at, found.start);
      const dressed = at === 0 && isDress(before);
      const dress = dressed ? before : '';
      const unwrapped =
        this.isFull(line) || this.endsHere(found, text)
          ? unwrap(text.slice(found.start), fromItsStart(found), this.further(line, dress))
          : wholeIn(text, found);
      if (unwrapped === null && !(dressed || at > 0)) break;
      if (!dressed) this.rest(before, first);
      if (unwrapped === null) {
        this.dress = dress;
        this.put(cutNote(text.slice(found.start), found), first, this.lines[line]!.last);
        return line + 1;
      }
      const { end } = unwrapped.reading;
      const last = this.lines[line + unwrapped.taken]!.last;
      if (dressed) this.dress = dress;
      this.put(unwrapped.text.slice(0, end), first, last);
      if (unwrapped.taken > 0) {
        this.rest(unwrapped.text.slice(end), last);
        return line + unwrapped.taken + 1;
      }
      at = found.start + end;
    }
    const { last } = this.lines[line]!;
    if (at === 0) this.remark(withoutDress(text, this.dress), first, last);
    else this.rest(text.slice(at), last);
    return line + 1;
  }

  /** Nothing stands behind the record: the next line may belong to it. */
  private endsHere({ reading, body }: FoundRecord, text: string): boolean {
    if (reading.kind !== 'open') return reading.kind === 'whole' && mayGoOn(text, reading.end);
    if (reading.inside !== 'args' || reading.depth > 1) return true;
    // What came in between is of strace, or of the tracee: the parser knows.
    const bytes = Buffer.from(text, 'latin1');
    if (noticeInside(bytes, body, bytes.length) >= 0) return false;
    const name = /^\w+/.exec(text.slice(body))?.[0] ?? '';
    return (traitsOfCall(name) & WRITES) === 0 || /,\s*$/.test(text);
  }

  private isFull(at: number): boolean {
    return this.width > 0 && this.lines[at]?.text.length === this.width;
  }

  private isLongest(at: number): boolean {
    return this.longest >= SHORTEST_WIDTH && this.lines[at]?.text.length === this.longest;
  }

  private further(line: number, dress: string): Further {
    return {
      line: (nth) => {
        const next = this.lines[line + 1 + nth]?.text;
        if (next === undefined) return null;
        const bare = withoutDress(next, dress);
        if (bare.trim() === '' || /^\s*(?:```|\[?\.\.\.\]?\s*$|\[snip\])/.test(bare)) return null;
        const other = findRecord(bare, 0);
        return other !== null && isDress(bare.slice(0, other.start)) ? null : bare;
      },
      isBehindFull: (nth) => this.isFull(line + nth),
      isBehindLongest: (nth) => this.isLongest(line + nth),
    };
  }

  /** What stands beside records on their lines: their own line, unless it is only a closing mark. */
  private rest(text: string, line: number): void {
    if (/[A-Za-z0-9\x80-\xff]/.test(text)) this.remark(text.trim(), line, line);
  }

  /** A line that is no record, and must not be taken for one: what looks like a call to the parser gets a blank before its bracket. */
  private remark(text: string, first: number, last: number): void {
    const bytes = Buffer.from(text, 'latin1');
    const isMistaken = isOpenCall(text) || recordInside(bytes, 0, bytes.length, isSyscallName) >= 0;
    this.put(isMistaken && !isOpenRecord(text) ? text.replace(/(\w)\(/g, '$1 (') : text, first, last);
  }

  private put(text: string, first: number, last: number): void {
    this.texts.push(text.replace(/\n/g, ' '));
    // A line that is the first part of several, joined by a mailer, ends where they end.
    const from = Math.max(first, this.rows.at(-1) ?? 0);
    this.rows.push(from, Math.max(from, last));
  }
}

const unwrapsNothing = (text: string, end: number): boolean => text.slice(end).trim() === '';

function wholeIn(text: string, found: FoundRecord) {
  const { reading } = fromItsStart(found);
  return reading.kind === 'whole' ? { text: text.slice(found.start), reading, taken: 0 } : null;
}

function lastRecord(text: string): FoundRecord | null {
  let last: FoundRecord | null = null;
  for (let found = findRecord(text, 0); found !== null; found = findRecord(text, found.reading.kind === 'whole' ? found.reading.end : text.length))
    last = found;
  return last;
}

/** Cut in the words behind an errno: the errno is there. */
const cutNote = (text: string, { reading }: FoundRecord): string =>
  reading.kind === 'open' && reading.inside === 'note' && /\) += /.test(text) ? `${text}...)` : text;

const isSyscallName = (name: string): boolean => (traitsOfCall(name) & IS_SYSCALL) !== 0;
const isOpenRecord = (text: string): boolean => findRecord(text, 0)?.start === 0;
