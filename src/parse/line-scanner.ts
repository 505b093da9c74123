// Takes many lines apart at a time (wasm/scan.as.ts), and gives each as a `Line`. What it does not judge, scan-line.ts does.
import type { Line } from './line.ts';
import { MOST_ROWS, type ScannedRows, scannersRows } from './scanned-rows.ts';
import { newScanner, ScannerMemory } from './scanner-module.ts';

/** Few at first: the scanner judges only calls whose names it has been taught, and they are met in the first lines. */
const FIRST_ROWS = 64;

export class LineScanner {
  readonly memory = new ScannerMemory(newScanner());
  /** Of the last scan, see {@link next}. */
  rows!: ScannedRows;
  /** Position in the caller's bytes of the input's first. */
  inputStart = 0;
  private most = FIRST_ROWS;
  private from = 0;
  private to = 0;

  constructor(allPaths: boolean) {
    this.memory.exports.wantAllPaths(allPaths);
    this.memory.whenMoved(() => {
      this.rows = scannersRows(this.memory);
    });
  }

  /** Takes `bytes[start..end)` as input. */
  take(bytes: Uint8Array, start: number, end: number): void {
    this.memory.takeInput(bytes, start, end);
    this.inputStart = start;
    this.from = 0;
    this.to = end - start;
  }

  /** Scans the next lines of the input. @returns how many; 0: no whole line is left */
  next(): number {
    const { exports } = this.memory;
    const count = exports.scan(this.from, this.to, this.most);
    this.from = exports.scanned();
    this.most = Math.min(this.most * 2, MOST_ROWS);
    this.memory.settle();
    return count;
  }

  /** Index of the first byte that no scanned line holds. */
  get position(): number {
    return this.inputStart + this.from;
  }

  startOf(row: number): number {
    return this.inputStart + this.rows.start[row]!;
  }
  newlineOf(row: number): number {
    return this.inputStart + this.rows.newline[row]!;
  }

  /** Fills a line from its row. @returns false when it is not judged here: it must be scanned by itself */
  fill(line: Line, row: number): boolean {
    return fillLine(line, this.rows, row, this.inputStart);
  }

  /**
   * Scans lines of `bytes[start..end)`, and keeps their rows, positions from `start`, for who reads them later.
   * @returns how many there are: at most as many as there is room for
   */
  scanInto(kept: ScannedRows, bytes: Uint8Array, start: number, end: number): number {
    this.take(bytes, start, end);
    const room = kept.shape.length;
    const { exports } = this.memory;
    const count = exports.scan(0, end - start, Math.min(this.most, room));
    this.from = exports.scanned();
    this.most = Math.min(this.most * 2, MOST_ROWS);
    this.memory.settle();
    kept.copy(this.rows, count);
    return count;
  }

  teachName(word: Uint8Array, id: number, traits: number): void {
    const { memory } = this;
    memory.exports.teachName(memory.put(word, 0, word.length), word.length, id, traits);
    memory.settle();
  }

  teachErrno(word: Uint8Array, id: number): void {
    const { memory } = this;
    memory.exports.teachErrno(memory.put(word, 0, word.length), word.length, id);
    memory.settle();
  }
}

/** Fills a line from a row of a scan whose input began at `start` in the line's bytes. @returns as {@link LineScanner.fill} */
export function fillLine(line: Line, rows: ScannedRows, row: number, start: number): boolean {
  const shape = rows.shape[row]!;
  if (shape === 0) return false;
  const first = start + rows.start[row]!;
  line.shape = shape;
  line.start = first;
  line.end = start + rows.end[row]!;
  line.offset = line.base + first;
  line.sizeBytes = start + rows.newline[row]! - first;
  line.body = start + rows.body[row]!;
  line.tid = rows.tid[row]!;
  line.commStart = start + rows.commStart[row]!;
  line.commEnd = start + rows.commEnd[row]!;
  line.clock = rows.clock[row]!;
  line.stampStart = start + rows.stampStart[row]!;
  line.stampEnd = start + rows.stampEnd[row]!;
  line.seconds = rows.seconds[row]!;
  line.nanoseconds = rows.nanoseconds[row]!;
  line.name = rows.name[row]!;
  line.argsStart = start + rows.argsStart[row]!;
  line.argsEnd = start + rows.argsEnd[row]!;
  line.resultStart = start + rows.resultStart[row]!;
  line.resultEnd = start + rows.resultEnd[row]!;
  line.value = rows.value[row]!;
  line.errno = rows.errno[row]!;
  line.flags = rows.flags[row]!;
  line.tookNs = rows.tookNs[row]!;
  line.path = rows.path[row]!;
  return true;
}
