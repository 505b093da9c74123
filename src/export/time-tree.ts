// Where the time went, as a tree: process, call, path; or process and stack where `-k` recorded stacks.

/** A place of the tree. `selfNs` is what was spent here and not in a child; without times in the capture it counts calls. */
export interface TimeNode {
  readonly name: string;
  selfNs: number;
  calls: number;
  readonly children: ReadonlyMap<string, TimeNode>;
}

interface Growing extends TimeNode {
  name: string;
  readonly children: Map<string, Growing>;
}

/** A capture may name millions of paths: behind so many places, new ones become {@link OTHERS} of their parent. */
const MOST_PLACES = 50_000;
export const OTHERS = '(others)';

export class TimeTree {
  readonly root: TimeNode = place('');
  private readonly most: number;
  private readonly mask: (name: string) => string;
  private places = 0;

  /** @param mask told each name once: what it gives is shown. Names of the same place stay one place */
  constructor(mask: (name: string) => string = (name) => name, most = MOST_PLACES) {
    this.mask = mask;
    this.most = most;
  }

  /** @param frames from the outermost in */
  add(frames: readonly string[], ns: number): void {
    let node = this.root as Growing;
    for (const frame of frames) node = this.child(node, frame);
    node.selfNs += ns;
    node.calls += 1;
  }

  /** Gives the outermost places other names, to which {@link add} from now on adds. */
  renameOutermost(nameFor: (name: string) => string): void {
    const { children } = this.root as Growing;
    const renamed = [...children].map(([key, child]) => [nameFor(key), child] as const);
    children.clear();
    for (const [key, child] of renamed) {
      child.name = this.mask(key);
      children.set(key, child);
    }
  }

  private child(node: Growing, name: string): Growing {
    const known = node.children.get(name);
    if (known !== undefined) return known;
    if (this.places >= this.most && name !== OTHERS) return this.child(node, OTHERS);
    this.places += 1;
    const made = place(this.mask(name));
    node.children.set(name, made);
    return made;
  }
}

const place = (name: string): Growing => ({ name, selfNs: 0, calls: 0, children: new Map() });

/** `go (4122)`; captures without `-f` have no pids. */
export const processLabel = (comm: string, pid: number): string => (pid > 0 ? `${comm || 'process'} (${pid})` : comm || 'process');

/** Of a place and all below it. */
export function totalNs(node: TimeNode): number {
  let sum = node.selfNs;
  for (const child of node.children.values()) sum += totalNs(child);
  return sum;
}

/** Every place at which time was spent, with the names that lead to it, in the order of the capture. */
export function* stacksOf(node: TimeNode, above: readonly string[] = []): Generator<{ readonly frames: readonly string[]; readonly ns: number }> {
  if (node.selfNs > 0) yield { frames: above, ns: node.selfNs };
  for (const child of node.children.values()) yield* stacksOf(child, [...above, child.name]);
}
