// The search of the go command for its own tree, as its calls show it: each candidate, and what it was.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { readStatMode } from '../../text/arguments.ts';
import { goProgram } from '../aims/go-part.ts';
import { READLINK, STAT } from '../call-names.ts';
import { baseName, failed, type Inquiry, imageAt } from '../inquiry.ts';
import { absolutePath } from '../place.ts';

export interface GorootTry {
  readonly event: EventIndex;
  /** The candidate: `/usr/local/go`. */
  readonly path: string;
  /** `parent`: asked for its pkg/tool; `taken`: asked for itself, when it was decided. */
  readonly step: 'parent' | 'taken';
  readonly found: boolean;
  /** null when it was found; ENOTDIR for a file in its place. */
  readonly errno: string | null;
}

export interface GorootSearch {
  readonly process: ProcessIndex;
  /** The go command as it was started. */
  readonly exe: string;
  readonly tries: readonly GorootTry[];
  /** The tree that it takes; null when nothing tells. */
  readonly taken: string | null;
  /** Whether that is there. */
  readonly isThere: boolean;
}

/**
 * Of the first go command that searched. With GOROOT set there is no search: the go command asks for that directory alone.
 * @see cmd/go/internal/cfg findGOROOT, cmd/go main: the stat of GOROOT before any work
 */
export function gorootSearch(inquiry: Inquiry): GorootSearch | null {
  for (const { index } of inquiry.trace.processes) {
    if (goProgram(inquiry, index) !== 'go') continue;
    const tries = triesOf(inquiry, index);
    const exe = imageAt(inquiry, index, Number.MAX_SAFE_INTEGER)?.path ?? 'go';
    const taken = tries.find(({ step }) => step === 'taken') ?? tries.find(({ found }) => found) ?? null;
    if (tries.length > 0 || isTrimmed(inquiry, index))
      return { process: index, exe, tries, taken: taken?.path ?? null, isThere: taken?.found ?? false };
  }
  return null;
}

/** Between the start and the first work: both steps are over when go.mod or the cache are asked for. */
const MOST_TRIES = 12;

function triesOf(inquiry: Inquiry, process: ProcessIndex): readonly GorootTry[] {
  const { trace, timeline, classes } = inquiry;
  const tries: GorootTry[] = [];
  let asksFor: string | null = null;
  for (const event of timeline.eventsOf(process)) {
    const bits = classes.of(event);
    if (asksFor === null) asksFor = envFileTree(inquiry, event);
    if ((bits & STAT) === 0) continue;
    const path = absolutePath(inquiry, event);
    if (path === null) continue;
    const isParent = path.endsWith('/pkg/tool');
    const root = isParent ? path.slice(0, -'/pkg/tool'.length) || '/' : path;
    const isTaken = !isParent && (root === asksFor || tries.some((one) => one.path === root && one.found));
    if (!isParent && !isTaken) continue;
    const isFile = trace.args(event).some((argument) => readStatMode(argument)?.type === 'S_IFREG');
    const errno = failed(trace, event) ? trace.errno(event) : isFile ? 'ENOTDIR' : null;
    if (!tries.some((one) => one.path === root && one.step === (isParent ? 'parent' : 'taken')))
      tries.push({ event, path: root, step: isParent ? 'parent' : 'taken', found: errno === null, errno });
    if (isTaken || tries.length >= MOST_TRIES) break;
  }
  return tries;
}

/** go opens GOROOT/go.env as soon as it has decided, also of a tree that is not there. @see cmd/go/internal/cfg initEnvCache */
function envFileTree({ paths }: Inquiry, event: EventIndex): string | null {
  if (paths.baseOf(event) !== 'go.env') return null;
  const path = paths.of(event) ?? '';
  return path.startsWith('/') ? path.slice(0, -'/go.env'.length) : null;
}

/** It asked who it is and found no tree above: a program without a tree of its own. */
function isTrimmed(inquiry: Inquiry, process: ProcessIndex): boolean {
  const { timeline, classes, paths } = inquiry;
  return [...timeline.eventsOf(process)].some((event) => (classes.of(event) & READLINK) !== 0 && baseName(paths.of(event) ?? '') === 'exe');
}
