// What a line is for the parser as it stands, for texts of which nobody knows yet whether they are strace output. All in Latin-1.
import * as shape from '../line.ts';
import { type LoneLine, scanAlone } from '../lone-line.ts';

/** A whole record of strace. */
export function isRecord(text: string): boolean {
  const { line, symbols } = scanned(text);
  switch (line.shape) {
    case shape.SHAPE_CALL:
    case shape.SHAPE_CALL_UNFINISHED:
    case shape.SHAPE_RESUMED:
    case shape.SHAPE_RESUMED_UNFINISHED:
      return symbols.isSyscall(line.name);
    case shape.SHAPE_SIGNAL:
    case shape.SHAPE_EXIT:
    case shape.SHAPE_NOTICE:
      return true;
    default:
      return false;
  }
}

/** What the parser would take for a call that goes on behind the line. */
export function isOpenCall(text: string): boolean {
  const { line, symbols } = scanned(text);
  return line.shape === shape.SHAPE_CALL_OPEN && symbols.isSyscall(line.name);
}

/** The number that a line begins with, as its pid or its time; -1 for none. */
export function leadingNumber(text: string): number {
  const { tid, clock, seconds, nanoseconds } = scanned(text).line;
  return tid >= 0 ? tid : clock === shape.CLOCK_RELATIVE && nanoseconds === 0 ? seconds : -1;
}

const scanned = (text: string): LoneLine => scanAlone(Buffer.from(text, 'latin1'));
