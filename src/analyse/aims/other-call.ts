// Failed calls that belong to no aim of a known kind: sockets, processes, limits. Detectors for them can be added; until then they keep the diagnosis honest.
import type { ProcessIndex } from '../../model/process.ts';
import { ACCESS, EXEC, OPEN, READLINK, STAT, WAIT } from '../call-names.ts';
import { failed, type Inquiry, remember } from '../inquiry.ts';
import { isNoise } from '../noise.ts';
import { absolutePath } from '../place.ts';
import type { OtherCall } from './aim.ts';
import { isFileUse } from './use-file.ts';

/** A program gives up soon after what it gave up for: so many failures from the end are looked at. */
const KEPT = 2000;

/** From the last one back; those that are everyday noise, or about files, are left out. */
export function otherCallAims(inquiry: Inquiry, process: ProcessIndex): readonly OtherCall[] {
  return remember(inquiry, `other-call:${process}`, () => {
    const { trace, timeline, classes } = inquiry;
    const events = timeline.eventsOf(process);
    const found: OtherCall[] = [];
    const seen = new Set<string>();
    for (let at = events.length - 1, looked = 0; at >= 0 && looked < KEPT; at--) {
      const event = events[at]!;
      if (trace.kind(event) !== 'call') continue;
      const bits = classes.of(event);
      if (!failed(trace, event)) continue;
      looked += 1;
      const errno = trace.errno(event);
      if (errno === null || (bits & (EXEC | WAIT | OPEN | STAT | ACCESS | READLINK)) !== 0 || isFileUse(inquiry, event) || isNoise(trace, event))
        continue;
      const path = absolutePath(inquiry, event);
      const key = `${errno}:${path ?? trace.name(event)}`;
      if (seen.has(key)) continue;
      seen.add(key);
      found.push({
        kind: 'call',
        process,
        state: 'unmet',
        call: trace.name(event),
        errno,
        path: path === '' ? null : path,
        tries: [{ event, path: path ?? '', errno, bits }],
      });
    }
    return found;
  });
}
