// Whether a line is a whole call, or a whole half of one, as it stands.
import { Line, SHAPE_CALL, SHAPE_CALL_UNFINISHED, SHAPE_RESUMED } from '../parse/line.ts';
import { scanLine } from '../parse/scan-line.ts';
import { Symbols } from '../parse/symbols.ts';

/** @param bytes one line, without its end */
export function isWhole(bytes: Uint8Array): boolean {
  const line = new Line();
  line.bytes = bytes;
  line.reset(0, bytes.length);
  // What it interns is thrown away: it is asked for lines with escapes alone.
  scanLine(line, new Symbols(false));
  return line.shape === SHAPE_CALL || line.shape === SHAPE_CALL_UNFINISHED || line.shape === SHAPE_RESUMED;
}
