// `open --follow` in a real terminal: a file that comes late, grows in the middle of a line, is truncated and replaced.
import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { whytrace } from './harness.ts';

const directory = mkdtempSync(join(tmpdir(), 'follow-'));
afterAll(() => rmSync(directory, { recursive: true }));

test('a file that is followed is waited for, and all that becomes of it is shown', async () => {
  const path = join(directory, 'trace');
  using session = whytrace(['open', '--follow', path], { size: '120x30' });
  await session.waitFor('waiting for');
  writeFileSync(path, '7 1700000000.000001 chdir("/first") = 0\n7 1700000000.000002 chd');
  await session.waitFor('/first');
  appendFileSync(path, 'ir("/cut") = 0\n');
  await session.waitFor('/cut');
  writeFileSync(path, '7 1700000001.000001 chdir("/again") = 0\n');
  await session.waitFor('/again');
  await session.waitFor('was truncated');
  writeFileSync(`${path}.new`, '7 1700000002.000001 chdir("/other") = 0\n');
  renameSync(`${path}.new`, path);
  await session.waitFor('/other');
  await session.waitFor('was replaced');
  expect(session.text()).toContain('/first');
  await session.press('q');
  expect(await session.waitForExit()).toEqual({ status: 0, signal: 0 });
  expect(session.disorder()).toEqual([]);
});

test.each(['q', 'esc', 'ctrl-c'])('waiting for a file that never comes is ended by %s', async (key) => {
  using session = whytrace(['open', '--follow', join(directory, 'never')], { size: '80x24' });
  await session.waitFor('waiting for');
  await session.press(key);
  expect(await session.waitForExit()).toEqual({ status: 0, signal: 0 });
});
