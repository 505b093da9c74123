// Which module the go command was after, by the files that it looks for in its module cache.
import type { EventIndex } from '../model/event.ts';
import type { ProcessIndex } from '../model/process.ts';
import type { Inquiry } from './inquiry.ts';

/** `…/cache/download/github.com/!burnt!sushi/toml/@v/v1.2.3.info`. @see cmd/go/internal/modfetch/cache.go CachePath, x/mod/module EscapePath */
const IN_CACHE = /\/cache\/download\/(.+)\/@v\/(v[^/]+?)\.(?:info|mod|zip|ziphash|lock|partial)\d*(?:\.tmp)?$/;

/** The last one before an event, as `module@version`; null when none shows. */
export function moduleAsked({ timeline, paths }: Inquiry, process: ProcessIndex, before: EventIndex): { module: string; event: EventIndex } | null {
  const events = timeline.eventsOf(process);
  for (let at = timeline.positionOf(process, before) - 1; at >= 0; at--) {
    const path = paths.of(events[at]!);
    const [, escaped, version] = path?.includes('/@v/') === true ? (IN_CACHE.exec(path) ?? []) : [];
    // The standard library and toolchains are no module that somebody requires.
    if (escaped === undefined || escaped === 'golang.org/toolchain') continue;
    return { module: `${escaped.replace(/!(.)/g, (_, letter: string) => letter.toUpperCase())}@${version}`, event: events[at]! };
  }
  return null;
}
