// Files looked for in one place after the other, or under one ending after the other: all tries are one search, for the name that was asked for first.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { SEARCH } from '../files/met.ts';
import { baseName, directoryOf, type Inquiry } from '../inquiry.ts';
import { firstEvent, lastEvent, type UseFile } from './aim.ts';

/**
 * `.git` up to the root, a header along the include path; `x`, `x.js`, `x.json`, `x/index.js` of node; `x.lua`, `x/init.lua`, `x.so` of lua;
 * `X.pmc`, `X.pm` of perl.
 * @param aims the last one first
 */
export function searches({ timeline }: Inquiry, process: ProcessIndex, aims: readonly UseFile[]): readonly UseFile[] {
  const isNear = (from: EventIndex, to: EventIndex): boolean =>
    to > from && timeline.positionOf(process, to) - timeline.positionOf(process, from) <= SEARCH;
  const lastOf = new Map<string, number>();
  const merged: UseFile[] = [];
  for (const aim of [...aims].reverse()) {
    const path = aim.errno === 'ENOENT' && /^(?:look|read|list)$/.test(aim.purpose) ? aim.path : null;
    if (path === null) {
      merged.push(aim);
      continue;
    }
    const keys = keysOf(path).map((key) => `${aim.purpose}:${aim.state}:${key}`);
    const at = keys.map((key) => lastOf.get(key)).find((one) => one !== undefined);
    const before = at === undefined ? undefined : merged[at];
    const isSame = before !== undefined && isNear(lastEvent(before), firstEvent(aim));
    const index = isSame ? at! : merged.length;
    if (isSame) merged[index] = { ...before, foundElsewhere: aim.foundElsewhere, tries: [...before.tries, ...aim.tries] };
    else merged.push(aim);
    for (const key of keys) lastOf.set(key, index);
  }
  return merged.reverse();
}

/** What a path may have in common with others of its search: its name in any directory, and what it is without an ending. */
function keysOf(path: string): readonly string[] {
  const name = baseName(path);
  const asked = ENTRY.test(name) ? directoryOf(path) : path;
  return [`=${name}`, ...withoutEndings(asked).map((stem) => (MODULE.test(name) ? `*${baseName(stem)}` : `.${stem}`))].filter(
    (key) => key.length > 2,
  );
}

/** What is loaded of a directory that stands for a module. */
const ENTRY = /^(?:index|init|__init__|package|main|mod)\.\w{1,5}$/;

/** Endings of which a language tries several, in each directory of its search path. */
const MODULE = /\.(?:lua|so|pmc?|pyc?|rb|tcl)$/;

/** `/a/x.mjs.js` gives itself, `/a/x.mjs` and `/a/x`. */
function withoutEndings(path: string): readonly string[] {
  const stems = [path];
  for (let stem = path; /[^/.][^/]*\.[A-Za-z]\w{0,4}$/.test(stem) && stems.length < 4; ) {
    stem = stem.slice(0, stem.lastIndexOf('.'));
    stems.push(stem);
  }
  return stems;
}
