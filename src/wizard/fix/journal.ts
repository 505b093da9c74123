// The journal of a fix: what was there before and after it. Written and synced before anything is changed; private, and never shared with the case.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataDirectories } from '../../cases/data-directory.ts';
import { isAlive, type Owner } from '../../cases/owner.ts';
import { writeWhole } from '../../cases/write-whole.ts';
import type { Touch } from '../../model/fix.ts';
import type { PathState } from './path-state.ts';

type TouchOf<K extends Touch['kind']> = Extract<Touch, { kind: K }>;

/** `after`: null until all has been applied. `copy`: the name of what was copied beside the journal; null where there was nothing to copy. */
export type Kept =
  | { readonly touch: TouchOf<'path'>; readonly before: PathState; readonly after: PathState | null; readonly copy: string | null }
  /** Letters of lsattr(1). */
  | { readonly touch: TouchOf<'marks'>; readonly before: string; readonly after: string | null }
  | { readonly touch: TouchOf<'kernel'>; readonly before: string; readonly after: string | null }
  /** Options as mountinfo has them. */
  | { readonly touch: TouchOf<'mount'>; readonly before: readonly string[]; readonly after: readonly string[] | null }
  /** Names of all packages that were there. */
  | { readonly touch: TouchOf<'packages'>; readonly before: readonly string[]; readonly after: readonly string[] | null };

export interface Journal {
  readonly schema: 'whytrace.undo/1';
  readonly caseId: string;
  readonly title: string;
  /** What was done, as lines for a shell. */
  readonly done: readonly string[];
  /** `applying` and `undoing` of an owner that has died: broken off. */
  readonly state: 'applying' | 'applied' | 'undoing' | 'undone';
  readonly owner: Owner;
  readonly atMs: number;
  readonly cwd: string;
  readonly kept: readonly Kept[];
  /** Directories in which names came or went, with their times before and after (ns). */
  readonly parents: readonly { readonly path: string; readonly before: string; readonly after: string | null }[];
  /** Names that a broken-off edit may leave. */
  readonly temporaries: readonly string[];
}

const NAME = 'journal.json';

export const undoDirectory = (data: string): string => join(data, 'undo');

export const writeJournal = (directory: string, journal: Journal): void => writeWhole(join(directory, NAME), JSON.stringify(journal));

/** @returns null where there is none, or none that was begun */
export function readJournal(directory: string): Journal | null {
  try {
    const journal: unknown = JSON.parse(readFileSync(join(directory, NAME), 'utf8'));
    return isJournal(journal) ? journal : null;
  } catch {
    return null;
  }
}

/** One that is damaged must not keep whytrace from starting: it is none. */
function isJournal(value: unknown): value is Journal {
  const { schema, caseId, title, state, owner, atMs, cwd, ...lists } = (value ?? {}) as Partial<Journal>;
  return (
    schema === 'whytrace.undo/1' &&
    [caseId, title, state, cwd, owner?.start, owner?.boot].every((text) => typeof text === 'string') &&
    [atMs, owner?.pid].every((number) => typeof number === 'number') &&
    [lists.done, lists.kept, lists.parents, lists.temporaries].every((list) => Array.isArray(list))
  );
}

export interface KeptJournal {
  readonly directory: string;
  readonly journal: Journal;
}

/** Of one case: the newest first. A case may have had several fixes. */
export const journalsOf = (caseId: string): readonly KeptJournal[] =>
  dataDirectories()
    .flatMap((data) => journalsIn(join(undoDirectory(data), caseId)))
    .toSorted((one, other) => other.journal.atMs - one.journal.atMs);

export const allJournals = (): readonly KeptJournal[] =>
  dataDirectories().flatMap((data) => namesIn(undoDirectory(data)).flatMap((caseId) => journalsIn(join(undoDirectory(data), caseId))));

export const isBrokenOff = ({ state, owner }: Journal): boolean => (state === 'applying' || state === 'undoing') && !isAlive(owner);

const journalsIn = (caseDirectory: string): readonly KeptJournal[] =>
  namesIn(caseDirectory).flatMap((name) => {
    const directory = join(caseDirectory, name);
    const journal = readJournal(directory);
    return journal === null ? [] : [{ directory, journal }];
  });

const namesIn = (directory: string): readonly string[] => (existsSync(directory) ? readdirSync(directory).toSorted() : []);
