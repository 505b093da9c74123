// Real commands under the real strace: how they end, what they print and read, and that they behave as without us.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { program, run, spoolOf, temporaryPlace } from './capture-harness.ts';

test.each([
  ['exit 0', { kind: 'exit', status: 0 }],
  ['exit 3', { kind: 'exit', status: 3 }],
  ['kill -SEGV $$', { kind: 'signal', signal: 'SIGSEGV' }],
])('tells how a command ended: %s', async (script, outcome) => {
  using _place = temporaryPlace();
  const end = await (await run(['sh', '-c', script])).ended;
  expect(end).toMatchObject({ outcome, failure: null, context: { observed: outcome, stoppedByUs: false, neverStarted: false } });
});

test('an exit status goes up through forks and execs, and every process is in the capture', async () => {
  using _place = temporaryPlace();
  const capture = await run([program('chain.sh'), '3']);
  expect((await capture.ended).outcome).toEqual({ kind: 'exit', status: 7 });
  expect(spoolOf(capture).match(/\+\+\+ exited with 7 \+\+\+/g)).toHaveLength(4);
});

test('all threads of a process are recorded', async () => {
  using _place = temporaryPlace();
  const capture = await run([process.execPath, program('threads.mjs')]);
  expect((await capture.ended).outcome).toEqual({ kind: 'exit', status: 5 });
  expect(new Set(spoolOf(capture).match(/^\d+/gm)).size).toBeGreaterThan(4);
});

test('what a command prints is kept by stream, in order', async () => {
  using _place = temporaryPlace();
  const capture = await run(['sh', '-c', 'echo out; echo wrong >&2']);
  const end = await capture.ended;
  expect(end.context.printed).toEqual({ stdout: 'out\n', stderr: 'wrong\n' });
  expect(capture.output.filter(({ stream }) => stream === 'stderr').map(({ text }) => text)).toEqual(['wrong\n']);
});

test('much output is passed on whole', async () => {
  using _place = temporaryPlace();
  const stdout = new PassThrough();
  let bytes = 0;
  stdout.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
  });
  const capture = await run(['sh', '-c', 'head -c 3000000 /dev/zero | tr "\\0" x'], { passOutputTo: { stdout, stderr: new PassThrough() } });
  await capture.ended;
  expect(bytes).toBe(3_000_000);
});

test('input that is typed reaches the command, and its end does', async () => {
  using _place = temporaryPlace();
  const capture = await run(['cat']);
  capture.sendInput('one line\n');
  capture.closeInput();
  expect((await capture.ended).context.printed?.stdout).toBe('one line\n');
});

test('a script can open /dev/stdin, /dev/stdout and /dev/stderr by name', async () => {
  using _place = temporaryPlace();
  const capture = await run(['sh', '-c', 'head -n 1 /dev/stdin; echo o >/dev/stdout; echo e >/dev/stderr']);
  capture.sendInput('i\n');
  expect((await capture.ended).context.printed).toEqual({ stdout: 'i\no\n', stderr: 'e\n' });
});

test('with a terminal, the command sees one', async () => {
  using _place = temporaryPlace();
  const capture = await run(['sh', '-c', 'test -t 0 && test -t 1 && test -t 2 && exit 9'], { tty: true });
  expect((await capture.ended).outcome).toEqual({ kind: 'exit', status: 9 });
});

test('argv[0] is what was typed, and the file is what PATH leads to', async () => {
  using _place = temporaryPlace();
  const capture = await run(['env']);
  await capture.ended;
  expect(spoolOf(capture).split('\n')[0]).toMatch(/execve\("\/[^"]*\/env", \["env"\]/);
});

test('the command gets the environment that was asked for, variable for variable', async () => {
  using _place = temporaryPlace();
  const env = { PATH: '/usr/bin:/bin', LD_BIND_NOW: '1', A: 'b c=d' };
  const capture = await run(['env'], { env });
  const lines = (await capture.ended).context.printed?.stdout.trim().split('\n') ?? [];
  expect(lines.toSorted()).toEqual(['A=b c=d', 'LD_BIND_NOW=1', 'PATH=/usr/bin:/bin']);
});

test('an environment that breaks every program breaks the command, not strace', async () => {
  using place = temporaryPlace();
  const env = { PATH: '/usr/bin:/bin', LD_LIBRARY_PATH: place.path, LD_PRELOAD: '/nonexistent/lib.so' };
  const end = await (await run(['true'], { env })).ended;
  expect(end.outcome).toEqual({ kind: 'exit', status: 0 });
  expect(end.context.printed?.stderr).toContain('/nonexistent/lib.so');
});

test('a command that is not found was never started, and needs no strace', async () => {
  using _place = temporaryPlace();
  const strace = () => Promise.reject(new Error('strace was looked for'));
  const capture = await run(['no-such-command-anywhere'], { strace });
  expect(await capture.ended).toMatchObject({ outcome: { kind: 'exit', status: 127 }, context: { neverStarted: true } });
});

test('a file whose interpreter is missing was never started either, and the failing execve is recorded', async () => {
  using place = temporaryPlace();
  const script = join(place.path, 'script');
  writeFileSync(script, '#!/no/such/interpreter\n', { mode: 0o755 });
  const capture = await run([script]);
  expect(await capture.ended).toMatchObject({ outcome: { kind: 'exit', status: 127 }, context: { neverStarted: true } });
  expect(spoolOf(capture)).toMatch(/execve\(.*= -1 ENOENT/);
});

test('the spool is ours alone to read, and --save keeps a copy', async () => {
  using place = temporaryPlace();
  const save = join(place.path, 'kept.strace');
  const capture = await run(['true'], { save });
  await capture.ended;
  expect(statSync(capture.spoolPath).mode & 0o077).toBe(0);
  expect(readFileSync(save, 'latin1')).toBe(spoolOf(capture));
});
