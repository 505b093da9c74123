// Whatever ends the screen: the terminal is given back, what was traced is neither left stopped nor left traced, and nobody is killed who should not be.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { type PtySession, start, whytrace } from '../screens/harness.ts';
import {
  bystander,
  capture,
  childrenOf,
  FOUND,
  isGone,
  isTraced,
  pidIn,
  place,
  processesWith,
  program,
  runsFree,
  shell,
  standing,
} from './tortured.ts';

/** A command under `run` that has written its pid. */
async function running(options: readonly string[] = []): Promise<{ readonly session: PtySession; readonly pid: number }> {
  const file = join(place(), 'pid');
  const session = whytrace(['run', ...options, '--', 'sh', '-c', `echo $$ > ${file}; exec sleep 600`]);
  const pid = await pidIn(file);
  await isTraced(pid);
  await session.waitFor('sleep');
  return { session, pid };
}

async function attached(): Promise<{ readonly session: PtySession; readonly pid: number }> {
  const { pid } = bystander();
  const session = whytrace(['attach', String(pid)]);
  await isTraced(pid);
  await session.waitFor('sleep');
  return { session, pid };
}

const guardOf = (pid: number): readonly number[] => childrenOf(pid).filter((child) => processesWith('read -r word').includes(child));

describe.each([
  ['SIGTERM', 143],
  ['SIGINT', 130],
  ['SIGHUP', 129],
  ['SIGQUIT', 131],
] as const)('%s', (signal, status) => {
  test('attach: let go', async () => {
    const { session, pid } = await attached();
    using _ = session;
    session.kill(signal);
    expect(await session.waitForExit()).toEqual({ status, signal: 0 });
    expect(session.disorder()).toEqual([]);
    await runsFree(pid);
  });

  test('run: the command is stopped', async () => {
    const { session, pid } = await running();
    using _ = session;
    session.kill(signal);
    expect(await session.waitForExit()).toEqual({ status, signal: 0 });
    expect(session.disorder()).toEqual([]);
    await isGone(pid);
  });
});

test('q and l: a command is left running untraced', async () => {
  const { session, pid } = await running();
  using _ = session;
  await session.press('q');
  await session.waitFor('leave');
  await session.press('l');
  await session.waitForExit();
  expect(session.disorder()).toEqual([]);
  await runsFree(pid);
  process.kill(pid, 'SIGKILL');
});

test('q under --tty: it is said that the terminal closes', async () => {
  const { session, pid } = await running(['--tty']);
  using _ = session;
  await session.press('q');
  await session.waitFor('its terminal closes (SIGHUP)');
  await session.press('s');
  await session.waitForExit();
  expect(session.disorder()).toEqual([]);
  await isGone(pid);
});

test('q: a process that was attached to is let go', async () => {
  const { session, pid } = await attached();
  using _ = session;
  await session.press('q');
  await session.waitForStill();
  await session.press('enter');
  expect((await session.waitForExit()).status).toBe(0);
  expect(session.disorder()).toEqual([]);
  await runsFree(pid);
});

