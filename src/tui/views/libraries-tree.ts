// A library tree as lines: who needs what, and below an opened library every place where it was searched.
import { dirname } from 'node:path';
import type { LibraryNode, LibraryTree, LibraryTry, PackageHint } from '../../model/answers.ts';
import { isHwcapsDirectory } from '../../probes/ld-so-hwcaps.ts';
import { hasProblem } from './libraries-words.ts';

/** A directory that was searched, with its subdirectories for CPU features: `/usr/lib` and `/usr/lib/glibc-hwcaps/x86-64-v3`… */
export interface SearchedPlace {
  readonly one: LibraryTry;
  /** How many such subdirectories were searched before it, in vain. */
  readonly variants: number;
}

export type LibraryLine =
  | { readonly kind: 'library'; readonly node: LibraryNode; readonly guides: string; readonly open: boolean }
  /** `at`: its line in the table; null for a search of too many places for one. */
  | { readonly kind: 'place'; readonly node: LibraryNode; readonly place: SearchedPlace; readonly at: number | null; readonly indent: string }
  /** Lines above and below the places: their table's frame, heading and rule; `at` as above. */
  | { readonly kind: 'frame'; readonly node: LibraryNode; readonly places: readonly SearchedPlace[]; readonly at: number; readonly indent: string }
  | { readonly kind: 'package'; readonly node: LibraryNode; readonly hint: PackageHint; readonly indent: string };

/** Searches of more places have no frame. */
const FRAMED_PLACES = 20;

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
  const places = placesOf(node);
  const framed = places.length > 0 && places.length <= FRAMED_PLACES;
  const lines = places.map((place, i): LibraryLine => ({ kind: 'place', node, place, at: framed ? i + 3 : null, indent }));
  const frame = (at: number): LibraryLine => ({ kind: 'frame', node, places, at, indent });
  const hint: LibraryLine[] = node.package === null ? [] : [{ kind: 'package', node, hint: node.package, indent }];
  return framed ? [frame(0), frame(1), frame(2), ...lines, frame(places.length + 3), ...hint] : [...lines, ...hint];
}

function placesOf({ tries }: LibraryNode): SearchedPlace[] {
  const searched = new Set(tries.map(({ path }) => dirname(path)));
  const places: SearchedPlace[] = [];
  let variants = 0;
  for (const one of tries) {
    if (one.outcome === 'missing' && isHwcapsDirectory(dirname(one.path), searched)) variants++;
    else {
      places.push({ one, variants });
      variants = 0;
    }
  }
  return places;
}
