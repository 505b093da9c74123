// The columns that the quick scanner (wasm/rows.as.ts) fills, a row for each line of a scan; and copies of them that stay.
import type { ScannerMemory } from './scanner-module.ts';

/** Room of the scanner's columns. */
export const MOST_ROWS = 4096;

/** Gives the memory of the next column. */
interface ColumnMemory {
  bytes(): Uint8Array;
  words(): Uint32Array;
  numbers(): Int32Array;
  doubles(): Float64Array;
}

/** Positions count from the beginning of the scanner's input. See Line for what each is. */
export class ScannedRows {
  readonly shape: Uint8Array;
  readonly clock: Uint8Array;
  readonly flags: Uint8Array;
  readonly start: Uint32Array;
  readonly end: Uint32Array;
  readonly newline: Uint32Array;
  readonly body: Uint32Array;
  readonly tid: Int32Array;
  readonly commStart: Uint32Array;
  readonly commEnd: Uint32Array;
  readonly stampStart: Uint32Array;
  readonly stampEnd: Uint32Array;
  readonly nanoseconds: Uint32Array;
  readonly name: Int32Array;
  readonly argsStart: Uint32Array;
  readonly argsEnd: Uint32Array;
  readonly resultStart: Uint32Array;
  readonly resultEnd: Uint32Array;
  readonly errno: Int32Array;
  readonly path: Int32Array;
  readonly seconds: Float64Array;
  readonly value: Float64Array;
  readonly tookNs: Float64Array;

  constructor(memory: ColumnMemory) {
    this.shape = memory.bytes();
    this.clock = memory.bytes();
    this.flags = memory.bytes();
    this.start = memory.words();
    this.end = memory.words();
    this.newline = memory.words();
    this.body = memory.words();
    this.tid = memory.numbers();
    this.commStart = memory.words();
    this.commEnd = memory.words();
    this.stampStart = memory.words();
    this.stampEnd = memory.words();
    this.nanoseconds = memory.words();
    this.name = memory.numbers();
    this.argsStart = memory.words();
    this.argsEnd = memory.words();
    this.resultStart = memory.words();
    this.resultEnd = memory.words();
    this.errno = memory.numbers();
    this.path = memory.numbers();
    this.seconds = memory.doubles();
    this.value = memory.doubles();
    this.tookNs = memory.doubles();
  }

  /** Takes over the first rows of another. */
  copy(from: ScannedRows, count: number): void {
    this.shape.set(from.shape.subarray(0, count));
    this.clock.set(from.clock.subarray(0, count));
    this.flags.set(from.flags.subarray(0, count));
    this.start.set(from.start.subarray(0, count));
    this.end.set(from.end.subarray(0, count));
    this.newline.set(from.newline.subarray(0, count));
    this.body.set(from.body.subarray(0, count));
    this.tid.set(from.tid.subarray(0, count));
    this.commStart.set(from.commStart.subarray(0, count));
    this.commEnd.set(from.commEnd.subarray(0, count));
    this.stampStart.set(from.stampStart.subarray(0, count));
    this.stampEnd.set(from.stampEnd.subarray(0, count));
    this.nanoseconds.set(from.nanoseconds.subarray(0, count));
    this.name.set(from.name.subarray(0, count));
    this.argsStart.set(from.argsStart.subarray(0, count));
    this.argsEnd.set(from.argsEnd.subarray(0, count));
    this.resultStart.set(from.resultStart.subarray(0, count));
    this.resultEnd.set(from.resultEnd.subarray(0, count));
    this.errno.set(from.errno.subarray(0, count));
    this.path.set(from.path.subarray(0, count));
    this.seconds.set(from.seconds.subarray(0, count));
    this.value.set(from.value.subarray(0, count));
    this.tookNs.set(from.tookNs.subarray(0, count));
  }
}

/** The scanner's own columns. */
export function scannersRows({ exports }: ScannerMemory): ScannedRows {
  const { buffer } = exports.memory;
  let column = 0;
  return new ScannedRows({
    bytes: () => new Uint8Array(buffer, exports.column(column++), MOST_ROWS),
    words: () => new Uint32Array(buffer, exports.column(column++), MOST_ROWS),
    numbers: () => new Int32Array(buffer, exports.column(column++), MOST_ROWS),
    doubles: () => new Float64Array(buffer, exports.column(column++), MOST_ROWS),
  });
}

/** Room for copies of so many rows. */
export const keptRows = (most: number): ScannedRows =>
  new ScannedRows({
    bytes: () => new Uint8Array(most),
    words: () => new Uint32Array(most),
    numbers: () => new Int32Array(most),
    doubles: () => new Float64Array(most),
  });