describe('SIGKILL of the screen', () => {
  test.each([
    ['run', running],
    ['attach', attached],
  ] as const)('%s: the terminal is given back, the process goes on untraced', async (_how, begin) => {
    const { session, pid } = await begin();
    using _ = session;
    await expect.poll(() => guardOf(session.pid).length, { timeout: 10_000 }).toBeGreaterThanOrEqual(2);
    session.kill('SIGKILL');
    await session.waitForExit();
    await expect.poll(() => session.sent.endsWith('\x1b[?1049l'), { timeout: 5000 }).toBe(true);
    await runsFree(pid);
    process.kill(pid, 'SIGKILL');
  });

  test('a command that goes on printing is not killed by its next word', async () => {
    const file = join(place(), 'pid');
    using session = whytrace(['run', '--', 'sh', '-c', `echo $$ > ${file}; while echo word; do sleep 0.05; done`]);
    const pid = await pidIn(file);
    await isTraced(pid);
    await expect.poll(() => guardOf(session.pid).length, { timeout: 10_000 }).toBeGreaterThanOrEqual(2);
    session.kill('SIGKILL');
    await session.waitForExit();
    await runsFree(pid);
    // Long enough for more words than a pipe without reader takes.
    await sleep(500);
    expect(standing(pid).state).toMatch(/[RS]/);
    process.kill(pid, 'SIGKILL');
  });

  test('run --tty: the terminal that we made closes with us, as that of a window does (SIGHUP)', async () => {
    const { session, pid } = await running(['--tty']);
    using _ = session;
    await expect.poll(() => guardOf(session.pid).length, { timeout: 10_000 }).toBeGreaterThanOrEqual(2);
    session.kill('SIGKILL');
    await session.waitForExit();
    await expect.poll(() => session.sent.endsWith('\x1b[?1049l'), { timeout: 5000 }).toBe(true);
    await isGone(pid);
  });

  test('the settings of the terminal are those that were found', async () => {
    const here = place();
    const { pid } = bystander();
    using session = start(['bash', '--norc', '-c', `"$@"; until [ -e ${here}/looked ]; do sleep 0.05; done`, 'bash', program, 'attach', String(pid)]);
    await isTraced(pid);
    const us = () => childrenOf(session.pid)[0] ?? 0;
    await expect.poll(() => guardOf(us()).length, { timeout: 10_000 }).toBeGreaterThanOrEqual(2);
    process.kill(us(), 'SIGKILL');
    await expect.poll(() => session.sent.includes('\x1b[?1049l'), { timeout: 5000 }).toBe(true);
    writeFileSync(join(here, 'looked'), '');
    await session.waitForExit();
    // Raw mode takes that too, and most terminals do not have it: this one has, from node-pty.
    expect(session.disorder()).toEqual(['stty -brkint']);
    await runsFree(pid);
  });

  test('together with its whole process group', async () => {
    const { session, pid } = await attached();
    using _ = session;
    await expect.poll(() => guardOf(session.pid).length, { timeout: 10_000 }).toBeGreaterThanOrEqual(2);
    process.kill(-session.pid, 'SIGKILL');
    await session.waitForExit();
    await expect.poll(() => session.sent.endsWith('\x1b[?1049l'), { timeout: 5000 }).toBe(true);
    await runsFree(pid);
  });
});

test.each([
  ['run', running],
  ['attach', attached],
] as const)('SIGKILL of strace, %s: the screen says so and stays, the process goes on', async (_how, begin) => {
  const { session, pid } = await begin();
  using _ = session;
  process.kill(standing(pid).tracer, 'SIGKILL');
  await session.waitFor('strace was killed by SIGKILL');
  await runsFree(pid);
  await session.press('q');
  await session.waitForExit();
  expect(session.disorder()).toEqual([]);
  process.kill(pid, 'SIGKILL');
});

test('SIGSTOP and SIGCONT of the screen: the process runs meanwhile, the screen comes back', async () => {
  const { session, pid } = await attached();
  using _ = session;
  session.kill('SIGSTOP');
  await expect.poll(() => standing(session.pid).state).toBe('T');
  expect(standing(pid).state).not.toMatch(/[Tt]/);
  session.kill('SIGCONT');
  await session.waitForStill();
  await session.waitFor('sleep');
  session.kill('SIGTERM');
  await session.waitForExit();
  expect(session.disorder()).toEqual([]);
  await runsFree(pid);
});

test('Ctrl-Z while tracing: the shell has the terminal, fg brings the screen back, the process is never stopped', async () => {
  const { pid } = bystander();
  using session = start(['bash', '--norc', '-i'], { env: { PS1: 'shell> ' } });
  await session.waitFor('shell>');
  session.type(`${program} attach ${pid}\n`);
  await isTraced(pid);
  await session.waitFor('sleep');
  await session.waitForStill();
  await session.press('ctrl-z');
  await session.waitFor('Stopped');
  expect(standing(pid).state).not.toMatch(/[Tt]/);
  session.type('fg\n');
  await session.waitFor('Calls');
  session.type('q');
  await session.waitForStill();
  await session.press('enter');
  await session.waitForNo('Calls');
  await runsFree(pid);
  session.type('stty -a; exit\n');
  await session.waitForExit();
  expect(session.disorder()).toEqual([]);
});

