// Sharing cases with colleagues by ordinary git: a remote, pull, push, and a branch or a patch of one case for a merge request.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateDirectories } from '../capture/private-directory.ts';
import { Problem } from '../model/problem.ts';
import { shellLine } from '../text/shell-quote.ts';
import { toVisible } from '../text/visible.ts';
import { caseFolders, casesDirectory } from './case-files.ts';
import { makeDataDirectory } from './data-directory.ts';
import { type GitEnd, git } from './git.ts';
import { lockOf } from './keep-case.ts';
import { withLock } from './lock.ts';
import { commitAll, identity } from './repository.ts';

/** The URL of the shared repository; null where there is none. */
export const remoteUrl = (): Promise<string | null> => inRepository(urlOf);

export const setRemote = (url: string): Promise<void> =>
  inRepository(async (cases) => {
    const known = (await urlOf(cases)) !== null;
    demand(await git(cases, known ? ['remote', 'set-url', '--', 'origin', url] : ['remote', 'add', '--', 'origin', url]), 'git does not take it');
  });

/** @returns names of the cases that came */
export const pullCases = (): Promise<readonly string[]> =>
  inRepository(async (cases) => {
    await demandRemote(cases);
    const before = new Set(caseFolders().map(({ id }) => id));
    demand(await git(cases, ['fetch', '-q', 'origin'], { asks: process.stdin.isTTY }), 'the shared cases could not be fetched');
    const branch = await sharedBranch(cases);
    if (branch === null) return [];
    const hasOwn = (await git(cases, ['rev-parse', '-q', '--verify', 'HEAD'])).ok;
    if (!hasOwn) demand(await git(cases, ['checkout', '-q', '-B', 'main', `origin/${branch}`]), 'the shared cases could not be taken over');
    else await rebase(cases, branch);
    return caseFolders().flatMap(({ id }) => (before.has(id) ? [] : [id]));
  });

async function rebase(cases: string, branch: string): Promise<void> {
  const end = await git(cases, [...(await identity(cases)), 'rebase', '-q', `origin/${branch}`]);
  if (end.ok) return;
  const changed = (await git(cases, ['diff', '--name-only', '--diff-filter=U'])).stdout.split('\n').filter((name) => name !== '');
  await git(cases, ['rebase', '--abort']);
  const which = changed.length === 0 ? end.said : `both sides changed ${changed.join(', ')}`;
  const byHand = shellLine(['git', '-C', cases, 'rebase', `origin/${branch}`]);
  throw new Problem(
    'unreadable-input',
    toVisible(`${which}; nothing was changed here. By hand: ${byHand}, mend the files, git add them, git rebase --continue`),
  );
}

/** @returns how many commits went; 0: all were there */
export const pushCases = (): Promise<number> =>
  inRepository(async (cases) => {
    await demandRemote(cases);
    const branch = (await sharedBranch(cases)) ?? 'main';
    if (!(await git(cases, ['rev-parse', '-q', '--verify', 'HEAD'])).ok) return 0;
    const known = (await git(cases, ['rev-parse', '-q', '--verify', `refs/remotes/origin/${branch}`])).ok;
    const ahead = await git(cases, ['rev-list', '--count', 'HEAD', ...(known ? [`^origin/${branch}`] : [])]);
    const end = await git(cases, ['push', '-q', 'origin', `HEAD:refs/heads/${branch}`], { asks: process.stdin.isTTY });
    if (end.ok) return Number(ahead.stdout);
    if (/non-fast-forward|fetch first|stale info/.test(end.said))
      throw new Problem('unreadable-input', 'others have pushed cases meanwhile: whytrace cases pull, then whytrace cases push again');
    if (/protected|pre-receive hook declined|not allowed|denied|403/.test(end.said))
      throw new Problem(
        'unreadable-input',
        toVisible(
          `the shared repository does not take pushes to ${branch} (${end.said}): whytrace cases branch ID makes a branch for a merge request`,
        ),
      );
    throw new Problem('unreadable-input', toVisible(`the cases could not be pushed: ${end.said}`));
  });

