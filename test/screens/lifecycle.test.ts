// The terminal is given back whatever ends the program.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type StartOptions, start, whytrace } from './harness.ts';

const captures = fileURLToPath(new URL('../../demo/captures', import.meta.url));
const program = fileURLToPath(new URL('../../bin/whytrace.js', import.meta.url));
const open = (options: StartOptions = {}) => whytrace(['open', 'missing-library.strace.gz'], { cwd: captures, ...options });
const FOUND = 'libgo.so.21 is in none';

/** Names of the children of a process. */
const childrenOf = (pid: number): readonly string[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .filter((child) => child !== '')
    .map((child) => readFileSync(`/proc/${child}/comm`, 'utf8').trim());

test.each([
  ['SIGTERM', 143],
  ['SIGHUP', 129],
  ['SIGINT', 130],
] as const)('%s ends it with status %i and the terminal in order', async (signal, status) => {
  using session = open();
  await session.waitFor(FOUND);
  session.kill(signal);
  expect(await session.waitForExit()).toEqual({ status, signal: 0 });
  expect(session.disorder()).toEqual([]);
});

test('after SIGKILL a watcher puts the terminal in order', async () => {
  using session = open();
  await session.waitFor(FOUND);
  await expect.poll(() => childrenOf(session.pid)).toContain('sh');
  session.kill('SIGKILL');
  await session.waitForExit();
  await expect.poll(() => session.sent.endsWith('\x1b[?1049l'), { timeout: 5000 }).toBe(true);
});

test('no watcher outlives a normal end', async () => {
  using session = open();
  await session.waitFor(FOUND);
  await session.press('q');
  expect((await session.waitForExit()).status).toBe(0);
  expect(session.disorder()).toEqual([]);
  // It would give the terminal back a second time.
  const sent = session.sent.length;
  await sleep(300);
  expect(session.sent.length).toBe(sent);
});

test.each([
  ['started by the shell', (command: string) => command],
  ['started by a script', (command: string) => `sh -c '${command}; true'`],
])('Ctrl-Z goes back to the shell, fg brings the screen back: %s', async (_how, line) => {
  using session = start(['bash', '--norc', '-i'], { cwd: captures, env: { PS1: 'shell> ' } });
  await session.waitFor('shell>');
  session.type(`${line(`${program} open missing-library.strace.gz`)}\n`);
  await session.waitFor(FOUND);
  await session.press('ctrl-z');
  await session.waitFor('Stopped');
  expect(session.text()).not.toContain(FOUND);
  session.type('fg\n');
  await session.waitFor(FOUND);
  await session.press('j', 'q');
  await session.waitForNo(FOUND);
  session.type('exit\n');
  await session.waitForExit();
  expect(session.disorder()).toEqual([]);
});

test('a stop without a shell above changes nothing', async () => {
  using session = open();
  await session.waitFor(FOUND);
  await session.press('ctrl-z');
  await session.waitForStill(400);
  await session.waitFor(FOUND);
  await session.press('q');
  expect((await session.waitForExit()).status).toBe(0);
});

test('TERM=dumb: one sentence that names the text command, status 2', async () => {
  using session = open({ env: { TERM: 'dumb' } });
  expect((await session.waitForExit()).status).toBe(2);
  expect(session.text().replace(/\s+/g, '')).toContain('thesameastext:whytracediagnosemissing-library.strace.gz');
});

test('CI in the environment changes nothing', async () => {
  using session = open({ env: { CI: 'true' } });
  await session.waitFor(FOUND);
  await session.press('?');
  await session.waitFor('one line down');
});

test('a 20x5 terminal is told to be too small, and works when it grows', async () => {
  using session = open({ size: '20x5' });
  await session.waitFor('is needed');
  session.resize('80x24');
  await session.waitFor(FOUND);
  session.resize('20x5');
  await session.waitFor('is needed');
  await session.press('q');
  expect((await session.waitForExit()).status).toBe(0);
  expect(session.disorder()).toEqual([]);
});
