// The Git repository of the cases: made when there is git, and everything in it committed. Without git the same folders are plain files.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { git } from './git.ts';

/** What became of a commit; `plain`: there is no git. `failed`: why, in git's words; the files are there all the same. */
export type Committed = { readonly kind: 'committed' | 'unchanged' | 'plain' } | { readonly kind: 'failed'; readonly because: string };

/** Files that were not committed before (there was no git, it failed) go along. To be called under the lock. */
export async function commitAll(directory: string, message: string): Promise<Committed> {
  if (!existsSync(join(directory, '.git'))) {
    const made = await git(directory, ['init', '-q']);
    if (made.missing) return { kind: 'plain' };
    if (!made.ok) return { kind: 'failed', because: made.said };
    await git(directory, ['symbolic-ref', 'HEAD', 'refs/heads/main']);
  }
  const added = await git(directory, ['add', '-A', '--', '.']);
  if (added.missing) return { kind: 'plain' };
  if (!added.ok) return { kind: 'failed', because: added.said };
  const committed = await git(directory, [...(await identity(directory)), 'commit', '-q', '-m', message]);
  if (committed.ok) return { kind: 'committed' };
  // It also fails where there is nothing to commit.
  const unchanged = await git(directory, ['diff', '--cached', '--quiet']);
  return unchanged.ok ? { kind: 'unchanged' } : { kind: 'failed', because: committed.said };
}

/** The person's own, or ours where they have told git none: git would make one up from the name of the host. */
export async function identity(directory: string): Promise<readonly string[]> {
  const known = process.env.GIT_AUTHOR_EMAIL ?? (await git(directory, ['config', 'user.email'])).stdout;
  return known === '' ? ['-c', 'user.name=whytrace', '-c', 'user.email=whytrace@localhost'] : [];
}
