// Whether a text is strace output as strace wrote it, or what somebody quotes of it. Decided by what its first lines are, and by nothing else.
import { traitsOfCall, WRITES } from '../call-traits.ts';
import { decodeText, isQuotedPrintable, splitLines, type TextLine, utf16Order } from './decode-text.ts';
import { isDress, withoutDress } from './dress.ts';
import { findRecord, fromItsStart, namesCall } from './find-record.ts';
import { isCountingUp } from './line-numbers.ts';
import { isOpenCall, isRecord, leadingNumber } from './line-shapes.ts';
import { concernsAll, plainCharacters, typesettingOf, withoutColours } from './plain-characters.ts';
import { type Further, unwrap } from './unwrap.ts';

export type Verdict =
  /** As strace wrote it. */
  | 'plain'
  | 'quoted'
  /** What has been seen does not tell yet. */
  | 'open';

/** So many records without any sign are plain; fewer where one is longer than any mailer or forum leaves a line. */
const ENOUGH_RECORDS = 100;
const FEW_RECORDS = 8;
const LONGER_THAN_WRAPPED = 100;

/**
 * Looks at the beginning of a text.
 * @param bytes its first bytes; `whole`: there are no others
 */
export function looksQuoted(bytes: Uint8Array, whole: boolean): Verdict {
  if (utf16Order(bytes) !== null) return 'quoted';
  const text = decodeText(bytes);
  return new Look(splitLines(text)).verdict(whole, endsInReturns(text));
}

/** Lines that end in bare carriage returns: the first that a newline ends has several records. */
function endsInReturns(text: string): boolean {
  const at = text.search(/\r(?!\n)/);
  if (at < 0) return false;
  const feed = text.indexOf('\n', at);
  const parts = text.slice(text.lastIndexOf('\n', at) + 1, feed < 0 ? text.length : feed).split('\r');
  return parts.filter(isRecord).length > 1;
}

class Look {
  private readonly lines: readonly TextLine[];
  private records = 0;
  private hasLong = false;
  /** Records that stand in other text, but not in a dress that says that they are quoted. */
  private embedded = 0;
  /** Lines like "read(2) fails" that the parser would take for a call without its end. */
  private talk = 0;
  /** From here on text in between may be what the tracee wrote. */
  private wrote = false;
  /** Text before the first record: strace writes none. */
  private opening = false;
  private readonly numbers: number[] = [];

  constructor(lines: readonly TextLine[]) {
    // Colours are of strace, or of a terminal.
    this.lines = lines.map((line) => ({ ...line, text: withoutColours(line.text) }));
  }

  verdict(whole: boolean, endsInReturns: boolean): Verdict {
    if (endsInReturns) return 'quoted';
    // The last line may be cut.
    const count = whole ? this.lines.length : this.lines.length - 1;
    for (let at = 0; at < count; at++) {
      if (this.isSign(at)) return 'quoted';
      if (this.records >= ENOUGH_RECORDS || (this.records >= FEW_RECORDS && this.hasLong)) return this.mayBeTalk ? 'quoted' : 'plain';
    }
    if (!whole) return 'open';
    return this.mayBeTalk || this.embedded > this.records ? 'quoted' : 'plain';
  }

  /** Lines with numbers before them; or words about calls, in a text that does not begin with a record. */
  private get mayBeTalk(): boolean {
    return isCountingUp(this.numbers) || (this.records > 0 && this.opening && this.talk > 0);
  }

  /** Whether a line can only stand in a quotation. */
  private isSign(at: number): boolean {
    const { text } = this.lines[at]!;
    if (text.trim() === '') return false;
    if (!this.wrote && this.isTypeset(text)) return true;
    if (isRecord(text)) {
      this.seeRecord(text);
      return false;
    }
    return isOpenCall(text) && this.plain(text)[0] === text ? this.isWrapped(at) : this.isDressed(at);
  }

  /** Strace's own characters have become others. */
  private isTypeset(text: string): boolean {
    return isQuotedPrintable(text) || (/[\x80-\xff&\\]/.test(text) && namesCall(text) && concernsAll(typesettingOf(text)));
  }

  private seeRecord(text: string): void {
    this.records++;
    if (this.records <= ENOUGH_RECORDS) this.numbers.push(leadingNumber(text));
    if (text.length > LONGER_THAN_WRAPPED) this.hasLong = true;
    const name = /\b([a-z_0-9]+)\(/.exec(text)?.[1] ?? '';
    if ((traitsOfCall(name) & WRITES) !== 0) this.wrote = true;
  }

  /** A call that goes on in the next line, from where strace never breaks off. */
  private isWrapped(at: number): boolean {
    const { text } = this.lines[at]!;
    const found = findRecord(text, 0);
    if (found === null || found.reading.kind !== 'open') {
      this.talk++;
      if (this.records === 0) this.opening = true;
      return false;
    }
    const { inside, depth } = found.reading;
    const unwrapped = unwrap(text, found, this.further(at, ''));
    // Cut at the right margin: strace goes on behind a string, and behind what an errno means.
    if (unwrapped === null) return (inside === 'note' || inside === 'string') && this.isFollowed(at);
    // Between arguments the output of the tracee may stand, or what was typed; within one strace never breaks off.
    return inside !== 'args' || depth > 1 || /,$/.test(text) || (/[\w|]$/.test(text) && /^[\w|]+[,)|]/.test(this.lines[at + 1]?.text ?? ''));
  }

  /** Another record stands right behind the line. */
  private isFollowed(at: number): boolean {
    return at + 1 < this.lines.length && isRecord(this.lines[at + 1]!.text);
  }

  private further(at: number, dress: string): Further {
    return {
      line: (nth) => {
        const next = this.lines[at + 1 + nth]?.text;
        if (next === undefined || next.trim() === '') return null;
        const bare = withoutDress(next, dress);
        const other = findRecord(bare, 0);
        return other !== null && isDress(bare.slice(0, other.start)) ? null : bare;
      },
      isBehindFull: () => false,
      isBehindLongest: () => false,
    };
  }

  private isDressed(at: number): boolean {
    for (const text of this.plain(this.lines[at]!.text)) {
      const found = findRecord(text, 0);
      if (found === null) {
        if (this.records === 0) this.opening = true;
        continue;
      }
      const before = text.slice(0, found.start);
      const isWhole = found.reading.kind === 'whole' || unwrap(text.slice(found.start), fromItsStart(found), this.further(at, before)) !== null;
      if (!isWhole) continue;
      if (!this.wrote && isDress(before) && (before !== '' || text !== this.lines[at]!.text)) return true;
      this.embedded++;
    }
    return false;
  }

  private plain(text: string): readonly string[] {
    return plainCharacters(text, typesettingOf(text));
  }
}
