// Scans a line by itself, of no capture that is being read: a text that was put together, a line that is looked at once more.
import { Line } from './line.ts';
import { scanLine } from './scan-line.ts';
import { Symbols } from './symbols.ts';

/** The line, and the tables that its ids are of. */
export interface LoneLine {
  readonly line: Line;
  readonly symbols: Symbols;
}

/** What the scanner interns is thrown away now and then. New tables for each line would cost far more than the scan. */
const MOST_NAMES = 4096;
let kept: LoneLine | null = null;

/** @param bytes without the newline. @returns the same for every line: valid until the next */
export function scanAlone(bytes: Uint8Array): LoneLine {
  if (kept === null || kept.symbols.names.size > MOST_NAMES) kept = { line: new Line(), symbols: new Symbols(false) };
  const { line, symbols } = kept;
  line.bytes = bytes;
  line.place(0, bytes.length);
  scanLine(line, symbols);
  return kept;
}
