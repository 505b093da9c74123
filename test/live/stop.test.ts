// Ending what is traced: stopping, time limits, letting go of daemons, detaching from what was attached to.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tracerOf } from '../../src/capture/tracees.ts';
import { attach, program, run, spoolOf, temporaryPlace, until } from './capture-harness.ts';

test('a command that hangs is stopped by the clock, and the pending call is the last word before it', async () => {
  using _place = temporaryPlace();
  const capture = await run(['sh', '-c', 'cat; exit 1'], { timeoutSeconds: 0.5 });
  const end = await capture.ended;
  expect(end).toMatchObject({ outcome: { kind: 'hang' }, context: { stoppedByUs: true } });
  const pending = spoolOf(capture)
    .split('\n')
    .findIndex((line) => /read\(0.*(unfinished|ERESTARTSYS)/.test(line));
  const stop = spoolOf(capture)
    .split('\n')
    .findIndex((line) => /--- SIGTERM/.test(line));
  expect(pending).toBeGreaterThan(0);
  expect(stop).toBeGreaterThanOrEqual(pending);
});

test('a command that ignores SIGTERM is killed after three seconds', async () => {
  using _place = temporaryPlace();
  const capture = await run([program('ignores-sigterm.sh')]);
  await until(() => spoolOf(capture).includes('sleep'), 'the trap to be set');
  await capture.stop();
  expect(spoolOf(capture)).toContain('+++ killed by SIGKILL +++');
});

test('a daemon that was left behind runs on unharmed when we let go, and its output does not kill it', async () => {
  using place = temporaryPlace();
  const log = join(place.path, 'daemon.log');
  const capture = await run([program('leaves-a-daemon.sh'), log]);
  expect(await capture.commandEnded).toEqual({ kind: 'exit', status: 0 });
  await until(() => existsSync(log), 'the daemon to write');
  const [daemon] = capture.stillRunning();
  expect(daemon?.command).toContain('leaves-a-daemon.sh');
  await capture.detach();
  expect((await capture.ended).outcome).toEqual({ kind: 'exit', status: 0 });
  const before = readFileSync(log, 'utf8');
  await until(() => readFileSync(log, 'utf8').length > before.length + 5, 'the daemon to go on');
  expect(tracerOf(daemon?.pid ?? 0)).toBe(0);
  process.kill(daemon?.pid ?? 0);
});

test('a command can be left running untraced', async () => {
  using _place = temporaryPlace();
  const capture = await run(['sleep', '30']);
  const [running] = capture.stillRunning();
  await capture.detach();
  expect((await capture.ended).outcome).toEqual({ kind: 'unknown' });
  expect(process.kill(running?.pid ?? 0, 0)).toBe(true);
  process.kill(running?.pid ?? 0);
});

test('an interrupt reaches the command as SIGINT', async () => {
  using _place = temporaryPlace();
  const capture = await run(['sh', '-c', 'trap "exit 42" INT; echo ready; while :; do sleep 0.1; done']);
  await until(() => capture.output.length > 0, 'the trap to be set');
  capture.interrupt();
  expect((await capture.ended).outcome).toEqual({ kind: 'exit', status: 42 });
});

test('an interrupt reaches the whole process group, as from a terminal', async () => {
  using _place = temporaryPlace();
  const capture = await run(['sh', '-c', 'echo ready; sleep 30; exit 3']);
  await until(() => spoolOf(capture).includes('"sleep"'), 'the child');
  capture.interrupt();
  expect((await capture.ended).outcome).toEqual({ kind: 'signal', signal: 'SIGINT' });
  expect(spoolOf(capture).match(/\+\+\+ killed by SIGINT \+\+\+/g)).toHaveLength(2);
});

test('what was attached to is never stopped: it lives on after we have detached', async () => {
  using _place = temporaryPlace();
  const target = spawn('sh', ['-c', 'while :; do sleep 0.05; done'], { stdio: 'ignore' });
  const capture = await attach(target.pid ?? 0);
  await until(() => spoolOf(capture).includes('wait4'), 'calls of the process');
  await capture.stop();
  expect(await capture.ended).toMatchObject({ outcome: { kind: 'unknown' }, context: { stoppedByUs: false } });
  expect([target.exitCode, tracerOf(target.pid ?? 0)]).toEqual([null, 0]);
  target.kill('SIGKILL');
});

test('descendants that were there before we attached are recorded too', async () => {
  using _place = temporaryPlace();
  const target = spawn('sh', ['-c', 'sh -c "while :; do sleep 0.05; done"; true'], { stdio: 'ignore', detached: true });
  await until(() => readFileSync(`/proc/${target.pid}/task/${target.pid}/children`, 'utf8').trim() !== '', 'the child');
  const capture = await attach(target.pid ?? 0);
  await until(() => /(vfork|clone)/.test(spoolOf(capture)), 'calls of the child');
  await capture.detach();
  process.kill(-(target.pid ?? 0), 'SIGKILL');
});

test('a process that ends by itself ends its capture, with its own outcome', async () => {
  using _place = temporaryPlace();
  const target = spawn('sh', ['-c', 'read x; exit 6'], { stdio: ['pipe', 'ignore', 'ignore'] });
  const capture = await attach(target.pid ?? 0);
  target.stdin?.end();
  expect((await capture.ended).outcome).toEqual({ kind: 'exit', status: 6 });
});

test('a process that ends while strace attaches is told as such', async () => {
  using _place = temporaryPlace();
  const target = spawn('true', { stdio: 'ignore' });
  await new Promise((resolve) => target.once('exit', resolve));
  await expect(attach(target.pid ?? 0)).rejects.toMatchObject({
    code: 'unreadable-input',
    message: expect.stringContaining('has ended at this moment'),
  });
});

test('a set of calls that the command never makes still tells its end', async () => {
  using _place = temporaryPlace();
  const end = await (await run(['sh', '-c', 'sh -c "exit 4"; exit 5'], { traceSet: '%network' })).ended;
  expect(end).toMatchObject({ outcome: { kind: 'exit', status: 5 }, context: { neverStarted: false } });
});
