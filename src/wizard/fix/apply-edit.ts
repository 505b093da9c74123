// Makes one edit of a file, whole or not at all: what is new lies under another name until it takes the old one's place.
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { syncPath, writeNew } from '../../cases/write-whole.ts';
import type { FileEdit } from '../../model/report.ts';
import { copyAttributes } from './copy-path.ts';
import { editedText } from './edit-text.ts';
import { isKernelFile, isLink, lstatOrNull } from './path-facts.ts';
import { besideName } from './restore.ts';
import { modeAfter } from './symbolic-mode.ts';

/** What an edit is about, looked at. `path`: behind links, but for an edit of the link itself. */
export type SeenEdit =
  | { readonly kind: 'text'; readonly path: string; readonly before: string | null; readonly after: string }
  | { readonly kind: 'mode'; readonly path: string; readonly before: number; readonly after: number }
  | { readonly kind: 'link'; readonly path: string; readonly before: string; readonly after: string }
  | { readonly kind: 'impossible'; readonly path: string; readonly says: string };

/** Looks only. @param made what earlier edits of the same plan will have made of files, by path */
export function seeEdit(edit: FileEdit, cwd: string, made: ReadonlyMap<string, string> = new Map()): SeenEdit {
  const named = resolve(cwd, edit.path);
  const impossible = (says: string): SeenEdit => ({ kind: 'impossible', path: named, says });
  const own = lstatOrNull(named);
  if (edit.how === 'link') {
    if (own !== null && !own.isSymbolicLink()) return impossible('it is no symbolic link');
    return { kind: 'link', path: named, before: own === null ? '' : readlinkSync(named), after: edit.target };
  }
  let path = named;
  try {
    if (isLink(named)) path = realpathSync(named);
  } catch {
    return impossible('it is a link that leads nowhere');
  }
  const stats = lstatOrNull(path);
  if (edit.how === 'mode') {
    if (stats === null) return impossible('it is not there');
    const before = Number(stats.mode) & 0o7777;
    const after = modeAfter(edit.mode, before, stats.isDirectory());
    return after === null ? impossible(`${edit.mode} is no mode`) : { kind: 'mode', path, before, after };
  }
  if (stats !== null && !stats.isFile()) return impossible('it is no regular file');
  try {
    const before = made.get(path) ?? (stats === null ? null : readFileSync(path, 'latin1'));
    const edited = editedText(before, edit);
    return 'problem' in edited ? impossible(edited.problem) : { kind: 'text', path, before, after: edited.text };
  } catch (error) {
    return impossible(`it cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** @param mark part of the name of what lies beside the file meanwhile @throws Error in words, or the system's */
export async function applyEdit(edit: FileEdit, cwd: string, mark: string): Promise<void> {
  const seen = seeEdit(edit, cwd);
  switch (seen.kind) {
    case 'impossible':
      throw new Error(`${seen.path}: ${seen.says}`);
    case 'mode':
      return chmodSync(seen.path, seen.after);
    case 'link':
      return putLink(seen.path, seen.after, mark);
    case 'text':
      if (seen.before !== seen.after) await putText(seen.path, Buffer.from(seen.after, 'latin1'), mark);
  }
}

function putLink(path: string, target: string, mark: string): void {
  const temporary = besideName(path, mark);
  rmSync(temporary, { force: true });
  symlinkSync(target, temporary);
  renameSync(temporary, path);
  syncPath(dirname(path));
}

async function putText(path: string, bytes: Buffer, mark: string): Promise<void> {
  const old = lstatOrNull(path);
  if (old === null) mkdirSync(dirname(path), { recursive: true });
  // Nothing can be renamed among the kernel's files, and another name of the same file must go on being one.
  else if (isKernelFile(path) || old.nlink > 1n) return writeFileSync(path, bytes, { flush: !isKernelFile(path) });
  const temporary = besideName(path, mark);
  try {
    writeNew(temporary, bytes, 0o666);
    if (old !== null) await giveAttributes(path, temporary);
    renameSync(temporary, path);
    syncPath(dirname(path));
  } catch (error) {
    rmSync(temporary, { force: true });
    // Not our directory, not our file to give away, or something mounted on it: then it is written in place. What it was is kept.
    if (old === null || !/^(?:EACCES|EPERM|EBUSY|EROFS)$/.test((error as NodeJS.ErrnoException).code ?? '')) throw error;
    writeFileSync(path, bytes, { flush: true });
  }
}

async function giveAttributes(from: string, to: string): Promise<void> {
  await copyAttributes(from, to);
  const [wanted, given] = [lstatSync(from), lstatSync(to)];
  if (wanted.uid !== given.uid || wanted.gid !== given.gid) chownSync(to, wanted.uid, wanted.gid);
  chmodSync(to, wanted.mode & 0o7777);
  // The time was copied, too.
  utimesSync(to, new Date(), new Date());
  syncPath(to);
}
