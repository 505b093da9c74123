// The file that `go env -w` writes, as a go process read it, and what of it counts: the process's environment comes first, then this file, then
// GOROOT/go.env, then what is built in.
import type { EventIndex } from '../model/event.ts';
import type { ProcessIndex } from '../model/process.ts';
import { readArray, readFd } from '../text/arguments.ts';
import { readCString } from '../text/c-string.ts';
import { goProgram } from './aims/go-part.ts';
import { OPEN, READ } from './call-names.ts';
import { failed, type Inquiry, imageAt, remember } from './inquiry.ts';
import { absolutePath } from './place.ts';

export interface GoEnvFile {
  readonly path: string;
  /** The read that shows its lines. */
  readonly event: EventIndex;
  /** What it sets, without what the process's own environment sets as well, as far as that is known. */
  readonly settings: ReadonlyMap<string, string>;
}

/** go opens it and reads it to its end at once; between are at most some looks at it, and records of other threads. */
const NEAR = 200;

/** null: there is none, it is empty, or its content is not in the capture. @see cmd/go/internal/cfg initEnvCache */
export function goEnvFile(inquiry: Inquiry, process: ProcessIndex): GoEnvFile | null {
  return remember(inquiry, `go-env-file:${process}`, () => {
    if (goProgram(inquiry, process) !== 'go') return null;
    const { trace, timeline, classes } = inquiry;
    const start = imageAt(inquiry, process, Number.MAX_SAFE_INTEGER)?.event ?? 0;
    const events = timeline.eventsOf(process);
    for (let at = timeline.positionOf(process, start); at < events.length; at++) {
      const event = events[at]!;
      if ((classes.of(event) & OPEN) === 0 || failed(trace, event)) continue;
      const path = absolutePath(inquiry, event) ?? '';
      // The tree's own file is read after the user's: then there was none.
      if (path.endsWith('/go.env')) return null;
      if (/^\/(?:proc|sys|dev)\//.test(path) || /\.so(?:\.|$)/.test(path)) continue;
      const content = contentBehind(inquiry, events.subarray(at + 1, at + 1 + NEAR), trace.tid(event), readFd(trace.result(event) ?? '')?.fd ?? -1);
      if (content === null || !/^GO[A-Z0-9]*=|^(?:CC|CXX|CGO_\w+|FC|AR|PKG_CONFIG|GCCGO)=/m.test(content.text)) continue;
      return { path, event: content.event, settings: effective(content.text, environmentOf(inquiry, process)) };
    }
    return null;
  });
}

function contentBehind({ trace, classes }: Inquiry, events: Uint32Array, tid: number, fd: number): { text: string; event: EventIndex } | null {
  for (const event of events) {
    if ((classes.of(event) & READ) === 0 || trace.tid(event) !== tid || failed(trace, event)) continue;
    const [first = '', second = ''] = trace.args(event);
    if (readFd(first)?.fd !== fd) continue;
    const text = readCString(second)?.text ?? '';
    return text === '' ? null : { text, event };
  }
  return null;
}

/** @see cmd/go/internal/cfg readEnvFile, Getenv: an empty variable does not count */
function effective(text: string, environment: ReadonlyMap<string, string> | null): ReadonlyMap<string, string> {
  const settings = new Map<string, string>();
  for (const line of text.split('\n')) {
    const equals = line.indexOf('=');
    if (equals > 0 && /^[A-Z]/.test(line)) settings.set(line.slice(0, equals), line.slice(equals + 1));
  }
  for (const name of [...settings.keys()]) if ((environment?.get(name) ?? '') !== '') settings.delete(name);
  return settings;
}

/** What execve handed to the process (`strace -v` shows it), else what the traced command was started with; null when nothing tells. */
function environmentOf(inquiry: Inquiry, process: ProcessIndex): ReadonlyMap<string, string> | null {
  const image = imageAt(inquiry, process, Number.MAX_SAFE_INTEGER);
  const shown = image === null ? '' : (inquiry.trace.args(image.event)[2] ?? '');
  if (shown.startsWith('[')) return fromPairs(readArray(shown).map((entry) => readCString(entry)?.text ?? ''));
  return inquiry.context.env === null ? null : new Map(Object.entries(inquiry.context.env));
}

const fromPairs = (pairs: readonly string[]): ReadonlyMap<string, string> =>
  new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
