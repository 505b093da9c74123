// Names that a run made up for files of its own: made anew (O_EXCL, mkdir) in a directory for what lives no longer than a run.
import { CALL_FAILED, type Trace } from '../../model/trace.ts';
import { type CallClasses, CHANGE, OPEN } from '../call-names.ts';
import { baseName } from '../inquiry.ts';
import { isTemporary } from './shape.ts';

const UNKNOWN = 0;
const TEMPORARY = 1;
const SETTLED = 2;

/** @returns their last components */
export function madeNames(trace: Trace, classes: CallClasses): ReadonlySet<string> {
  const made = new Set<string>();
  const pages: Uint8Array[] = [];
  const makesDirectory = new Set([trace.nameId('mkdir'), trace.nameId('mkdirat')]);
  const count = trace.eventCount;
  for (let event = 0; event < count; event = trace.next(event)) {
    const bits = classes.of(event);
    if ((bits & (OPEN | CHANGE)) === 0) continue;
    // A file that is to be new has such a name whether it could be made or not.
    if ((bits & OPEN) === 0 && (!makesDirectory.has(trace.nameIdOf(event)) || (trace.flags(event) & CALL_FAILED) !== 0)) continue;
    const path = trace.pathIdOf(event);
    if (path < 0) continue;
    pages[path >> 12] ??= new Uint8Array(1 << 12);
    const page = pages[path >> 12]!;
    if (page[path & 4095] === UNKNOWN) page[path & 4095] = isTemporary(trace.pathText(path)) ? TEMPORARY : SETTLED;
    if (page[path & 4095] !== TEMPORARY) continue;
    // What was opened before it was made was there.
    page[path & 4095] = SETTLED;
    if ((bits & OPEN) === 0 || trace.args(event).some((argument) => argument.includes('O_EXCL')))
      made.add(baseName(trace.pathText(path).replace(/\/+$/, '')));
  }
  return made;
}
