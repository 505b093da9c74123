// What one can attach to that is no plain running process: each is traced and left as it was found, or refused in one sentence.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { start, whytrace } from '../screens/harness.ts';
import { bystander, childrenOf, endGroup, isRoot, isTraced, oneSentence, program, runsFree, shell, standing } from './tortured.ts';

test('a stopped process stays stopped, and can be continued', async () => {
  const { pid } = bystander();
  process.kill(pid, 'SIGSTOP');
  await expect.poll(() => standing(pid).state).toBe('T');
  using session = whytrace(['attach', String(pid)]);
  await isTraced(pid);
  await session.waitForStill(400);
  session.kill('SIGTERM');
  await session.waitForExit();
  expect(session.disorder()).toEqual([]);
  await expect.poll(() => `${standing(pid).state} ${standing(pid).tracer}`).toBe('T 0');
  process.kill(pid, 'SIGCONT');
  await runsFree(pid);
});

test('a process that is stopped while it is traced stays stopped, and can be continued', async () => {
  const { pid } = bystander('while :; do sleep 0.05; done');
  using session = whytrace(['attach', String(pid)]);
  await isTraced(pid);
  await session.waitForStill(200, 1000).catch(() => {});
  process.kill(pid, 'SIGSTOP');
  await expect.poll(() => standing(pid).state).toMatch(/[Tt]/);
  session.kill('SIGTERM');
  await session.waitForExit();
  await expect.poll(() => `${standing(pid).state} ${standing(pid).tracer}`).toBe('T 0');
  process.kill(pid, 'SIGCONT');
  await runsFree(pid);
});

test('the id of a thread: its process is named', async () => {
  const child = spawn(
    process.execPath,
    ['-e', "new (require('node:worker_threads').Worker)('setInterval(() => {}, 20)', {eval: true}); setInterval(() => {}, 20)"],
    { stdio: 'ignore' },
  );
  onTestFinished(() => endGroup(child.pid));
  await sleep(500);
  const thread = readdirSync(`/proc/${child.pid}/task`)
    .map(Number)
    .find((tid) => tid !== child.pid);
  const { out, status } = shell(`$W attach ${thread}`);
  expect([out, status]).toEqual([
    `whytrace: ${thread} is a thread of process ${child.pid}, and a process is traced with all its threads: whytrace attach ${child.pid}\n`,
    2,
  ]);
  await runsFree(child.pid ?? 0);
});

test('our own parent shell', async () => {
  using session = start(['bash', '--norc', '-i'], { env: { PS1: 'shell> ' } });
  await session.waitFor('shell>');
  session.type(`${program} attach $$\n`);
  await isTraced(session.pid);
  await session.waitFor('● live');
  await session.press('q', 'l');
  await session.waitForNo('Calls');
  await runsFree(session.pid);
  session.type('echo still $((6*7))\n');
  await session.waitFor('still 42');
});

test('a zombie, a pid that is gone, no pid at all: one sentence each', () => {
  const zombie = spawn('sh', ['-c', 'sh -c "exit 0" & exec sleep 60'], { stdio: 'ignore', detached: true });
  onTestFinished(() => endGroup(zombie.pid));
  shell('sleep 0.4');
  const [dead] = childrenOf(zombie.pid ?? 0);
  expect(standing(dead ?? 0).state).toBe('Z');
  for (const [pid, says, status] of [
    [dead, /it is a zombie/, 2],
    [4_194_000, /there is no process/, 2],
    ['0', /no process id|--pid/, 2],
    ['99999999999', /is no process/, 2],
  ] as const)
    for (const command of ['attach', 'diagnose --pid']) {
      const { out, status: ended } = shell(`$W ${command} ${pid}`);
      expect([out, ended]).toEqual([expect.stringMatching(oneSentence), status]);
      expect(out).toMatch(says);
    }
});

test('a process that somebody else traces: he is named', async () => {
  const { pid } = bystander();
  const other = spawn('strace', ['-p', String(pid), '-o', '/dev/null'], { stdio: 'ignore' });
  onTestFinished(() => endGroup(other.pid));
  await isTraced(pid);
  const { out, status } = shell(`$W attach ${pid}`);
  expect([out, status]).toEqual([expect.stringMatching(/traced already, by strace \(pid \d+\)/), 4]);
  expect(standing(pid)).toEqual({ state: 'S', tracer: other.pid });
});

test('a process that ends while it is looked at', async () => {
  for (const life of ['0.3', '0.5', '0.8', '1.1']) {
    const { pid } = bystander(`exec sleep ${life}`);
    const { out, status } = shell(`$W diagnose --pid ${pid}`);
    expect(out).not.toMatch(/mistake| {4}at /);
    expect([0, 1, 2, 3]).toContain(status);
  }
});

test('a process of another user, asked for without rights: how to get them', ({ skip }) => {
  if (!isRoot) skip('only root can give its rights away');
  const { pid } = bystander();
  const { out, status } = shell(
    `setpriv --reuid 65534 --regid 65534 --clear-groups --bounding-set -all --inh-caps -all env HOME=/ XDG_STATE_HOME= $W attach ${pid}`,
  );
  expect([out, status]).toEqual([expect.stringMatching(/^whytrace: process \d+ belongs to another user \(uid 0\): sudo whytrace attach \d+\n$/), 4]);
});

test('where a filter forbids ptrace, one sentence says so', ({ skip }) => {
  if (!isRoot) skip('only root can give its rights away');
  // strace injects the refusal that a seccomp filter would give to whytrace's own strace.
  const { out, status } = shell('strace -f -qq -o /dev/null -e trace=ptrace -e inject=ptrace:error=EPERM $W diagnose -- true');
  expect([out, status]).toEqual([expect.stringMatching(oneSentence), 4]);
  expect(out).toMatch(/ptrace|trac/);
});
