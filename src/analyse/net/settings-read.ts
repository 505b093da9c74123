// What a process read of small settings files (`resolv.conf`, `hosts`, `.curlrc`, `.gitconfig` …), as far as strace showed it.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { readFd } from '../../text/arguments.ts';
import { readCString } from '../../text/c-string.ts';
import { CLOSE, OPEN, READ } from '../call-names.ts';
import { failed, type Inquiry, remember } from '../inquiry.ts';
import { pathsLike } from '../path-pattern.ts';
import { absolutePath } from '../place.ts';
import { firstFd } from './socket-text.ts';

export interface SettingsFile {
  readonly path: string;
  readonly opened: EventIndex;
  /** The errno of an open that failed; null. */
  readonly errno: string | null;
  readonly text: string;
  /** The last read that gave some. */
  readonly read: EventIndex | null;
}

/** In the order in which they were opened. Memoised. */
export function settingsRead(inquiry: Inquiry, process: ProcessIndex): readonly SettingsFile[] {
  return remember(inquiry, `net:settings:${process}`, () => {
    const { trace, timeline, classes } = inquiry;
    const files: SettingsFile[] = [];
    const open = new Map<number, number>();
    const isSettings = pathsLike(inquiry, 'network-settings');
    for (const event of timeline.eventsOf(process)) {
      const bits = classes.of(event);
      if ((bits & OPEN) !== 0) {
        const id = trace.pathIdOf(event);
        if (id < 0) continue;
        const isWanted = isSettings(id);
        if (!isWanted && open.size === 0) continue;
        const fd = failed(trace, event) ? -1 : (readFdOf(trace.result(event)) ?? -1);
        open.delete(fd);
        if (!isWanted) continue;
        files.push({ path: absolutePath(inquiry, event) ?? '', opened: event, errno: trace.errno(event), text: '', read: null });
        if (fd >= 0) open.set(fd, files.length - 1);
      } else if (open.size > 0 && (bits & (READ | CLOSE)) !== 0) {
        const fd = firstFd(trace.text(event));
        const at = open.get(fd);
        if (at === undefined) continue;
        if ((bits & CLOSE) !== 0) open.delete(fd);
        else {
          const shown = readCString(trace.args(event)[1] ?? '');
          // A word that strace cut is none.
          const text = shown === null ? '' : shown.truncated ? shown.text.replace(/\S*$/, '') : shown.text;
          const file = files[at]!;
          if (text !== '') files[at] = { ...file, text: file.text + text, read: event };
        }
      }
    }
    return files;
  });
}

const readFdOf = (result: string | null): number | null => (result === null ? null : (readFd(result)?.fd ?? null));

export interface ResolverSettings {
  readonly servers: readonly string[];
  readonly search: readonly string[];
  readonly event: EventIndex | null;
}

/** The last resolv.conf that a process read. @see resolv.conf(5) */
export function resolverSettings(inquiry: Inquiry, process: ProcessIndex): ResolverSettings {
  const file = settingsRead(inquiry, process).findLast(({ path, text }) => path.endsWith('/resolv.conf') && text !== '');
  if (file === undefined) return { servers: [], search: [], event: null };
  return {
    servers: [...file.text.matchAll(/^\s*nameserver[ \t]+([\da-fA-F.:]+)/gm)].map((match) => match[1] ?? ''),
    search: searchOf(file.text),
    event: file.read,
  };
}

const searchOf = (text: string): readonly string[] =>
  [...text.matchAll(/^\s*(?:search|domain)[ \t]+([^\n#;]*)/gm)]
    .at(-1)?.[1]
    ?.trim()
    .split(/[ \t]+/)
    .filter(Boolean) ?? [];

/** Names of an address in the hosts files that a process, or its forebears, read. @see hosts(5) */
export function hostsNamesOf(inquiry: Inquiry, process: ProcessIndex, address: string): readonly string[] {
  return settingsRead(inquiry, process)
    .filter(({ path }) => path.endsWith('/hosts'))
    .flatMap(({ text }) => text.split('\n'))
    .flatMap((line) => {
      const [at, ...names] = line
        .replace(/#.*/, '')
        .trim()
        .split(/[ \t]+/);
      return at === address ? names : [];
    });
}