export interface CaseBranch {
  readonly branch: string;
  /** Puts it where a merge request can be opened. */
  readonly push: readonly string[];
}

/** A branch with this one case on top of what is shared. */
export const branchOf = (id: string): Promise<CaseBranch> =>
  inRepository(async (cases) => {
    const branch = `case/${id}`;
    demand(await git(cases, ['update-ref', `refs/heads/${branch}`, (await commitOf(cases, id)).commit]), 'the branch could not be made');
    return { branch, push: ['git', '-C', cases, 'push', '-u', 'origin', branch] };
  });

/** As `git am` takes it. */
export const patchOf = (id: string): Promise<string> =>
  inRepository(async (cases) => {
    const { commit } = await commitOf(cases, id);
    return `${demand(await git(cases, ['format-patch', '--stdout', '-1', commit]), 'the patch could not be made').stdout}\n`;
  });

/** One commit of one case, whatever else was committed here: made beside the work tree, in an index of its own. */
async function commitOf(cases: string, id: string): Promise<{ readonly commit: string }> {
  const branch = (await urlOf(cases)) === null ? null : await sharedBranch(cases);
  const known = branch !== null && (await git(cases, ['rev-parse', '-q', '--verify', `refs/remotes/origin/${branch}`])).ok;
  const parent = known ? `origin/${branch}` : null;
  const indexFile = join(cases, '.git', `index-${id}`);
  const failed = 'the case could not be committed alone';
  try {
    demand(await git(cases, ['read-tree', ...(parent === null ? ['--empty'] : [parent])], { indexFile }), failed);
    demand(await git(cases, ['add', '-A', '--', id], { indexFile }), failed);
    const tree = demand(await git(cases, ['write-tree'], { indexFile }), failed).stdout;
    const message = ['-m', `Case ${id}`];
    const made = await git(cases, [...(await identity(cases)), 'commit-tree', ...(parent === null ? [] : ['-p', parent]), ...message, tree]);
    return { commit: demand(made, failed).stdout };
  } finally {
    rmSync(indexFile, { force: true });
  }
}

/** The default branch of the remote; null for one that is empty. */
async function sharedBranch(cases: string): Promise<string | null> {
  const { stdout } = await git(cases, ['ls-remote', '--symref', 'origin', 'HEAD'], { asks: process.stdin.isTTY });
  const named = /^ref: refs\/heads\/(\S+)\s+HEAD$/m.exec(stdout)?.[1];
  if (named !== undefined) return named;
  const { stdout: branches } = await git(cases, ['branch', '-r', '--format=%(refname:lstrip=3)']);
  return branches.split('\n').find((name) => name !== '' && name !== 'HEAD') ?? null;
}

async function urlOf(cases: string): Promise<string | null> {
  const { ok, stdout } = await git(cases, ['config', '--get', 'remote.origin.url']);
  return ok ? stdout : null;
}

async function demandRemote(cases: string): Promise<void> {
  if ((await urlOf(cases)) === null) throw new Problem('wrong-usage', 'there is no shared repository yet: whytrace cases remote URL');
}

function demand(end: GitEnd, what: string): GitEnd {
  if (!end.ok) throw new Problem('unreadable-input', toVisible(`${what}: ${end.said || 'git says no more'}`));
  return end;
}

/** Everything committed first, and nobody else at it. @throws Problem where there is no git */
async function inRepository<T>(work: (cases: string) => Promise<T>): Promise<T> {
  const data = makeDataDirectory();
  const cases = casesDirectory(data.path);
  makePrivateDirectories(cases);
  return withLock(lockOf(data.path), async () => {
    const committed = await commitAll(cases, 'cases');
    if (committed.kind === 'plain')
      throw new Problem(
        'wrong-usage',
        'there is no git here: install it to share cases; until then whytrace cases export and import hand single ones on',
      );
    if (committed.kind === 'failed' && !existsSync(join(cases, '.git')))
      throw new Problem('unreadable-input', toVisible(`git would not make a repository in ${cases}: ${committed.because}`));
    return work(cases);
  });
}
