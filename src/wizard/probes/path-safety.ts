// Probe `path-safety`: entries of PATH that others can write to, that mean the working directory, that lead nowhere or stand there twice.
import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { valueOr } from '../../model/answers.ts';
import type { ProbeAnswer } from '../../model/wizard.ts';
import { absolute } from '../../probes/command-lookup.ts';
import { ownCredentials, permits } from '../../probes/permissions.ts';
import { answersForCommand } from '../../session/live-answers.ts';
import type { Probe } from '../probe.ts';
import { entriesOf } from './shell/start-up.ts';

/** What one entry of PATH is. `unsafe`: somebody else decides what runs; `useless`: it only costs time. */
export interface EntryFault {
  readonly entry: string;
  readonly kind: 'unsafe' | 'useless';
  readonly says: string;
}

export const pathSafety: Probe = {
  name: 'path-safety',
  says: 'which entries of PATH are unsafe (writable by others, relative, empty) or useless (missing, no directory, twice)',
  usage: '[PATH]',
  least: 0,
  most: 1,
  async ask({ args: [given], env, cwd }) {
    const path = given ?? env.PATH ?? '';
    const walk = (entry: string) => valueOr(answersForCommand(env, null).pathWalk(absolute(entry, cwd)), null);
    return answerOf(
      pathFaults(path, (entry) => lookAt(absolute(entry, cwd), walk(entry)?.end ?? null)),
      entriesOf(path).length,
    );
  },
};

/** A directory or what stands there, as far as PATH is concerned. */
export type SeenEntry =
  | { readonly kind: 'missing' }
  | { readonly kind: 'file' }
  | { readonly kind: 'unreadable' }
  /** `open`: it and the directories above it that others can write to, with who: the group's number, or null for everybody. */
  | { readonly kind: 'directory'; readonly at: string; readonly open: readonly { readonly path: string; readonly group: number | null }[] };

/** Pure. */
export function pathFaults(path: string, look: (entry: string) => SeenEntry): readonly EntryFault[] {
  const entries = entriesOf(path);
  const first = new Map<string, string>();
  return entries.flatMap((entry, index): EntryFault[] => {
    const unsafe = (says: string): EntryFault => ({ entry, kind: 'unsafe', says });
    const useless = (says: string): EntryFault => ({ entry, kind: 'useless', says });
    if (entry === '')
      return [unsafe(`entry ${index + 1} is empty: that is the working directory, so any directory you stand in can replace a command`)];
    if (entry === '.') return [unsafe('. is the working directory: any directory you stand in can replace a command')];
    const relative = entry.startsWith('/')
      ? []
      : [
          unsafe(
            entry.startsWith('~')
              ? `${entry} is not expanded: a ~ in quotes is a directory of that name in the working directory`
              : `${entry} is relative: it is another directory wherever you stand`,
          ),
        ];
    const seen = look(entry);
    if (seen.kind === 'missing') return [...relative, useless(`${entry} is not there`)];
    if (seen.kind === 'file') return [...relative, useless(`${entry} is a file, not a directory`)];
    if (seen.kind === 'unreadable') return [...relative, useless(`${entry} may not be searched by this user`)];
    const earlier = first.get(seen.at);
    if (earlier === undefined) first.set(seen.at, entry);
    return [
      ...relative,
      ...seen.open.map(({ path: open, group }) =>
        unsafe(
          `${open === seen.at ? entry : `${open}, which leads to ${entry},`} can be written by ${group === null ? 'everybody' : `group ${group}`}: who can write there decides what runs`,
        ),
      ),
      ...(earlier === undefined
        ? []
        : [useless(earlier === entry ? `${entry} stands there twice` : `${entry} is ${earlier}, which stands before it`)]),
    ];
  });
}

function answerOf(faults: readonly EntryFault[], entries: number): ProbeAnswer {
  const unsafe = faults.filter(({ kind }) => kind === 'unsafe');
  const useless = faults.filter(({ kind }) => kind === 'useless');
  const count = (number: number, what: string) => `${number} ${number === 1 ? 'entry is' : 'entries are'} ${what}`;
  return {
    // What is useless breaks nothing.
    status: unsafe.length > 0 ? 'fail' : 'pass',
    says:
      unsafe.length > 0
        ? `PATH is not safe: ${unsafe[0]?.says}`
        : useless.length > 0
          ? `PATH is safe; of ${entries} entries ${count(new Set(useless.map(({ entry }) => entry)).size, 'of no use')}`
          : `PATH is safe: ${entries} directories that only their owners can write to`,
    evidence: [...unsafe, ...useless].map(({ says }) => says),
    facts: { unsafe: unsafe.map(({ entry }) => entry), useless: useless.map(({ entry }) => entry) },
    command: ['namei', '-l', '--', ...(faults[0] === undefined ? ['/usr/bin'] : [faults[0].entry || '.'])],
  };
}

/** @param end where the path leads @see path_resolution(7); the sticky bit (inode(7)) keeps others from replacing what is not theirs, and new names can still be made */
function lookAt(path: string, end: { readonly kind: string; readonly path?: string } | null): SeenEntry {
  if (end === null || end.kind === 'EACCES') return { kind: 'unreadable' };
  if (end.kind === 'file' || end.kind === 'other' || end.kind === 'ENOTDIR') return { kind: 'file' };
  if (end.kind !== 'directory') return { kind: 'missing' };
  const at = end.path ?? path;
  const own = statSync(at);
  if (!permits(own, ownCredentials(), 'execute')) return { kind: 'unreadable' };
  const open: { path: string; group: number | null }[] = [];
  for (let here = at; ; here = dirname(here)) {
    const { mode, uid, gid } = statSync(here);
    const isSticky = here !== at && (mode & 0o1000) !== 0;
    if (!isSticky && (mode & 0o002) !== 0) open.push({ path: here, group: null });
    else if (!isSticky && (mode & 0o020) !== 0 && gid !== 0 && hasOthers(gid, uid)) open.push({ path: here, group: gid });
    if (here === '/') return { kind: 'directory', at, open };
  }
}

/** Whether a group has somebody beside its owner: many hosts give each user a group of their own. Unknown counts as yes. @see group(5), passwd(5) */
function hasOthers(gid: number, owner: number): boolean {
  try {
    const users = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'));
    const names = users.filter(([, , uid]) => Number(uid) === owner).map(([name]) => name);
    const groups = readFileSync('/etc/group', 'utf8')
      .split('\n')
      .map((line) => line.split(':'));
    const members = groups.filter(([, , id]) => Number(id) === gid).flatMap(([, , , list = '']) => list.split(',').filter((name) => name !== ''));
    const primary = users.filter(([, , , group]) => Number(group) === gid).map(([name]) => name);
    return groups.every(([, , id]) => Number(id) !== gid) || [...members, ...primary].some((name) => !names.includes(name));
  } catch {
    return true;
  }
}
