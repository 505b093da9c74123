// A library tree as lines: who needs what, and below an opened library every place where it was searched.
import type { LibraryNode, LibraryTree, LibraryTry, PackageHint } from '../../model/answers.ts';
import { hasProblem } from './libraries-words.ts';

export type LibraryLine =
  | { readonly kind: 'library'; readonly node: LibraryNode; readonly guides: string; readonly open: boolean }
  /** `at`: its index among the tries of `node`. */
  | { readonly kind: 'try'; readonly node: LibraryNode; readonly at: number; readonly one: LibraryTry; readonly indent: string }
  /** Lines above and below the tries: their table's frame. `part` counts from the top of the table, in lines. */
  | { readonly kind: 'frame'; readonly node: LibraryNode; readonly part: 'top' | 'heading' | 'rule' | 'bottom'; readonly indent: string }
  | { readonly kind: 'package'; readonly node: LibraryNode; readonly hint: PackageHint; readonly indent: string };

/** Searches of more places have no frame. */
const FRAMED_TRIES = 20;
export const isFramed = ({ tries }: LibraryNode): boolean => tries.length > 0 && tries.length <= FRAMED_TRIES;

/** What is missing or broken stands first among its siblings and is open unless closed by hand. @param folds by {@link libraryKey} */
export function libraryLines(tree: LibraryTree, folds: ReadonlyMap<string, boolean>, utf8: boolean): LibraryLine[] {
  const [pipe, tee, corner] = utf8 ? ['│ ', '├ ', '└ '] : ['| ', '| ', '` '];
  const lines: LibraryLine[] = [];
  const visit = (nodes: readonly LibraryNode[], before: string, root: boolean): void => {
    const ordered = [...nodes.filter(hasProblem), ...nodes.filter((node) => !hasProblem(node))];
    ordered.forEach((node, i) => {
      const last = i === ordered.length - 1;
      const open = isOpen(node, folds);
      lines.push({ kind: 'library', node, guides: root ? '' : before + (last ? corner : tee), open });
      const below = root ? '' : before + (last ? '  ' : pipe);
      if (open) lines.push(...searchLines(node, `${below}${node.needs.length > 0 ? pipe : '  '}  `));
      visit(node.needs, below, false);
    });
  };
  visit(tree.roots, '', true);
  return lines;
}

/** One library name stands once in a tree, but under another asker after a second exec. */
export const libraryKey = ({ soname, neededBy }: LibraryNode): string => `${neededBy ?? ''}\n${soname}`;

export const isOpen = (node: LibraryNode, folds: ReadonlyMap<string, boolean>): boolean => folds.get(libraryKey(node)) ?? node.state !== 'loaded';

function searchLines(node: LibraryNode, indent: string): LibraryLine[] {
  const frame = (part: 'top' | 'heading' | 'rule' | 'bottom'): LibraryLine => ({ kind: 'frame', node, part, indent });
  const tries = node.tries.map((one, at): LibraryLine => ({ kind: 'try', node, at, one, indent }));
  const hint: LibraryLine[] = node.package === null ? [] : [{ kind: 'package', node, hint: node.package, indent }];
  return isFramed(node) ? [frame('top'), frame('heading'), frame('rule'), ...tries, frame('bottom'), ...hint] : [...tries, ...hint];
}
