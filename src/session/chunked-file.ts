// A file of a set, chunk by chunk, its lines taken apart by the quick scanner ahead of their turn: their rows wait in columns.
import type { CaptureParser } from '../parse/capture-parser.ts';
import type { LineScanner } from '../parse/line-scanner.ts';
import { keptRows, type ScannedRows } from '../parse/scanned-rows.ts';
import type { FileSource } from './file-source.ts';
import { LONGEST_LINE_BYTES } from './line-feed.ts';

/** While few files are under way, and while many are: together they must not fill the memory. */
const LARGE_BYTES = 1 << 16;
const SMALL_BYTES = 1 << 13;
const FEW = 512;
/** A line has more bytes than this, mostly. */
const BYTES_PER_ROW = 64;
const NEWLINE = 10;

/** A line of a scan. `name`: id of its call's name; -1 where only the line tells. */
export interface ScannedLine {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly name: number;
}

interface Chunk {
  readonly bytes: Uint8Array;
  readonly rows: ScannedRows;
}

/** The buffers that files of a set are read through: few files are under way at a time, so few buffers serve thousands of files. */
export class ChunkPool {
  private readonly free: Chunk[] = [];
  private lent = 0;

  take(): Chunk {
    this.lent++;
    const size = this.lent <= FEW ? LARGE_BYTES : SMALL_BYTES;
    return this.free.pop() ?? { bytes: new Uint8Array(size), rows: keptRows(size / BYTES_PER_ROW) };
  }

  giveBack(chunk: Chunk): void {
    this.lent--;
    this.free.push(chunk);
  }
}

export class ChunkedFile {
  readonly rows: ScannedRows;
  /** Rows that there are. */
  count = 0;
  private readonly source: FileSource;
  private readonly scanner: LineScanner;
  private readonly pool: ChunkPool;
  private readonly chunk: Chunk;
  private readonly base: number;
  private sizeBytes: number;
  /** Grows beyond the chunk's for a long line. */
  private bytes: Uint8Array;
  /** Where in the file `bytes[0]` stands, and how many there are. */
  private at = 0;
  private filled = 0;
  /** The part of them that the rows are of. */
  private from = 0;
  private to = 0;
  /** The last row is of a line that no newline ends. */
  private cut = false;

  /** @param base where the file begins in the source */
  constructor(source: FileSource, base: number, sizeBytes: number, scanner: LineScanner, pool: ChunkPool) {
    this.source = source;
    this.base = base;
    this.sizeBytes = sizeBytes;
    this.scanner = scanner;
    this.pool = pool;
    this.chunk = pool.take();
    this.rows = this.chunk.rows;
    this.bytes = this.chunk.bytes;
  }

  get parsedBytes(): number {
    return this.at + this.from;
  }

  /** Takes the rows of the next lines. @returns false at the end */
  more(): boolean {
    for (;;) {
      this.from = this.to;
      if (this.scan(this.filled)) return true;
      this.bytes.copyWithin(0, this.from, this.filled);
      this.filled -= this.from;
      this.at += this.from;
      this.from = 0;
      this.to = 0;
      if (this.read()) continue;
      return this.filled > 0 && this.scanCut();
    }
  }

  /** Has a row's line read. */
  parse(parser: CaptureParser, row: number): void {
    if (this.cut) parser.parse(this.bytes, this.from, this.to, this.at, true);
    else parser.parseRow(this.bytes, this.at, this.rows, row, this.from);
  }

  lineOf(row: number): ScannedLine {
    const { rows, from, bytes } = this;
    return { bytes, start: from + rows.start[row]!, end: from + rows.end[row]!, name: rows.shape[row] === 0 ? -1 : rows.name[row]! };
  }

  close(): void {
    this.pool.giveBack(this.chunk);
  }

  private scan(end: number): boolean {
    this.cut = false;
    if (this.from >= end) return false;
    this.count = this.scanner.scanInto(this.rows, this.bytes, this.from, end);
    this.to = this.scanner.position;
    return this.count > 0;
  }

  /** @returns whether there are more bytes now */
  private read(): boolean {
    const left = this.sizeBytes - this.at - this.filled;
    if (left <= 0) return false;
    if (this.filled === this.bytes.length) {
      if (this.bytes.length >= LONGEST_LINE_BYTES) return false;
      this.hold(this.bytes.length * 2);
    }
    const room = Math.min(left, this.bytes.length - this.filled);
    const count = this.source.readInto(this.base + this.at + this.filled, this.bytes.subarray(this.filled, this.filled + room));
    this.filled += count;
    // Somebody has cut the file off meanwhile.
    if (count === 0) this.sizeBytes = this.at + this.filled;
    return count > 0;
  }

  /** A line that no newline ends: one is put there for the scanner, so that its stamp is known. */
  private scanCut(): boolean {
    if (this.filled === this.bytes.length) this.hold(this.filled + 1);
    this.bytes[this.filled] = NEWLINE;
    this.scan(this.filled + 1);
    this.to = this.filled;
    this.cut = true;
    return true;
  }

  private hold(bytes: number): void {
    const grown = new Uint8Array(bytes);
    grown.set(this.bytes.subarray(0, this.filled));
    this.bytes = grown;
  }
}
