// The link on a path that leads nowhere. A link that leads to a directory where only the file is missing (`/bin` on a merged /usr) is none.
import type { PathWalk } from '../model/answers.ts';
import { directoryOf } from './inquiry.ts';
import { joinPath } from './place.ts';

/** null when the path ends otherwise, or what is missing is not what the last link names. */
export function danglingLinkOf(walk: PathWalk): { readonly link: string; readonly target: string } | null {
  const last = walk.links.at(-1);
  if (walk.end.kind !== 'ENOENT' || last === undefined) return null;
  const target = joinPath(directoryOf(last.at), last.target);
  return `${target}/`.startsWith(`${walk.end.at}/`) ? { link: last.at, target } : null;
}
