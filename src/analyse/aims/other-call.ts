// Failed calls that belong to no aim of a known kind: sockets, processes, limits. Detectors for them can be added; until then they keep the diagnosis honest.
import type { ProcessIndex } from '../../model/process.ts';
import { ACCESS, CONNECT, EXEC, OPEN, READLINK, STAT, WAIT } from '../call-names.ts';
import { baseName, directoryOf, failed, type Inquiry, remember } from '../inquiry.ts';
import { isNoise } from '../noise.ts';
import { absolutePath } from '../place.ts';
import type { OtherCall } from './aim.ts';
import { isFileUse } from './use-file.ts';

/** A program gives up soon after what it gave up for: so many failures from the end are looked at. */
const KEPT = 300;

/** From the last one back; those that are everyday noise, or that worked later or under a neighbouring name, are left out. */
export function otherCallAims(inquiry: Inquiry, process: ProcessIndex): readonly OtherCall[] {
  return remember(inquiry, `other-call:${process}`, () => {
    const { trace, timeline, classes } = inquiry;
    const events = timeline.eventsOf(process);
    const found: OtherCall[] = [];
    const seen = new Set<string>();
    const worked = new Set<string>();
    for (let at = events.length - 1, looked = 0; at >= 0 && looked < KEPT; at--) {
      const event = events[at]!;
      if (trace.kind(event) !== 'call') continue;
      const bits = classes.of(event);
      const errno = trace.errno(event);
      if (!failed(trace, event) || errno === null) {
        if ((bits & (OPEN | STAT | ACCESS | READLINK)) !== 0) rememberWorked(inquiry.paths.of(event), worked);
        continue;
      }
      if ((bits & (EXEC | WAIT)) !== 0 || isNoise(trace, event) || isFileUse(inquiry, event)) continue;
      looked += 1;
      const path = absolutePath(inquiry, event);
      const key = `${errno}:${path ?? trace.name(event)}`;
      if (seen.has(key) || isMetLater(inquiry.paths.of(event), bits, errno, worked)) continue;
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

/** A file that was reached later: the same path, the same name elsewhere, or the same directory with another ending (`x.js`, `x.json`). */
function rememberWorked(path: string | null, worked: Set<string>): void {
  if (path === null || path === '') return;
  worked.add(path);
  worked.add(`*/${baseName(path)}`);
  worked.add(stem(path));
}

function isMetLater(path: string | null, bits: number, errno: string, worked: ReadonlySet<string>): boolean {
  if (path === null || (errno !== 'ENOENT' && errno !== 'ENOTDIR') || (bits & CONNECT) !== 0) return false;
  return worked.has(path) || worked.has(`*/${baseName(path)}`) || worked.has(stem(path));
}

const stem = (path: string): string => `${directoryOf(path)}/${baseName(path).split('.')[0]}.*`;
