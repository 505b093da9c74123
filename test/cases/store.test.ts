// The store of cases: with git, without, in a home that cannot be written, by two at once, and after a holder of the lock has died.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allCases } from '../../src/cases/case-files.ts';
import { caseId, isCaseId } from '../../src/cases/case-id.ts';
import { caseTimes } from '../../src/cases/case-times.ts';
import { caseNamed } from '../../src/cases/find-case.ts';
import { withLock } from '../../src/cases/lock.ts';
import { earlierCases } from '../../src/cases/matching.ts';
import { ourselves } from '../../src/cases/owner.ts';
import { searchCases } from '../../src/cases/search-cases.ts';
import { eachAtHome } from './at-home.ts';
import { keep, record } from './kept.ts';

const home = eachAtHome();
const cases = () => join(home.root, 'ann/data/whytrace/cases');
const log = () => execFileSync('git', ['-C', cases(), 'log', '--format=%s'], { encoding: 'utf8' }).trim().split('\n');

const FIRST = '20261120-exec-not-executable-aaaaa';
const SECOND = '20261121-exec-not-executable-bbbbb';
const OTHER = '20261121-loader-missing-library-ccccc';

test('a case is a folder of a Git repository, and each is a commit', async () => {
  expect(await keep(record(FIRST))).toEqual({ directory: join(cases(), FIRST), note: null });
  await keep(record(SECOND));
  expect(readdirSync(join(cases(), FIRST))).toEqual(['case.json', 'evidence.txt', 'report.json', 'report.md']);
  expect(log()).toEqual([SECOND, FIRST]);
  expect(statSync(cases()).mode & 0o077).toBe(0);
  expect(execFileSync('git', ['-C', cases(), 'status', '--porcelain'], { encoding: 'utf8' })).toBe('');
});

test('without git they are plain files, and are committed once there is git', async () => {
  const path = process.env.PATH;
  process.env.PATH = '/nowhere';
  expect(await keep(record(FIRST))).toMatchObject({ note: null });
  expect(readdirSync(cases())).toEqual([FIRST]);
  expect(allCases()).toHaveLength(1);
  process.env.PATH = path;
  await keep(record(SECOND));
  expect(log()).toEqual([SECOND]);
  expect(execFileSync('git', ['-C', cases(), 'status', '--porcelain'], { encoding: 'utf8' })).toBe('');
});

test('where git is in the way, the case is kept all the same, and it is said', async () => {
  await keep(record(FIRST));
  writeFileSync(join(cases(), '.git/index.lock'), '');
  expect(await keep(record(SECOND))).toMatchObject({ note: expect.stringMatching(/git would not commit it .*index\.lock/) });
  expect(allCases()).toHaveLength(2);
});

test('a home that cannot be written: kept in a temporary directory, said in one sentence, and still found', async () => {
  process.env.HOME = '/proc/nowhere';
  process.env.XDG_DATA_HOME = '/proc/nowhere';
  process.env.TMPDIR = home.root;
  const { directory, note } = await keep(record(FIRST));
  expect(directory).toContain(join(home.root, 'whytrace-data-'));
  expect(note).toMatch(/^\/proc\/nowhere\/whytrace cannot be written \(E\w+\), so it is kept in a temporary directory/);
  expect(caseNamed(FIRST).directory).toBe(directory);
});

test("somebody else's directory of that name is not used", async () => {
  process.env.HOME = '/proc/nowhere';
  process.env.XDG_DATA_HOME = '/proc/nowhere';
  process.env.TMPDIR = home.root;
  mkdirSync(join(home.root, `whytrace-data-${process.geteuid?.()}`), { mode: 0o777 });
  await expect(keep(record(FIRST))).rejects.toThrow(/EEXIST/);
});

