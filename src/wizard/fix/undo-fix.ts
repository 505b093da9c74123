// Takes fixes back, also days later: only where nothing was changed since, and to the byte where it was kept so.
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isCaseId } from '../../cases/case-id.ts';
import { withLock } from '../../cases/lock.ts';
import { isAlive, ourselves } from '../../cases/owner.ts';
import { packageCommand } from '../../knowledge/fix-commands.ts';
import { shellLine } from '../../text/shell-quote.ts';
import type { UndoResult } from '../fix-tools.ts';
import { type Journal, journalsOf, type Kept, readJournal, writeJournal } from './journal.ts';
import { isKept, kernelValue, marksOf, mountOptions, packageNames } from './keep.ts';
import { markChanges } from './marks.ts';
import { lstatOrNull } from './path-facts.ts';
import { differences, NotKept, stateOf } from './path-state.ts';
import { restorePath, setTime } from './restore.ts';
import { ourPlace, runCommand } from './run-command.ts';

/** Takes all fixes of a case back, the newest first. Never rejects for what the host refuses. */
export async function undoFix(caseId: string): Promise<UndoResult> {
  const journals = isCaseId(caseId) ? journalsOf(caseId) : [];
  if (journals.length === 0) return { state: 'nothing', says: `nothing was kept for ${caseId}: there is nothing to take back`, evidence: [] };
  const evidence: string[] = [];
  let undone = 0;
  for (const { directory } of journals) {
    const lock = join(dirname(dirname(dirname(directory))), 'undo.lock');
    const result = await withLock(lock, () => undoOne(directory)).catch(
      (error): UndoResult => ({ state: 'failed', says: error instanceof Error ? error.message : String(error), evidence: [] }),
    );
    evidence.push(...result.evidence);
    if (result.state === 'blocked' || result.state === 'failed') return { ...result, evidence };
    if (result.state === 'undone') undone++;
  }
  return undone === 0
    ? { state: 'nothing', says: 'it has been taken back already', evidence }
    : { state: 'undone', says: 'it is as it was before the fix', evidence };
}

