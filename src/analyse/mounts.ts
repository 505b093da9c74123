// Mounts without exec: from mount calls, statfs flags and mount tables that somebody read or printed, and from the host.
import { type Mount, valueOr } from '../model/answers.ts';
import type { EventIndex } from '../model/event.ts';
import type { ProcessIndex } from '../model/process.ts';
import { structField } from '../text/arguments.ts';
import { readCString } from '../text/c-string.ts';
import { READ, WRITE } from './call-names.ts';
import { failed, type Inquiry, remember, seesHostFiles } from './inquiry.ts';
import { absoluteFrom, absolutePath } from './place.ts';

export interface NoexecMount {
  readonly at: string;
  readonly by: EventIndex | 'host';
}

/** The noexec mount that a path lies on; null when none is known. */
export function noexecMountOf(inquiry: Inquiry, process: ProcessIndex, path: string): NoexecMount | null {
  const seen = noexecSeen(inquiry)
    .filter(({ at }) => path === at || path.startsWith(at === '/' ? '/' : `${at}/`))
    .sort((a, b) => b.at.length - a.at.length)[0];
  if (seen !== undefined) return seen;
  if (!path.startsWith('/') || !seesHostFiles(inquiry, process)) return null;
  const mount: Mount | null = valueOr(inquiry.answers.mountOf(path), null);
  return mount?.options.includes('noexec') ? { at: mount.at, by: 'host' } : null;
}

function noexecSeen(inquiry: Inquiry): readonly NoexecMount[] {
  return remember(inquiry, 'noexec-mounts', () => {
    const { trace, classes } = inquiry;
    const mount = trace.nameId('mount');
    const statfs = new Set(['statfs', 'statfs64', 'fstatfs'].map((name) => trace.nameId(name)));
    const found: NoexecMount[] = [];
    for (let event = 0; event < trace.eventCount; event++) {
      const id = trace.nameIdOf(event);
      const isText = (classes.of(event) & (READ | WRITE)) !== 0;
      if (!isText && id !== mount && !statfs.has(id)) continue;
      if (failed(trace, event)) continue;
      if (id === mount && id >= 0) {
        const args = trace.args(event);
        const at = readCString(args[1] ?? '');
        if (args.some((a) => a.includes('MS_NOEXEC')) && at !== null)
          found.push({ at: absoluteFrom(inquiry, trace.process(event), event, at.text), by: event });
      } else if (!isText) {
        const path = absolutePath(inquiry, event);
        if (path && (structField(trace.args(event).join(', '), 'f_flags') ?? '').includes('ST_NOEXEC')) found.push({ at: path, by: event });
      } else if (trace.text(event).includes('noexec')) {
        for (const at of mountPoints(readCString(trace.args(event)[1] ?? '')?.text ?? '')) found.push({ at, by: event });
      }
    }
    return found;
  });
}

/** Mount points with noexec in lines of /proc/mounts (`dev /at type opts 0 0`), mountinfo (`… /root /at opts …`) or mount(8) (`dev on /at type … (opts)`). */
export const mountPoints = (text: string): readonly string[] =>
  text.split('\n').flatMap((line) => {
    if (!/[ ,(]noexec[ ,)]/.test(line)) return [];
    const match = / on (\/\S*) type /.exec(line) ?? /^(?:\d+:)?\d+ \d+ \d+:\d+ \S+ (\/\S*) /.exec(line) ?? /^\S+ (\/\S*) \S+ \S*noexec/.exec(line);
    return match === null ? [] : [(match[1] ?? '').replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))];
  });