test('the terminal is gone: all ends, the process is let go', async () => {
  const { session, pid } = await attached();
  const us = session.pid;
  // The other side is closed and nobody is sent SIGKILL.
  session.hangUp();
  await isGone(us);
  await runsFree(pid);
  session.close();
});

test('a command that ends while the screen stops it', async () => {
  const file = join(place(), 'pid');
  using session = whytrace(['run', '--', 'sh', '-c', `echo $$ > ${file}; trap 'exit 3' TERM; while :; do sleep 0.05; done`]);
  const pid = await pidIn(file);
  await isTraced(pid);
  await session.waitForStill(100, 2000).catch(() => {});
  session.kill('SIGTERM');
  expect((await session.waitForExit()).status).toBe(143);
  expect(session.disorder()).toEqual([]);
  await isGone(pid);
});

test('diagnose: a second Ctrl-C kills what does not end at the first, and what was recorded stays', async () => {
  const state = place();
  const file = join(state, 'pid');
  using session = whytrace(['diagnose', '--', 'sh', '-c', `trap '' TERM INT; echo $$ > ${file}; while :; do sleep 0.05; done`], {
    env: { XDG_STATE_HOME: state },
  });
  const pid = await pidIn(file);
  await isTraced(pid);
  await session.press('ctrl-c');
  await session.press('ctrl-c');
  expect(await session.waitForExit()).toEqual({ status: 130, signal: 0 });
  expect(session.disorder()).toEqual([]);
  await isGone(pid);
  expect(shell('"$W" stats --json "$(ls -d "$XDG_STATE_HOME"/whytrace/captures/*/trace.strace)"', { env: { XDG_STATE_HOME: state } })).toMatchObject({
    status: 0,
    out: expect.stringContaining('"execve"'),
  });
});

test('an error that nobody catches: the terminal is given back, then it is told; the process is let go', async () => {
  const here = place();
  const hook = join(here, 'hook.cjs');
  writeFileSync(
    hook,
    `const { existsSync } = require('node:fs');
if (require('node:worker_threads').isMainThread) setInterval(() => { if (existsSync(${JSON.stringify(join(here, 'now'))})) throw new Error('boom'); }, 20).unref();`,
  );
  const { pid } = bystander();
  using session = whytrace(['attach', String(pid)], { env: { NODE_OPTIONS: `--require=${hook}` } });
  await isTraced(pid);
  await session.waitFor('sleep');
  writeFileSync(join(here, 'now'), '');
  expect(await session.waitForExit()).toEqual({ status: 125, signal: 0 });
  expect(session.disorder()).toEqual([]);
  expect(session.text()).toContain('whytrace: an error of its own, please report it: Error: boom');
  await runsFree(pid);
});

test('an error that nobody catches, in the worker: the screen says it, and can be left', async () => {
  const here = place();
  const hook = join(here, 'hook.cjs');
  writeFileSync(
    hook,
    `const { existsSync } = require('node:fs');
if (!require('node:worker_threads').isMainThread) setInterval(() => { if (existsSync(${JSON.stringify(join(here, 'now'))})) throw new Error('boom'); }, 20).unref();`,
  );
  using session = whytrace(['open', capture], { env: { NODE_OPTIONS: `--require=${hook}` } });
  await session.waitFor(FOUND);
  writeFileSync(join(here, 'now'), '');
  await session.waitFor('this is a mistake of whytrace: boom');
  await session.press('q');
  expect((await session.waitForExit()).signal).toBe(0);
  expect(session.disorder()).toEqual([]);
});