/** Read again under the lock: somebody else may have been at it. */
async function undoOne(directory: string): Promise<UndoResult> {
  const journal = readJournal(directory);
  if (journal === null || journal.state === 'undone') return { state: 'nothing', says: 'it has been taken back already', evidence: [] };
  if (journal.state !== 'applied' && isAlive(journal.owner) && journal.owner.pid !== process.pid)
    return { state: 'failed', says: `another whytrace (process ${journal.owner.pid}) is at it right now`, evidence: [] };
  const later = await laterChanges(journal);
  if (later.length > 0)
    return {
      state: 'blocked',
      says: 'something was changed after the fix and would be lost: nothing was taken back. Put it aside first, or mend it by hand',
      evidence: later,
    };
  const parents = journal.parents.filter(({ path, after }) => after === null || timeOf(path) === after);
  writeJournal(directory, { ...journal, state: 'undoing', owner: ourselves() });
  const evidence: string[] = [];
  const problems: string[] = [];
  for (const kept of journal.kept.toReversed()) {
    try {
      evidence.push(...(await takeBack(kept, directory, journal)));
    } catch (error) {
      problems.push(`${placeOf(kept)}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  for (const path of journal.temporaries) for (const name of [path, `${path}.old`]) rmSync(name, { recursive: true, force: true });
  for (const { path, before } of parents) if (timeOf(path) !== null) await setTime(path, before);
  if (problems.length > 0)
    return { state: 'failed', says: 'not all of it could be taken back; what was kept is still there', evidence: [...problems, ...evidence] };
  writeJournal(directory, { ...journal, state: 'undone' });
  // What was kept is private, and nobody needs it any more.
  for (const name of readdirSync(directory)) if (name.startsWith('kept-')) rmSync(join(directory, name), { recursive: true, force: true });
  return { state: 'undone', says: 'it is as it was before the fix', evidence };
}

/** What differs from how the fix left it. Of one that was broken off there is nothing to compare with. */
async function laterChanges({ state, kept }: Journal): Promise<readonly string[]> {
  const changes: string[] = [];
  for (const one of kept) {
    try {
      changes.push(...changesOf(one, state === 'undoing'));
    } catch (error) {
      if (!(error instanceof NotKept)) throw error;
      changes.push(`${placeOf(one)}: ${error.message}`);
    }
  }
  return changes;
}

/** @param resumed an undo was broken off: what is back already is no change */
function changesOf(kept: Kept, resumed: boolean): readonly string[] {
  if (kept.after === null || isKept(kept, 'packages')) return [];
  if (isKept(kept, 'path') && kept.after !== null) {
    const now = stateOf(kept.touch);
    const found = differences(kept.touch.path, kept.after, now);
    return resumed && (now.kind === 'directory' || differences(kept.touch.path, kept.before, now).length === 0) ? [] : found;
  }
  const { after, before } = kept;
  const now = valueNow(kept);
  return [String(after), String(before)].includes(String(now))
    ? []
    : [`${placeOf(kept)}: it is ${String(now)}, and the fix left it at ${String(after)}`];
}

function valueNow(kept: Kept): string | readonly string[] {
  if (isKept(kept, 'mount')) return mountOptions(kept.touch.path);
  if (isKept(kept, 'marks')) return marksOf(kept.touch.path);
  return isKept(kept, 'kernel') ? kernelValue(kept.touch.path) : '';
}

/** @returns what was done, one line each */
async function takeBack(kept: Kept, directory: string, { caseId }: Journal): Promise<readonly string[]> {
  if (isKept(kept, 'path')) {
    const { touch, before, copy } = kept;
    if (touch.what === 'attributes' && before.kind === 'absent') return [];
    await restorePath(touch.path, before, copy === null ? null : join(directory, copy), caseId);
    return [before.kind === 'absent' ? `${touch.path} is gone again` : `${touch.path} is back as it was`];
  }
  if (isKept(kept, 'kernel')) {
    writeFileSync(kept.touch.path, kept.before);
    return [`${kept.touch.path} is ${kept.before} again`];
  }
  if (isKept(kept, 'mount')) return remount(kept.touch.path, kept.before);
  if (isKept(kept, 'marks')) {
    const changes = markChanges(marksOf(kept.touch.path), kept.before);
    return changes.length === 0 ? [] : run(['chattr', ...changes, '--', kept.touch.path]);
  }
  return isKept(kept, 'packages') ? removePackages(kept) : [];
}

async function run(command: readonly string[]): Promise<readonly string[]> {
  const { ok, output, ended } = await runCommand(command, ourPlace());
  if (!ok) throw new Error(`${shellLine(command)}: ${ended} ${output.trim().split('\n').at(-1) ?? ''}`.trim());
  return [`$ ${shellLine(command)}`];
}

/** Options that have a counterpart: mount(8), "FILESYSTEM-INDEPENDENT MOUNT OPTIONS". */
const COUNTERPARTS: readonly (readonly [string, string])[] = [
  ['ro', 'rw'],
  ['noexec', 'exec'],
  ['nosuid', 'suid'],
  ['nodev', 'dev'],
  ['noatime', 'atime'],
];

async function remount(path: string, before: readonly string[]): Promise<readonly string[]> {
  const now = mountOptions(path);
  const changed = COUNTERPARTS.filter(([off]) => before.includes(off) !== now.includes(off)).map(([off, on]) => (before.includes(off) ? off : on));
  return changed.length === 0 ? [] : run(['mount', '-o', `remount,${changed.join(',')}`, path]);
}

/** Those that came with the fix and are still there. Of one that was broken off: those that were asked for. */
async function removePackages({ touch, before, after }: Extract<Kept, { touch: { kind: 'packages' } }>): Promise<readonly string[]> {
  const there = await packageNames(touch.manager);
  const came = (after ?? touch.names).filter((name) => !before.includes(name) && there.includes(name));
  return came.length === 0 ? [] : run([...(packageCommand(touch.manager)?.remove ?? []), ...came]);
}

const placeOf = ({ touch }: Kept): string => (touch.kind === 'packages' ? `packages of ${touch.manager}` : touch.path);

const timeOf = (path: string): string | null => {
  const stats = lstatOrNull(path);
  return stats === null ? null : String(stats.mtimeNs);
};
