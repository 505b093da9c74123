// Walks that were begun, kept while the screen is closed: one file a card, for us alone to read.
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeOwnDirectory } from '../capture/private-directory.ts';
import { stateDirectory } from '../capture/state-directory.ts';
import type { WalkedCard } from '../knowledge/card-steps.ts';
import { stepAt, type Walk } from './walk.ts';

/** Written whole or not at all. Nothing happens where the state directory can't be written: the walk goes on. */
export function keepProgress(walk: Walk, directory = stateDirectory()): void {
  if (directory === null) return;
  const path = fileOf(directory, walk.card);
  const fresh = `${path}.${process.pid}`;
  try {
    makeOwnDirectory(directory);
    makeOwnDirectory(join(directory, 'wizard'));
    writeFileSync(fresh, JSON.stringify({ version: VERSION, check: checkOf(walk), walk }), { mode: 0o600 });
    renameSync(fresh, path);
  } catch {
    rmSync(fresh, { force: true });
  }
}

/** The walk that was begun last through a card about the same command and place; null: none, it has ended, or its file is damaged. */
export function earlierWalk(card: WalkedCard, begun: Walk, directory = stateDirectory()): { readonly walk: Walk; readonly savedAtMs: number } | null {
  if (directory === null) return null;
  const path = fileOf(directory, begun.card);
  try {
    const { version, check, walk } = JSON.parse(readFileSync(path, 'utf8')) as { version: unknown; check: unknown; walk: Walk };
    if (version !== VERSION || check !== checkOf(walk)) return null;
    const same =
      JSON.stringify([walk.given.argv, walk.given.cwd, walk.given.pid]) === JSON.stringify([begun.given.argv, begun.given.cwd, begun.given.pid]);
    // A step that it stands at may be gone from the card since.
    if (!same || walk.taken.length === 0 || stepAt(card, walk) === null) return null;
    const { seenAtMs } = walk.given;
    return { walk: { ...walk, given: { ...begun.given, ...(seenAtMs === undefined ? {} : { seenAtMs }) } }, savedAtMs: statSync(path).mtimeMs };
  } catch {
    return null;
  }
}

/** Raised when the shape of walks or cards changes: an old walk is begun anew. */
const VERSION = 2;

/** Of what stands in a walk much is believed: one letter that is another makes it none. */
const checkOf = (walk: Walk): string => createHash('sha256').update(JSON.stringify(walk)).digest('hex');

const fileOf = (directory: string, card: string): string => join(directory, 'wizard', `${card}.json`);