test('six whytraces at once: every case is there, whole and committed', async () => {
  const ids = Array.from({ length: 6 }, (_, index) => `2026112${index}-exec-not-executable-zzzz${index}`);
  const script = new URL('./keep-one.ts', import.meta.url).pathname;
  const ends = ids.map(
    (id) =>
      new Promise((resolve) => {
        spawn(process.execPath, [script, JSON.stringify(record(id))], { stdio: 'inherit' }).on('close', resolve);
      }),
  );
  expect(await Promise.all(ends)).toEqual(ids.map(() => 0));
  expect(new Set(log())).toEqual(new Set(ids));
  expect(allCases().map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
  execFileSync('git', ['-C', cases(), 'fsck', '--strict'], { stdio: 'ignore' });
});

test.each([
  ['whose holder has died', JSON.stringify({ ...ourselves(), start: '1' })],
  ['from before the last start of the system', JSON.stringify({ ...ourselves(), boot: 'another' })],
])('a lock %s is taken over', async (_name, text) => {
  const lock = join(home.root, 'lock');
  writeFileSync(lock, text);
  expect(await withLock(lock, async () => 'done')).toBe('done');
  expect(readdirSync(home.root)).not.toContain('lock');
});

test('what a lock guards runs one after the other', async () => {
  const lock = join(home.root, 'lock');
  const seen: string[] = [];
  const work = (name: string) =>
    withLock(lock, async () => {
      seen.push(`${name} in`);
      await new Promise((resolve) => setTimeout(resolve, 20));
      seen.push(`${name} out`);
    });
  await Promise.all(['a', 'b', 'c'].map(work));
  for (let index = 0; index < seen.length; index += 2) expect(seen[index + 1]).toBe(seen[index]?.replace('in', 'out'));
});

test('folders that are no cases, and links that lead out, are passed over', async () => {
  await keep(record(FIRST));
  mkdirSync(join(cases(), SECOND));
  writeFileSync(join(cases(), SECOND, 'case.json'), '{"schema":"whytrace.case/9"}');
  mkdirSync(join(cases(), OTHER));
  writeFileSync(join(home.root, 'outside.json'), JSON.stringify(record(OTHER)));
  symlinkSync(join(home.root, 'outside.json'), join(cases(), OTHER, 'case.json'));
  expect(allCases().map(({ id }) => id)).toEqual([FIRST]);
});

test('search finds parts of names, beginnings and slips', async () => {
  const all = [
    record(FIRST),
    record(OTHER, { title: 'go cannot start: libgcc_s.so.1 is nowhere', subject: 'libgcc_s.so.1', code: 'loader/missing-library', remedy: null }),
  ];
  const idsOf = (query: string) => searchCases(all, query).map(({ id }) => id);
  expect(idsOf('libgcc')).toEqual([OTHER]);
  expect(idsOf('missing library')).toEqual([OTHER]);
  expect(idsOf('executabel')).toEqual([FIRST]);
  expect(idsOf('chmod')).toEqual([FIRST]);
  expect(idsOf('zebra')).toEqual([]);
});

test('a case is found by any part of its name that no other has', async () => {
  await keep(record(FIRST));
  await keep(record(SECOND));
  expect(caseNamed('bbbbb').id).toBe(SECOND);
  expect(() => caseNamed('exec-not')).toThrow(/fits 2 cases/);
  expect(() => caseNamed('nothing')).toThrow(/there is no case nothing/);
});

test('earlier cases: the same cause and the same kind of thing, or like evidence', async () => {
  const finding = { code: 'exec/not-executable', subject: '/home/bob/bin/tool', chain: [] };
  expect(earlierCases(finding)).toBeNull();
  await keep(record(FIRST, { subject: '/home/ann/bin/tool', outcome: 'not-fixed' }));
  expect(earlierCases(finding)?.says).toBe('seen once, last on 2026-11-20; no fix was verified so far');
  await keep(record(SECOND, { subject: '/home/cy/bin/tool' }));
  await keep(record(OTHER, { code: 'loader/missing-library' }));
  expect(earlierCases(finding)).toEqual({
    count: 2,
    ids: [SECOND, FIRST],
    says: 'seen 2 times, last fixed by "Make it executable" on 2026-11-20',
  });
  expect(earlierCases({ ...finding, subject: '/srv/other' })).toBeNull();
  const line = 'execve("/srv/x", ["go", "version"], 0x7ffe) = -1 EACCES (Permission denied)';
  expect(earlierCases({ ...finding, subject: '/srv/other', chain: [{ role: 'cause', event: 1, line, says: 'x' }] })?.count).toBe(2);
});

test('times are medians by cause', () => {
  const later = record(SECOND, {
    times: { seen: '2026-11-20T10:00:00Z', named: '2026-11-20T10:00:08Z', fixed: null, verified: null, undone: null },
    outcome: 'no-fix',
  });
  expect(caseTimes([record(FIRST), later])).toEqual({
    all: { cases: 2, fixed: 1, secondsToCause: 6, secondsToFix: 60 },
    byCode: [{ code: 'exec/not-executable', cases: 2, fixed: 1, secondsToCause: 6, secondsToFix: 60 }],
  });
});

test('names of cases say day and cause, and are the same for the same case', () => {
  const made = caseId(Date.UTC(2026, 10, 26), 'go/env-file-override', 'seed');
  expect(made).toMatch(/^20261126-go-env-file-override-[a-z0-9]{5}$/);
  expect(isCaseId(made)).toBe(true);
  expect(caseId(Date.UTC(2026, 10, 26), 'go/env-file-override', 'seed')).toBe(made);
  expect(['../../etc', '20261126-x', '.git'].map(isCaseId)).toEqual([false, false, false]);
});

test('what is kept is what was given', async () => {
  await keep(record(FIRST));
  expect(JSON.parse(readFileSync(join(cases(), FIRST, 'case.json'), 'utf8'))).toEqual(record(FIRST));
});
