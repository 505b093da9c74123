// The list of captures that can be opened again.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listRecent, newestSession, pruneCaptures, rememberFiles } from '../../src/capture/recent.ts';
import { stateDirectory } from '../../src/capture/state-directory.ts';

let home = '';
const outside = process.env.XDG_STATE_HOME;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'whytrace-recent-'));
  process.env.XDG_STATE_HOME = home;
});
afterEach(() => {
  process.env.XDG_STATE_HOME = outside;
  rmSync(home, { recursive: true });
});

/** A capture as an earlier whytrace left it; `pid` is that one's. */
function leaveCapture(name: string, startedAtMs: number, sizeBytes = 100, pid = 4_194_303): string {
  const directory = join(home, 'whytrace/captures', name);
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'session.json'), JSON.stringify({ kind: 'run', title: name, startedAtMs, pid }));
  writeFileSync(join(directory, 'trace.strace'), 'x'.repeat(sizeBytes));
  return join(directory, 'trace.strace');
}

test('captures and opened files are listed, newest first, without those that are gone or empty', async () => {
  const path = leaveCapture('make', 1000);
  leaveCapture('nothing recorded', 2000, 0);
  const file = join(home, 'saved.strace');
  writeFileSync(file, 'x');
  await rememberFiles([file, join(home, 'gone')]);
  await rememberFiles([path, file]);
  expect(listRecent().map(({ title }) => title)).toEqual([file, 'make']);
  expect(newestSession()).toMatchObject({ title: 'make', path, kind: 'run', sizeBytes: 100 });
});

test('ten captures stay, and those of a whytrace that still runs', () => {
  for (let at = 1; at <= 12; at++) leaveCapture(`run ${at}`, at);
  leaveCapture('empty', 50, 0);
  leaveCapture('working', 0, 100, process.ppid);
  pruneCaptures();
  const left = readdirSync(join(home, 'whytrace/captures'));
  expect(left).toHaveLength(11);
  expect(left).toContain('working');
  expect(left).not.toContain('run 2');
});

test('a list that cannot be read is an empty one', () => {
  mkdirSync(join(home, 'whytrace'));
  writeFileSync(join(home, 'whytrace/opened.json'), '{"rubbish');
  expect([listRecent(), newestSession()]).toEqual([[], null]);
});

test('a relative XDG_STATE_HOME does not count', () => {
  expect(stateDirectory({ XDG_STATE_HOME: 'here', HOME: home })).toBe(join(home, '.local/state/whytrace'));
  expect(stateDirectory({ XDG_STATE_HOME: '/s' })).toBe('/s/whytrace');
});
