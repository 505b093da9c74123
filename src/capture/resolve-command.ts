// Which file a command name means, found as execvp and the shells find it, before strace starts: strace says nothing useful when there is none.
import { accessSync, constants, type Stats, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { Environment } from './command-environment.ts';

/** Where execvp looks when PATH is not set (confstr(_CS_PATH), glibc and musl). */
const PATH_WHEN_UNSET = '/bin:/usr/bin';

export type ResolvedCommand =
  | { readonly kind: 'found'; readonly path: string }
  /** `status`: what a shell would end with: 127 when there is no such file, 126 when it is there and can't be executed. */
  | { readonly kind: 'not-found'; readonly status: 126 | 127 };

/** Whom the modes are judged for; null: ourselves, asked of the kernel. */
export type AsUser = { readonly uid: number; readonly gids: readonly number[] } | null;

/**
 * Looks `command` up: a name with a slash is a path from `cwd`, others are looked for in each directory of PATH.
 * Only the name is judged here: what is wrong inside the file (interpreter, format, architecture) shows in the trace.
 * @see exec(3), POSIX shell 2.9.1.4
 */
export function resolveCommand(command: string, env: Environment, cwd: string, user: AsUser = null): ResolvedCommand {
  if (command === '') return { kind: 'not-found', status: 127 };
  const candidates = command.includes('/') ? [command] : (env.PATH ?? PATH_WHEN_UNSET).split(':').map((directory) => join(directory || '.', command));
  let seen = false;
  for (const candidate of candidates) {
    const path = isAbsolute(candidate) ? candidate : join(cwd, candidate);
    const answer = canExecute(path, user);
    // The path as it was put together, not made absolute: it is what the command sees as its own name.
    if (answer === 'yes') return { kind: 'found', path: command.includes('/') ? command : path };
    seen ||= answer === 'no';
  }
  return { kind: 'not-found', status: seen ? 126 : 127 };
}

function canExecute(path: string, user: AsUser): 'yes' | 'no' | 'missing' {
  try {
    const stats = statSync(path);
    if (!stats.isFile()) return 'no';
    if (user === null) accessSync(path, constants.X_OK);
    else if (!modeAllows(stats, user)) return 'no';
    return 'yes';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'EACCES' || code === 'EPERM' ? 'no' : 'missing';
  }
}

/** The execute bit that counts for a user: owner's, else group's, else others'; root needs any one (path_resolution(7), capabilities(7)). */
function modeAllows({ mode, uid, gid }: Stats, user: NonNullable<AsUser>): boolean {
  if (user.uid === 0) return (mode & 0o111) !== 0;
  return (mode & (user.uid === uid ? 0o100 : user.gids.includes(gid) ? 0o010 : 0o001)) !== 0;
}
