// How a command name is looked up along PATH, as execvp(3) and the shells do, with what stands in each directory.
import type { CommandLookup, LookupTry, Mount, PathWalk } from '../model/answers.ts';
import { type Credentials, permits } from './permissions.ts';

/** What the look-up needs of a host. */
export interface LookupHost {
  readonly who: Credentials;
  walk(path: string): PathWalk;
  mountOf(path: string): Mount | null;
}

/**
 * Looks `command` up as the user would run it. A command with a slash is one try: the path itself.
 * @param searchPath the value of PATH; an empty entry is the working directory
 */
export function lookUpCommand(command: string, searchPath: string, cwd: string, host: LookupHost): Omit<CommandLookup, 'elsewhere' | 'nearMisses'> {
  const places = command.includes('/')
    ? [{ directory: command.slice(0, command.lastIndexOf('/')) || '/', path: absolute(command, cwd) }]
    : searchPath.split(':').map((directory) => ({ directory, path: `${absolute(directory, cwd).replace(/\/+$/, '')}/${command}` }));
  const tries: LookupTry[] = [];
  let isThere = false;
  for (const { directory, path } of command === '' ? [] : places) {
    const verdict = judge(path, host);
    tries.push({ directory, path, event: null, errno: verdict.errno, says: verdict.says });
    isThere ||= verdict.isThere ?? false;
    if (verdict.errno === null) return { command, state: 'found', found: path, tries };
  }
  return { command, state: isThere ? 'unusable' : 'not-found', found: null, tries };
}

export const absolute = (path: string, cwd: string): string =>
  path.startsWith('/') ? path : path === '' ? cwd : `${cwd.replace(/\/+$/, '')}/${path}`;

interface Verdict {
  readonly errno: string | null;
  readonly says: string;
  /** Something of that name is there, or a directory hides whether it is. */
  readonly isThere?: boolean;
}

/** What execve would answer for the file itself (not for its interpreter), in words. */
export function judge(path: string, host: LookupHost): Verdict {
  const walk = host.walk(path);
  const { end } = walk;
  switch (end.kind) {
    case 'ENOENT':
      return missing(walk, end.at, host);
    case 'ENOTDIR':
      return { errno: end.kind, says: `${end.at} is not a directory` };
    case 'EACCES':
      return { errno: end.kind, says: `the directory ${end.at} may not be searched`, isThere: true };
    case 'ELOOP':
      return { errno: end.kind, says: `the links lead in a circle (${walk.links[0]?.at ?? end.at})`, isThere: true };
    case 'ENAMETOOLONG':
      return { errno: end.kind, says: 'the name is too long' };
    case 'directory':
      return { errno: 'EACCES', says: 'a directory', isThere: true };
    case 'other':
      return { errno: 'EACCES', says: 'not a regular file', isThere: true };
    case 'file': {
      const through = walk.links.length > 0 ? `link to ${end.path}, ` : '';
      const mode = `mode ${end.mode.toString(8).padStart(4, '0')}`;
      if (!permits({ ...end, mode: end.mode | 0o100000 }, host.who, 'execute'))
        return { errno: 'EACCES', says: `${through}not executable (${mode})`, isThere: true };
      const mount = host.mountOf(end.path);
      if (mount?.options.includes('noexec')) return { errno: 'EACCES', says: `${through}on ${mount.at}, which is mounted noexec`, isThere: true };
      return { errno: null, says: through === '' ? 'found' : `found, link to ${end.path}` };
    }
  }
}

function missing(walk: PathWalk, at: string, host: LookupHost): Verdict {
  const directory = host.walk(walk.path.slice(0, walk.path.lastIndexOf('/')) || '/');
  if (directory.end.kind !== 'directory') {
    const link = directory.links.at(-1);
    return {
      errno: 'ENOENT',
      says: link === undefined ? `no such directory (${at})` : `no such directory: link to ${link.target}, which is missing`,
    };
  }
  // Links beyond those of the directory are the command's own.
  const link = walk.links.slice(directory.links.length).at(-1);
  return link === undefined
    ? { errno: 'ENOENT', says: 'no such file' }
    : { errno: 'ENOENT', says: `link to ${link.target}, which is missing`, isThere: true };
}
