// The fork tree as a flat list of the processes that are not folded away.
import type { ProcessEntry, ProcessIndex } from '../../model/process.ts';

export interface TreeLine {
  readonly process: ProcessIndex;
  /** Lines of the tree in front of it: `│ └ `. */
  readonly guides: string;
  /** `leaf`: no children. */
  readonly fold: 'leaf' | 'expanded' | 'collapsed';
}

export interface ProcessTree {
  /** What it was made from: made anew only when one of these changes. */
  readonly source: readonly ProcessEntry[];
  readonly count: number;
  readonly lines: readonly TreeLine[];
  readonly lineOf: ReadonlyMap<ProcessIndex, number>;
}

/** Up to this many processes everything is expanded at first. */
const EXPAND_ALL_UP_TO = 300;
/** Deeper levels are indented no further. */
const GUIDE_LEVELS = 10;

/** @param folds what the person opened (true) and closed (false); @param path processes that are open unless closed by hand */
export function processTree(
  processes: readonly ProcessEntry[],
  folds: ReadonlyMap<ProcessIndex, boolean>,
  path: ReadonlySet<ProcessIndex>,
  utf8: boolean,
): ProcessTree {
  const [pipe, tee, corner] = utf8 ? ['│ ', '├ ', '└ '] : ['| ', '| ', '` '];
  const all = processes.length <= EXPAND_ALL_UP_TO;
  const lines: TreeLine[] = [];
  // A stack, not recursion: a fork chain can be thousands deep.
  const stack: { process: ProcessIndex; before: readonly string[]; last: boolean; root: boolean }[] = [];
  for (const entry of processes) if (entry.parent === null) stack.push({ process: entry.index, before: [], last: true, root: true });
  stack.reverse();
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { process, before, last, root } = next;
    const { children } = processes[process]!;
    const expanded = folds.get(process) ?? (all || root || path.has(process));
    const guides = root ? '' : [...before, last ? corner : tee].slice(-GUIDE_LEVELS).join('');
    lines.push({ process, guides, fold: children.length === 0 ? 'leaf' : expanded ? 'expanded' : 'collapsed' });
    if (!expanded) continue;
    const below = root ? [] : [...before, last ? '  ' : pipe].slice(-GUIDE_LEVELS);
    for (let i = children.length - 1; i >= 0; i--) {
      stack.push({ process: children[i]!, before: below, last: i === children.length - 1, root: false });
    }
  }
  return { source: processes, count: processes.length, lines, lineOf: new Map(lines.map((line, i) => [line.process, i])) };
}

/** The process and all above it, the process first. */
export function lineage(processes: readonly ProcessEntry[], process: ProcessIndex | null): ProcessIndex[] {
  const found: ProcessIndex[] = [];
  for (let at = process; at !== null && at >= 0 && !found.includes(at); at = processes[at]?.parent ?? null) found.push(at);
  return found;
}
