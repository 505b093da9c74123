// Cases between colleagues: by a file, by a shared Git repository, as a branch or a patch.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allCases } from '../../src/cases/case-files.ts';
import { caseNamed } from '../../src/cases/find-case.ts';
import { markUndone } from '../../src/cases/keep-case.ts';
import { branchOf, patchOf, pullCases, pushCases, remoteUrl, setRemote } from '../../src/cases/share.ts';
import { exportCase, importCases } from '../../src/cases/transfer.ts';
import { eachAtHome, liveIn } from './at-home.ts';
import { keep, record } from './kept.ts';

const home = eachAtHome();
const FIRST = '20261120-exec-not-executable-aaaaa';
const SECOND = '20261121-exec-not-executable-bbbbb';
const ids = () =>
  allCases()
    .map(({ id }) => id)
    .toSorted();
const git = (directory: string, ...args: readonly string[]) => execFileSync('git', ['-C', directory, ...args], { encoding: 'utf8' });
const casesOf = (name: string) => join(home.root, name, 'data/whytrace/cases');
const be = (name: string) => liveIn(join(home.root, name));

/** An empty repository that all can reach. */
function shared(): string {
  const path = join(home.root, 'shared.git');
  mkdirSync(path);
  git(path, 'init', '-q', '--bare');
  git(path, 'symbolic-ref', 'HEAD', 'refs/heads/main');
  return path;
}

test('a case goes to a colleague as a file, and is not taken in twice', async () => {
  await keep(record(FIRST));
  const file = join(home.root, 'case.json');
  writeFileSync(file, exportCase(caseNamed('aaaaa')));
  be('bob');
  expect(await importCases(file)).toEqual({ added: [FIRST], known: [], conflicting: [] });
  expect(allCases()).toEqual([record(FIRST)]);
  expect(await importCases(file)).toEqual({ added: [], known: [FIRST], conflicting: [] });
  expect(git(casesOf('bob'), 'log', '--format=%s')).toBe(`import ${FIRST}\n`);
});

test('a directory of cases is taken in; another case of the same name changes nothing', async () => {
  await keep(record(FIRST));
  await keep(record(SECOND));
  be('bob');
  await keep(record(SECOND, { title: 'mine' }));
  expect(await importCases(casesOf('ann'))).toEqual({ added: [FIRST], known: [], conflicting: [SECOND] });
  expect(allCases().find(({ id }) => id === SECOND)?.title).toBe('mine');
});

test('secrets that somebody else left in a case are masked when it comes in', async () => {
  await keep(record(FIRST, { evidence: ['curl --api-key abcdef123456 https://ann:hunter22@host/'] }));
  const exported = exportCase(caseNamed('aaaaa'));
  be('bob');
  writeFileSync(join(home.root, 'x'), exported);
  await importCases(join(home.root, 'x'));
  expect(allCases()[0]?.evidence[0]).toBe('curl --api-key [redacted] https://ann:[redacted]@host/');
});

test.each([
  ['no JSON', 'rubbish'],
  ['another schema', '{"schema":"x"}'],
  ['a name that leads elsewhere', JSON.stringify({ schema: 'whytrace.case-export/1', files: { 'case.json': JSON.stringify(record('../../evil')) } })],
])('what is no case is refused: %s', async (_name, text) => {
  writeFileSync(join(home.root, 'x'), text);
  await expect(importCases(join(home.root, 'x'))).rejects.toThrow(/no case|cannot be read/);
  expect(existsSync(join(home.root, 'ann/data/evil'))).toBe(false);
});

test('two people share cases: push, pull, and both histories come together', async () => {
  const url = shared();
  await keep(record(FIRST));
  await setRemote(url);
  expect(await remoteUrl()).toBe(url);
  expect(await pushCases()).toBe(1);
  expect(await pushCases()).toBe(0);
  be('bob');
  await keep(record(SECOND));
  await setRemote(url);
  await expect(pushCases()).rejects.toThrow(/others have pushed cases meanwhile: whytrace cases pull/);
  expect(await pullCases()).toEqual([FIRST]);
  expect(await pushCases()).toBe(1);
  be('cy');
  await setRemote(url);
  expect((await pullCases()).toSorted()).toEqual([FIRST, SECOND]);
  be('ann');
  expect(await pullCases()).toEqual([SECOND]);
  expect(ids()).toEqual([FIRST, SECOND]);
});

test('both changed the same case: it is said what to do, and nothing is changed', async () => {
  const url = shared();
  await keep(record(FIRST));
  await setRemote(url);
  await pushCases();
  be('bob');
  await setRemote(url);
  await pullCases();
  await markUndone(FIRST, Date.UTC(2026, 10, 25));
  await pushCases();
  be('ann');
  await markUndone(FIRST, Date.UTC(2026, 10, 26));
  await expect(pullCases()).rejects.toThrow(new RegExp(`both sides changed ${FIRST}/case.json; nothing was changed here. By hand: git -C`));
  expect(allCases()[0]?.times.undone).toBe('2026-11-26T00:00:00.000Z');
  expect(git(casesOf('ann'), 'status', '--porcelain')).toBe('');
});

test('a repository that takes no pushes: what to do instead', async () => {
  const url = shared();
  writeFileSync(join(url, 'hooks/pre-receive'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  await keep(record(FIRST));
  await setRemote(url);
  await expect(pushCases()).rejects.toThrow(/does not take pushes to main .*whytrace cases branch ID/);
});

test('a branch has one case alone on top of what is shared, a patch is taken by git am', async () => {
  const url = shared();
  await keep(record(FIRST));
  await setRemote(url);
  await pushCases();
  await keep(record(SECOND));
  await keep(record('20261122-exec-not-executable-ddddd'));
  const { branch, push } = await branchOf(SECOND);
  execFileSync(push[0] ?? '', push.slice(1), { stdio: 'ignore' });
  expect(git(url, 'diff', '--name-only', 'main', branch).trim().split('\n')).toEqual(
    ['case.json', 'report.json', 'report.md'].map((name) => `${SECOND}/${name}`).toSpliced(1, 0, `${SECOND}/evidence.txt`),
  );
  const clone = join(home.root, 'clone');
  git(home.root, 'clone', '-q', url, clone);
  const patch = join(home.root, 'one.patch');
  writeFileSync(patch, await patchOf(SECOND));
  git(clone, '-c', 'user.name=x', '-c', 'user.email=x@y', 'am', '-q', patch);
  expect(readFileSync(join(clone, SECOND, 'case.json'), 'utf8')).toContain(SECOND);
});

test('no remote, no git, a remote that is not there: one sentence each', async () => {
  await keep(record(FIRST));
  await expect(pushCases()).rejects.toThrow(/there is no shared repository yet: whytrace cases remote URL/);
  await setRemote(join(home.root, 'nowhere.git'));
  await expect(pullCases()).rejects.toThrow(/the shared cases could not be fetched: .*nowhere\.git/);
  process.env.PATH = '/nowhere';
  await expect(pullCases()).rejects.toThrow(/there is no git here/);
});
