// Gives a path the state back that was kept: only what differs is changed, and a file is put there whole.
import { chmodSync, lchownSync, lutimesSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { syncPath } from '../../cases/write-whole.ts';
import { setCapabilities } from './capabilities.ts';
import { copyPath } from './copy-path.ts';
import { isDirectory, lstatOrNull } from './path-facts.ts';
import { type PathState, stateOf } from './path-state.ts';
import { ourPlace, runCommand } from './run-command.ts';

type There = Exclude<PathState, { readonly kind: 'absent' }>;

/**
 * @param copy what was kept of it; null where only attributes were, or there was nothing
 * @param mark part of the names of what lies beside it meanwhile
 * @throws the system's error
 */
export async function restorePath(path: string, before: PathState, copy: string | null, mark: string): Promise<void> {
  if (before.kind === 'absent') return rmSync(path, { recursive: true, force: true });
  const now = stateOf({
    kind: 'path',
    path,
    what: copy === null ? 'attributes' : 'content',
    below: before.kind === 'directory' && before.entries !== null,
  });
  if (now.kind === before.kind && before.kind === 'directory' && now.kind === 'directory') return restoreDirectory(path, before, now, copy, mark);
  if (copy !== null && !holdsSame(before, now)) await replace(path, before, copy, mark);
  // Of what has become something else, only the attributes were kept: there is nothing to give them to.
  else if (now.kind === before.kind) await restoreAttributes(path, before, now);
}

async function restoreDirectory(
  path: string,
  before: Extract<PathState, { kind: 'directory' }>,
  now: Extract<PathState, { kind: 'directory' }>,
  copy: string | null,
  mark: string,
): Promise<void> {
  for (const [name, entry] of Object.entries(before.entries ?? {}))
    await restorePath(join(path, name), entry, copy === null ? null : join(copy, name), mark);
  if (copy !== null) {
    for (const name of Object.keys(now.entries ?? {}))
      if (before.entries?.[name] === undefined) rmSync(join(path, name), { recursive: true, force: true });
  }
  const after = stateOf({ kind: 'path', path, what: 'attributes', below: false });
  if (after.kind === 'directory') await restoreAttributes(path, before, after);
}

/** What lies beside a path while it is replaced. */
export const besideName = (path: string, mark: string): string => join(dirname(path), `.whytrace-${mark}`);

async function replace(path: string, before: There, copy: string, mark: string): Promise<void> {
  const temporary = besideName(path, mark);
  const old = `${temporary}.old`;
  for (const leftover of [temporary, old]) rmSync(leftover, { recursive: true, force: true });
  const now = lstatOrNull(path);
  // Another name of the same file must go on being one.
  if (before.kind === 'file' && now?.isFile() && now.nlink > 1n) return inPlace(path, before, copy);
  await copyPath(copy, temporary);
  try {
    if (isDirectory(path) || before.kind === 'directory') {
      if (now !== null) renameSync(path, old);
      renameSync(temporary, path);
      rmSync(old, { recursive: true, force: true });
    } else renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    // A file that something is mounted on can only be written.
    if (before.kind !== 'file' || !now?.isFile() || (error as NodeJS.ErrnoException).code !== 'EBUSY') throw error;
    return inPlace(path, before, copy);
  }
  syncPath(dirname(path));
}

async function inPlace(path: string, before: There, copy: string): Promise<void> {
  writeFileSync(path, readFileSync(copy), { flush: true });
  const now = stateOf({ kind: 'path', path, what: 'content' });
  if (now.kind === before.kind) await restoreAttributes(path, before, now);
}

async function restoreAttributes(path: string, before: There, now: There): Promise<void> {
  const owned = before.uid === now.uid && before.gid === now.gid;
  if (!owned) lchownSync(path, before.uid, before.gid);
  // A change of the owner takes the set-user-ID bit and the capabilities away (chown(2)).
  if (before.kind !== 'link' && (before.mode !== now.mode || !owned)) chmodSync(path, before.mode);
  if (
    before.kind === 'file' &&
    now.kind === 'file' &&
    (before.caps !== now.caps || (!owned && before.caps !== '')) &&
    !setCapabilities(path, before.caps)
  )
    throw new Error(`the capabilities of ${path} could not be set back to ${before.caps || 'none'}`);
  if (before.mtimeNs !== now.mtimeNs) await setTime(path, before.mtimeNs);
}

/** touch(1) knows nanoseconds; Node's call takes a double of seconds. */
export async function setTime(path: string, mtimeNs: string): Promise<void> {
  const seconds = `${mtimeNs.slice(0, -9) || '0'}.${mtimeNs.slice(-9).padStart(9, '0')}`;
  const { ok } = await runCommand(['touch', '-h', '-m', '-d', `@${seconds}`, '--', path], ourPlace());
  if (!ok) lutimesSync(path, new Date(), Number(seconds));
}

function holdsSame(before: There, now: PathState): boolean {
  if (before.kind === 'file' && now.kind === 'file') return before.sha256 === now.sha256;
  return before.kind === 'link' && now.kind === 'link'
    ? before.target === now.target
    : before.kind === 'special' && now.kind === 'special' && before.rdev === now.rdev;
}
