// Reads the text of single records from the file. What was read last is kept: several questions about one event come in a row.

import type { ByteSource } from '../model/byte-source.ts';
import { droppedLine } from '../model/dropped.ts';
import type { EventIndex } from '../model/event.ts';
import { type RawText, rawText } from '../model/raw-text.ts';
import { CALL_PENDING } from '../model/trace.ts';
import { RETURN } from '../parse/ascii.ts';
import { latin1 } from '../parse/latin1.ts';
import { Line } from '../parse/line.ts';
import { readPrefix } from '../parse/prefix.ts';
import { KIND_CALL, KIND_EXIT, KIND_NOTICE, KIND_SIGNAL } from '../parse/record-sink.ts';
import { bytesToText } from '../text/c-string.ts';
import { parseCallText } from './call-text.ts';
import type { Pieces } from './pieces.ts';
import { bodyText, isPlain, joinPieces, plainLine, RESUMED, withoutPadding } from './record-text.ts';
import { HAS_PIECES, LONG_PREFIX, type Segment, segmentOf, slotOf } from './segment.ts';
import { Windows } from './windows.ts';

/** A record as text. */
export interface RecordText {
  readonly text: RawText;
  readonly args: readonly RawText[];
  readonly result: RawText | null;
  readonly note: RawText;
  readonly exit: { readonly status: number } | { readonly signal: string; readonly core: boolean } | null;
}

/** Latin-1 back to text: the bytes were UTF-8, or nothing known. */
export const decoded = (text: string): RawText => (/[\x80-\xff]/.test(text) ? bytesToText(Buffer.from(text, 'latin1')) : rawText(text));

/** Longer than lines are. */
const LARGE_BYTES = 1 << 16;
const NEWLINE = 10;
/** No file system gives back less. */
const BLOCK_BYTES = 4096;
const NOTHING: RawText = rawText('');
const EXITED = /^\+\+\+ exited with (\d+)/;
const KILLED = /^\+\+\+ killed by (\S+)( \(core dumped\))?/;

export class RecordReader {
  private readonly segments: readonly Segment[];
  private readonly pieces: Pieces;
  private readonly source: ByteSource;
  private readonly fileBases: () => readonly number[];
  private readonly windows: Windows;
  private last = { event: -1, flags: 0, record: null as RecordText | null };

  constructor(segments: readonly Segment[], pieces: Pieces, source: ByteSource, fileBases: () => readonly number[]) {
    this.segments = segments;
    this.pieces = pieces;
    this.source = source;
    this.fileBases = fileBases;
    this.windows = new Windows(source, (offset) => ({ file: this.fileOf(offset), files: fileBases().length }));
  }

  read(event: EventIndex): RecordText {
    const segment = this.segments[segmentOf(event)]!;
    const slot = slotOf(event);
    const flags = segment.flags[slot]!;
    if (this.last.event === event && this.last.flags === flags && this.last.record !== null) return this.last.record;
    const record = this.build(segment, slot, flags);
    this.last = { event, flags, record };
    return record;
  }

  private build(segment: Segment, slot: number, flags: number): RecordText {
    const kind = segment.kind[slot]!;
    const line = this.lineThere(segment, slot);
    if (line === null) return goneRecord(segment, slot);
    if (kind === KIND_CALL) {
      const call = parseCallText(withoutPadding(this.textOfCall(line, segment, slot)), (flags & CALL_PENDING) !== 0);
      return {
        text: decoded(call.text),
        args: call.args.map(decoded),
        result: call.result === null ? null : decoded(call.result),
        note: decoded(call.note),
        exit: null,
      };
    }
    const plain = this.plainFirst(line, segment.offset(slot));
    // Output and what could not be read have no prefix: digits at their start are their own.
    const own = kind === KIND_SIGNAL || kind === KIND_EXIT || kind === KIND_NOTICE;
    const text = own ? bodyText(plain) : latin1(plain);
    return { text: decoded(text), args: [], result: null, note: NOTHING, exit: kind === KIND_EXIT ? readEnd(text) : null };
  }

  /** A call's text, its pieces joined; Latin-1. */
  callText(segment: Segment, slot: number): string {
    const line = this.lineThere(segment, slot);
    return line === null ? '' : this.textOfCall(line, segment, slot);
  }

  private textOfCall(line: Uint8Array, segment: Segment, slot: number): string {
    const prefix = segment.prefix[slot]!;
    // Where the record begins was found when its line was read; colours stand in the way.
    const first = prefix < LONG_PREFIX && isPlain(line) ? latin1(line, prefix) : bodyText(this.plainFirst(line, segment.offset(slot)));
    return joinPieces(first, this.furtherLines(segment, slot).map(furtherBody));
  }

  /** A call's text; '' for other kinds. */
  callTextOf(event: EventIndex): RawText {
    const segment = this.segments[segmentOf(event)]!;
    const slot = slotOf(event);
    return segment.kind[slot] === KIND_CALL ? decoded(withoutPadding(this.callText(segment, slot))) : NOTHING;
  }

  /** The lines of a record as they are in the file. */
  rawLines(event: EventIndex): readonly RawText[] {
    const segment = this.segments[segmentOf(event)]!;
    const slot = slotOf(event);
    const first = this.lineThere(segment, slot);
    if (first === null) return [goneRecord(segment, slot).text];
    return [latin1(first), ...this.furtherLines(segment, slot).map((line) => latin1(line))].map(decoded);
  }

