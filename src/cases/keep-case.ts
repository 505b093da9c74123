// Puts a case into the store: its folder is there whole or not at all, and is committed where there is git.
import { lstatSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { makePrivateDirectories } from '../capture/private-directory.ts';
import { caseFolders, casesDirectory, readCase } from './case-files.ts';
import { CASE_FILES, type CaseFile, type CaseRecord } from './case-record.ts';
import { type DataDirectory, makeDataDirectory } from './data-directory.ts';
import { withLock } from './lock.ts';
import { commitAll } from './repository.ts';
import { syncPath, writeNew, writeWhole } from './write-whole.ts';

export interface KeptCase {
  readonly directory: string;
  /** What did not go as it should, and what that means; null when all is well. */
  readonly note: string | null;
}

export type CaseTexts = Readonly<Record<CaseFile, string>>;

/** @throws the system's error where not even a temporary directory can be written; Problem where the lock is held for too long */
export async function keepCase(id: string, texts: CaseTexts, message: string): Promise<KeptCase> {
  const data = makeDataDirectory();
  const cases = casesDirectory(data.path);
  makePrivateDirectories(cases);
  return withLock(lockOf(data.path), async () => {
    putFolder(join(cases, id), texts);
    return { directory: join(cases, id), note: noteOf(data, await commitAll(cases, message)) };
  });
}

export const lockOf = (data: string): string => join(data, 'cases.lock');

/** A folder that is there already gets its files one by one. */
export function putFolder(folder: string, texts: CaseTexts): void {
  // A link may lead anywhere: it is not followed.
  if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    for (const name of CASE_FILES) writeWhole(join(folder, name), texts[name]);
    return;
  }
  // Beside the repository: what a crash leaves is not committed.
  const fresh = join(dirname(dirname(folder)), `new-${basename(folder)}`);
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  for (const name of CASE_FILES) writeNew(join(fresh, name), texts[name], 0o600);
  syncPath(fresh);
  renameSync(fresh, folder);
  syncPath(dirname(folder));
}

/** Notes in a case that its fix was taken back. Nothing happens where the case was not saved. */
export async function markUndone(id: string, atMs: number): Promise<void> {
  const folder = caseFolders().find((one) => one.id === id);
  const record = folder === undefined ? null : readCase(folder.directory);
  if (folder === undefined || record === null) return;
  const changed: CaseRecord = { ...record, outcome: 'undone', times: { ...record.times, undone: new Date(atMs).toISOString() } };
  const cases = dirname(folder.directory);
  await withLock(lockOf(dirname(cases)), async () => {
    writeWhole(join(folder.directory, 'case.json'), `${JSON.stringify(changed, null, 2)}\n`);
    await commitAll(cases, `${id}: the fix was taken back`);
  });
}

function noteOf({ temporary }: DataDirectory, committed: Awaited<ReturnType<typeof commitAll>>): string | null {
  if (temporary !== null) return `${temporary}, so it is kept in a temporary directory: copy it, or whytrace cases import it later`;
  return committed.kind === 'failed' ? `git would not commit it (${committed.because}); the files are there, and go along with the next case` : null;
}
