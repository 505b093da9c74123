// Whether a line is a whole call, or a whole half of one, as it stands.
import { SHAPE_CALL, SHAPE_CALL_UNFINISHED, SHAPE_RESUMED } from '../parse/line.ts';
import { scanAlone } from '../parse/lone-line.ts';

/** @param bytes one line, without its end */
export function isWhole(bytes: Uint8Array): boolean {
  const { shape } = scanAlone(bytes).line;
  return shape === SHAPE_CALL || shape === SHAPE_CALL_UNFINISHED || shape === SHAPE_RESUMED;
}
