// What stands at a path, as data that is kept and compared: kind, mode, owner, content by its hash, link targets, all below a directory.
import { createHash } from 'node:crypto';
import { closeSync, openSync, readdirSync, readlinkSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Touch } from '../../model/fix.ts';
import { capabilitiesAt } from './capabilities.ts';
import { lstatOrNull } from './path-facts.ts';

export type TouchOfPath = Extract<Touch, { readonly kind: 'path' }>;

interface Attributes {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Nanoseconds since 1970, decimal. */
  readonly mtimeNs: string;
}

/** `entries`: null, and `sha256`: null where only attributes count. `caps`: as getcap(8) writes them; '' without any or where it cannot be asked. */
export type PathState =
  | { readonly kind: 'absent' }
  | (Attributes & { readonly kind: 'file'; readonly size: number; readonly sha256: string | null; readonly caps: string })
  | (Attributes & { readonly kind: 'link'; readonly target: string })
  | (Attributes & { readonly kind: 'directory'; readonly entries: Readonly<Record<string, PathState>> | null })
  | (Attributes & { readonly kind: 'special'; readonly rdev: string });

interface StateRequest {
  /** Content of files counts: their hash is taken. */
  readonly content: boolean;
  /** Everything below a directory, too. */
  readonly below: boolean;
  /** Asked of executable files only: others have none that count. */
  capsOf(file: string): string;
}

/** More than that is not kept: it would take long, and much room. */
const MOST_ENTRIES = 20_000;
const MOST_BYTES = 512 * 1024 * 1024;

/** It is too much, or has a name or a content that cannot be read. One clause. */
export class NotKept extends Error {}

/** What a touch may change. @throws NotKept */
export function stateOf({ path, what, below = what === 'content' }: TouchOfPath): PathState {
  let caps: ReadonlyMap<string, string> | null = null;
  const capsOf = (file: string): string => {
    caps ??= capabilitiesAt(path);
    return caps.get(file) ?? '';
  };
  const content = what === 'content';
  return stateWithin(path, { content, below, capsOf }, { entries: MOST_ENTRIES, bytes: content ? MOST_BYTES : Number.POSITIVE_INFINITY });
}

/** Whether it is little enough to be kept: looks at sizes only. @throws NotKept */
export function checkSize({ path, what, below = what === 'content' }: TouchOfPath): void {
  stateWithin(
    path,
    { content: false, below, capsOf: () => '' },
    { entries: MOST_ENTRIES, bytes: what === 'content' ? MOST_BYTES : Number.POSITIVE_INFINITY },
  );
}

interface Budget {
  entries: number;
  bytes: number;
}

function stateWithin(path: string, request: StateRequest, budget: Budget): PathState {
  const stats = lstatOrNull(path);
  if (stats === null) return { kind: 'absent' };
  if (--budget.entries < 0) throw new NotKept(`there are more than ${MOST_ENTRIES} files in it`);
  const attributes = { mode: Number(stats.mode) & 0o7777, uid: Number(stats.uid), gid: Number(stats.gid), mtimeNs: String(stats.mtimeNs) };
  if (stats.isSymbolicLink()) return { kind: 'link', ...attributes, target: reading(path, () => readlinkSync(path)) };
  if (stats.isFile()) {
    const size = Number(stats.size);
    budget.bytes -= size;
    if (budget.bytes < 0) throw new NotKept(`it has more than ${MOST_BYTES / 1024 / 1024} MiB`);
    const sha256 = request.content ? reading(path, () => hashOf(path)) : null;
    return { kind: 'file', ...attributes, size, sha256, caps: (attributes.mode & 0o111) === 0 ? '' : request.capsOf(path) };
  }
  if (!stats.isDirectory()) return { kind: 'special', ...attributes, rdev: String(stats.rdev) };
  if (!request.below) return { kind: 'directory', ...attributes, entries: null };
  const names = reading(path, () => readdirSync(path)).toSorted();
  if (names.some((name) => name.includes('\ufffd'))) throw new NotKept('a file in it has a name that is not UTF-8');
  return {
    kind: 'directory',
    ...attributes,
    entries: Object.fromEntries(names.map((name) => [name, stateWithin(join(path, name), request, budget)])),
  };
}

function reading<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new NotKept(`${path} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

function hashOf(path: string): string {
  const hash = createHash('sha256');
  const chunk = Buffer.allocUnsafe(1 << 18);
  const file = openSync(path, 'r');
  try {
    for (let length = readSync(file, chunk); length > 0; length = readSync(file, chunk)) hash.update(chunk.subarray(0, length));
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}

/** The differences that a person would lose: times alone are none. One line each: `/etc/x: its content`. */
export function differences(path: string, one: PathState, other: PathState): readonly string[] {
  if (one.kind === 'absent' || other.kind === 'absent') {
    if (one.kind === other.kind) return [];
    return [one.kind === 'absent' ? `${path} is there` : `${path} is gone`];
  }
  if (one.kind !== other.kind) return [`${path} is a ${other.kind} in place of a ${one.kind}`];
  const found: string[] = [];
  if (one.mode !== other.mode && one.kind !== 'link') found.push(`${path}: mode ${octal(one.mode)}, now ${octal(other.mode)}`);
  if (one.uid !== other.uid || one.gid !== other.gid) found.push(`${path}: owner ${one.uid}:${one.gid}, now ${other.uid}:${other.gid}`);
  if (one.kind === 'file' && other.kind === 'file') {
    if (one.sha256 !== other.sha256) found.push(`${path}: its content`);
    if (one.caps !== other.caps) found.push(`${path}: capabilities ${one.caps || 'none'}, now ${other.caps || 'none'}`);
  }
  if (one.kind === 'link' && other.kind === 'link' && one.target !== other.target)
    found.push(`${path} points to ${one.target}, now to ${other.target}`);
  if (one.kind === 'directory' && other.kind === 'directory' && one.entries !== null && other.entries !== null) {
    const names = new Set([...Object.keys(one.entries), ...Object.keys(other.entries)]);
    for (const name of names) found.push(...differences(join(path, name), one.entries[name] ?? ABSENT, other.entries[name] ?? ABSENT));
  }
  return found;
}

const ABSENT: PathState = { kind: 'absent' };
export const octal = (mode: number): string => mode.toString(8).padStart(4, '0');

/** Whether two hold the same, whoever owns them and whenever they were made: a copy of ours and what it was made from. */
export function sameContent(one: PathState, other: PathState): boolean {
  if (one.kind === 'file' && other.kind === 'file') return one.sha256 === other.sha256;
  if (one.kind === 'link' && other.kind === 'link') return one.target === other.target;
  if (one.kind !== 'directory' || other.kind !== 'directory') return one.kind === other.kind;
  const [entries, others] = [one.entries ?? {}, other.entries ?? {}];
  return (
    Object.keys(entries).length === Object.keys(others).length &&
    Object.entries(entries).every(([name, entry]) => sameContent(entry, others[name] ?? ABSENT))
  );
}