  /** One line of a record as it is in the file. Valid until the next read. */
  lineBytes(event: EventIndex, which: 'first' | 'last'): Uint8Array {
    const segment = this.segments[segmentOf(event)]!;
    const slot = slotOf(event);
    const chained = (segment.flags[slot]! & HAS_PIECES) !== 0;
    if (chained && which === 'last') {
      const row = this.pieces.last(segment.size[slot]!);
      return this.windows.read(this.pieces.offset(row), this.pieces.sizeBytes(row));
    }
    const size = chained ? this.pieces.firstSizeBytes(segment.size[slot]!) : segment.size[slot]!;
    return size > LARGE_BYTES ? this.largeLine(segment.offset(slot), size) : this.windows.read(segment.offset(slot), size);
  }

  timeText(event: EventIndex): string | null {
    const segment = this.segments[segmentOf(event)]!;
    const slot = slotOf(event);
    // Output, tables and the like have no prefix: digits at their start are their own.
    if (segment.kind[slot]! > KIND_NOTICE) return null;
    const line = new Line();
    line.bytes = plainLine(this.firstLine(segment, slot));
    line.reset(0, line.bytes.length);
    readPrefix(line);
    return line.stampEnd > line.stampStart ? latin1(line.bytes, line.stampStart, line.stampEnd) : null;
  }

  /** Index of the file that holds this offset of the capture. */
  fileOf(offset: number): number {
    const bases = this.fileBases();
    let low = 0;
    for (let high = bases.length - 1; low < high; ) {
      const middle = (low + high + 1) >> 1;
      if (bases[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The first line, valid until the next read; null where zeros stand in its place: it was given up, to stay within a size. */
  private lineThere(segment: Segment, slot: number): Uint8Array | null {
    const line = this.firstLine(segment, slot);
    if (line[0] !== 0) return line;
    if (segment.kind[slot]! <= KIND_NOTICE) return null;
    // What could not be read, and what was printed, may itself begin with one, or be nothing else.
    if (line.some((byte) => byte !== 0)) return line;
    return this.isInHole(segment.offset(slot), line.length) ? null : this.firstLine(segment, slot);
  }

  /** A hole covers blocks of the file: it goes beyond a line that is shorter. Zeros that somebody printed stand between line feeds. */
  private isInHole(offset: number, size: number): boolean {
    return size >= BLOCK_BYTES || (offset > 0 && this.source.read(offset - 1, 1)[0] === 0) || this.source.read(offset + size, 1)[0] === 0;
  }

  /** A first line as the parser takes it. Where another record stands behind it on its line, a `\r` is what the program printed, and no line's end. */
  private plainFirst(line: Uint8Array, offset: number): Uint8Array {
    if (line[line.length - 1] !== RETURN) return plainLine(line);
    const kept = line.slice();
    const behind = offset + kept.length;
    const [next] = this.source.read(behind, 1);
    const endsLine = next === undefined || next === NEWLINE || this.fileOf(behind) !== this.fileOf(offset);
    return endsLine ? plainLine(kept) : kept;
  }

  /** Valid until the next read. */
  private firstLine(segment: Segment, slot: number): Uint8Array {
    // The writer, in another thread, may turn size into a chain of pieces at any moment: it does so before it sets the flag.
    const size = segment.size[slot]!;
    const chained = (segment.flags[slot]! & HAS_PIECES) !== 0;
    return this.largeLine(segment.offset(slot), chained ? this.pieces.firstSizeBytes(segment.size[slot]!) : size);
  }

  /** Of what is gone, however large, only its beginning is read. */
  private largeLine(offset: number, size: number): Uint8Array {
    const isGoneToo = size > LARGE_BYTES && this.source.read(offset, 1)[0] === 0;
    return this.source.read(offset, isGoneToo ? 1 : size);
  }

  private furtherLines(segment: Segment, slot: number): Uint8Array[] {
    const lines: Uint8Array[] = [];
    if ((segment.flags[slot]! & HAS_PIECES) === 0) return lines;
    for (let row = segment.size[slot]!; row >= 0; row = this.pieces.next(row)) {
      lines.push(this.source.read(this.pieces.offset(row), this.pieces.sizeBytes(row)).slice());
    }
    return lines;
  }
}

const goneRecord = ({ size, flags }: Segment, slot: number): RecordText => ({
  text: rawText((flags[slot]! & HAS_PIECES) === 0 ? droppedLine({ bytes: size[slot]!, aboutLines: null }) : 'whytrace: its first line was dropped'),
  args: [],
  result: null,
  note: NOTHING,
  exit: null,
});

/** A resumed half has a prefix; the rest of a broken line has none. */
function furtherBody(line: Uint8Array): string {
  const plain = plainLine(line);
  const body = bodyText(plain);
  return RESUMED.test(body) || body.startsWith(' <unfinished') ? body : latin1(plain);
}

function readEnd(text: string): RecordText['exit'] {
  const exited = EXITED.exec(text);
  if (exited !== null) return { status: Number(exited[1]) };
  const killed = KILLED.exec(text);
  return killed === null ? null : { signal: killed[1] ?? '', core: killed[2] !== undefined };
}
