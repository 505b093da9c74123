// The columns that the quick scanner (wasm/rows.as.ts) fills, a row for each line of a scan.
import type { ScannerMemory } from './scanner-module.ts';

/** Room of the columns. */
export const MOST_ROWS = 4096;

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

  constructor({ exports }: ScannerMemory) {
    const { buffer } = exports.memory;
    let column = 0;
    const bytes = () => new Uint8Array(buffer, exports.column(column++), MOST_ROWS);
    const words = () => new Uint32Array(buffer, exports.column(column++), MOST_ROWS);
    const numbers = () => new Int32Array(buffer, exports.column(column++), MOST_ROWS);
    const doubles = () => new Float64Array(buffer, exports.column(column++), MOST_ROWS);
    this.shape = bytes();
    this.clock = bytes();
    this.flags = bytes();
    this.start = words();
    this.end = words();
    this.newline = words();
    this.body = words();
    this.tid = numbers();
    this.commStart = words();
    this.commEnd = words();
    this.stampStart = words();
    this.stampEnd = words();
    this.nanoseconds = words();
    this.name = numbers();
    this.argsStart = words();
    this.argsEnd = words();
    this.resultStart = words();
    this.resultEnd = words();
    this.errno = numbers();
    this.path = numbers();
    this.seconds = doubles();
    this.value = doubles();
    this.tookNs = doubles();
  }
}
