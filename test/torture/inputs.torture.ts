// Captures that are too long, too wide, too odd, or not captures at all.
import { spawn } from 'node:child_process';
import { closeSync, openSync, statSync, truncateSync, unlinkSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { whytrace } from '../screens/harness.ts';
import { endGroup, isRoot, oneSentence, place, shell } from './tortured.ts';

const END = '1 1700000009.000000 +++ exited with 0 +++\n';
const call = (at: number, path: string, pid = 1) =>
  `${pid} 1700000000.${String(at % 1_000_000).padStart(6, '0')} openat(AT_FDCWD, "${path}", O_RDONLY) = -1 ENOENT (No such file or directory) <0.000005>\n`;

function file(...parts: readonly (string | Buffer)[]): string {
  const path = join(place(), 'capture');
  writeFileSync(path, '');
  const fd = openSync(path, 'w');
  for (const part of parts) writeSync(fd, part as string);
  closeSync(fd);
  return path;
}

interface Counts {
  readonly lines: number;
  readonly calls: number;
  readonly processes: number;
  readonly residentKiB: number;
}

function statsOf(path: string): Counts {
  const { out } = shell(`/usr/bin/time -f %M -o time $W stats --json ${path}; echo; tail -1 time`, { cwd: join(path, '..') });
  const [json = '', ...rest] = out.trim().split('\n');
  return { ...JSON.parse(json), residentKiB: Number(rest.at(-1)) };
}

describe.runIf(statSync('/usr/bin/time', { throwIfNoEntry: false }))('sizes', () => {
  test('a line of 100,000 characters, on the screen', async () => {
    const path = file(
      call(1, '/a'),
      call(2, `/${'long'.repeat(25_000)}`),
      `1 write(1, "${'\\33['.repeat(25_000)}", 75000) = 75000\n`,
      'w'.repeat(100_000),
      '\n',
      END,
    );
    using session = whytrace(['open', path]);
    await session.waitFor('long');
    await session.press('j', 'd', 'j', 'esc', 'j', 'd', 'j', 'esc', 'G');
    await session.waitForStill();
    await session.press('q');
    expect((await session.waitForExit()).status).toBe(0);
    expect(session.disorder()).toEqual([]);
  });

  test.each(['f(', 'futex(', '3<', '[{("', ' = 3', '\\33[', '<unfinished ...> [pid 3] ', 'strace: Process 3 attached ', '&quot;(', '“('])(
    'one line of 500,000 times %j: it is read once, not once from each',
    (word) => {
      const path = file(call(1, '/a'), `1 1700000000.000002 read(3, ${word.repeat(500_000)}\n`, call(2, '/b'), END);
      const { calls, lines, residentKiB } = statsOf(path);
      expect(lines).toBe(4);
      expect(calls).toBeGreaterThanOrEqual(2);
      expect(residentKiB).toBeLessThan(1 << 20);
    },
  );

  test('a line that is longer than any is kept: cut into records, in bounded memory, and what is behind it is read', () => {
    const path = file(call(1, '/a'), ...Array.from({ length: 10 }, () => Buffer.alloc(1 << 24, 'x')), '\n', call(2, '/b'), END);
    const { calls, lines, residentKiB } = statsOf(path);
    expect(calls).toBe(2);
    expect(lines).toBeGreaterThan(4);
    expect(residentKiB).toBeLessThan(1 << 20);
  });

  test('a million distinct paths', () => {
    const path = file(
      ...Array.from({ length: 100 }, (_, part) => Array.from({ length: 10_000 }, (_line, at) => call(at, `/dir${part}/file${at}`)).join('')),
      END,
    );
    const { calls, residentKiB } = statsOf(path);
    expect(calls).toBe(1_000_000);
    expect(residentKiB).toBeLessThan(1 << 20);
  });

  test('a million empty lines', () => {
    const path = file(call(1, '/a'), '\n'.repeat(1_000_000), END);
    expect(statsOf(path)).toMatchObject({ lines: 1_000_002, calls: 1 });
  });

  test('5,000 processes', async () => {
    const lines = Array.from(
      { length: 5000 },
      (_, at) =>
        `1 1700000000.000001 clone(child_stack=NULL, flags=SIGCHLD) = ${at + 2}\n${call(at, '/x', at + 2)}${at + 2} 1700000001.000000 +++ exited with 0 +++\n`,
    );
    const path = file(...lines, END);
    expect(statsOf(path).processes).toBe(5001);
    using session = whytrace(['open', path]);
    await session.waitFor('/x');
    await session.press('2', 'G', 'k', 'k', '1', 'G', 'g');
    await session.waitForStill();
    await session.press('q');
    expect((await session.waitForExit()).status).toBe(0);
  });
});

describe('clocks and pids', () => {
  test('times that jump both ways: no duration and no time is negative', async () => {
    const at = ['1700000000.5', '1699990000.1', '1700500000.0', '1700000000.6', '0000000000.0'];
    const path = file(
      ...at.map((time, index) => `1 ${time}00000 openat(AT_FDCWD, "/jump${index}", O_RDONLY) = 3 <0.000010>\n`),
      '1 1699000000.000000 +++ exited with 0 +++\n',
    );
    const { out, status } = shell(`$W diagnose ${path}; $W stats ${path}`);
    expect([status, /-\d+\.\d+ s|mistake/.exec(out)]).toEqual([0, null]);
    using session = whytrace(['open', path]);
    await session.waitFor('/jump');
    await session.press('7', 's', 's', 's');
    await session.waitForStill();
    expect(session.text()).not.toMatch(/(?<![\d:])-\d+(?:\.\d+)? ?(?:m|µ|n)?s\b/);
    await session.press('q');
    await session.waitForExit();
  });

  test.each([-3_600_000, 3_600_000])(
    'the system clock is set while a command is traced (%i ms): it is stopped in time, and its time is right',
    (jumpMs) => {
      const here = place();
      const set = `const { now } = Date; setTimeout(() => { Date.now = () => now() + ${jumpMs}; }, 700).unref();`;
      writeFileSync(join(here, 'set.cjs'), set);
      const { out } = shell(`NODE_OPTIONS=--require=${here}/set.cjs $W diagnose --json --timeout 2 -- sleep 60`, { cwd: here });
      const { outcome } = JSON.parse(out);
      expect(outcome).toEqual({ kind: 'hang', seconds: expect.any(Number) });
      expect(outcome.seconds).toBeGreaterThanOrEqual(1.9);
      expect(outcome.seconds).toBeLessThan(20);
    },
  );

  test('a pid that comes back is another process', () => {
    const life = (status: number) =>
      `1 clone(child_stack=NULL, flags=SIGCHLD) = 7\n7 execve("/bin/true", ["true"], 0x1) = 0\n7 +++ exited with ${status} +++\n`;
    const path = file('1 execve("/bin/sh", ["sh"], 0x1) = 0\n', life(0), life(1), life(0), '1 +++ exited with 0 +++\n');
    expect(statsOf(path).processes).toBe(4);
  });

  test.runIf(isRoot)('a pid that really comes back, traced live', () => {
    // Beginning again at 300, Linux has a hundred of them, and our own threads need a dozen.
    // Counted, not diagnosed: where the processor is short, that is what is found.
    const kept = join(place(), 'kept');
    shell(
      `unshare -pf --mount-proc bash -c 'echo 400 > /proc/sys/kernel/pid_max 2>&-; $W diagnose --save ${kept} -- sh -c "i=0; while [ \\$i -lt 400 ]; do /bin/true; i=\\$((i+1)); done"'`,
    );
    expect(statsOf(kept).processes).toBe(401);
  });
});

describe('files that are none', () => {
  test.each([
    ['/dev/zero', 'it is a device'],
    ['/dev/full', 'it is a device'],
    ['/dev/null', 'it is empty'],
    ['/', 'is a directory'],
    ['/nonexistent', 'there is no such file'],
  ])('%s', (path, says) => {
    for (const command of ['diagnose', 'stats', 'export --to csv']) {
      const { out, status } = shell(`$W ${command} ${path}`);
      expect([out, status]).toEqual([expect.stringMatching(oneSentence), 2]);
      expect(out).toMatch(says);
    }
  });

  test('a pipe that brings zeros, or letters, without end', () => {
    for (const endless of ['cat /dev/zero', 'yes | tr -d "\\n"']) {
      const { out, status } = shell(`${endless} | $W diagnose -`);
      expect([out, status]).toEqual([expect.stringMatching(oneSentence), 2]);
    }
  });

  test('a FIFO that nobody writes to: a signal ends it', () => {
    expect(shell('mkfifo fifo; timeout -s INT 2 $W diagnose fifo', { cwd: place() }).status).toBe(124);
  });

  test.each(['q', 'esc', 'ctrl-c'])('a FIFO that nobody writes to: %s leaves the screen', async (key) => {
    const here = place();
    shell('mkfifo fifo', { cwd: here });
    using session = whytrace(['open', 'fifo'], { cwd: here });
    await session.waitFor('fifo');
    await session.waitForStill();
    await session.press(key);
    expect((await session.waitForExit()).status).toBe(0);
    expect(session.disorder()).toEqual([]);
  });

  test('a FIFO whose writer comes late, and pauses', async () => {
    const here = place();
    shell('mkfifo fifo', { cwd: here });
    using session = whytrace(['open', 'fifo'], { cwd: here });
    await session.waitFor('fifo');
    await session.waitForStill();
    writeFileSync(join(here, 'first'), call(1, '/early'));
    writeFileSync(join(here, 'second'), call(2, '/late') + END);
    const writer = spawn('sh', ['-c', 'exec >fifo; cat first; read -r word; cat second'], { cwd: here, stdio: ['pipe', 'ignore', 'ignore'] });
    onTestFinished(() => endGroup(writer.pid));
    await session.waitFor('/early');
    writer.stdin.write('on\n');
    await session.waitFor('/late');
    await session.press('q');
    expect((await session.waitForExit()).status).toBe(0);
    expect(session.disorder()).toEqual([]);
  });

  test.runIf(isRoot)('one that may not be read', () => {
    const path = file(END);
    const { out, status } = shell(
      `chmod 600 ${path}; chmod 755 ${join(path, '..')}; setpriv --reuid 65534 --regid 65534 --clear-groups $W diagnose ${path}`,
    );
    expect([out, status]).toEqual([`whytrace: cannot read ${path}: permission denied\n`, 2]);
  });

  test('zero bytes in between are kept: few are a line, 4096 a hole that is told', () => {
    const withZeros = (count: number) => file(call(1, '/a'), Buffer.alloc(count), '\n', call(2, '/b'), END);
    expect(statsOf(withZeros(100))).toMatchObject({ calls: 2, lines: 4 });
    // What --keep newest gives up is such a hole. The line that it was in goes on behind it.
    const path = withZeros(5000);
    expect(statsOf(path)).toMatchObject({ calls: 2, lines: 5 });
    const kinds = shell(`$W export ${path} --to jsonl`).out.split('\n').filter(Boolean);
    expect(kinds.map((line) => JSON.parse(line).kind)).toEqual(['call', 'notice', 'output', 'call', 'exit']);
  });
});

test.each([
  ['shrinks', (path: string) => truncateSync(path, 1000)],
  ['is emptied', (path: string) => truncateSync(path, 0)],
  ['is deleted', (path: string) => unlinkSync(path)],
] as const)('a file that %s while it is open: the screen stays usable', async (_what, change) => {
  const path = file(...Array.from({ length: 20_000 }, (_, at) => call(at, `/file${at}`)), END);
  using session = whytrace(['open', path]);
  await session.waitFor('/file0');
  await session.waitForStill();
  change(path);
  await session.press('G', 'k', 'd', 'esc', 'g', 'j', '5', '1', '/', 'f', 'i', 'enter');
  await session.waitForStill();
  expect(session.screen()[0]).toContain('whytrace');
  await session.press('q');
  expect((await session.waitForExit()).status).toBe(0);
  expect(session.disorder()).toEqual([]);
});

test('too little memory for the heap: one sentence or a whole answer, and the terminal is in order', async () => {
  const path = file(...Array.from({ length: 50_000 }, (_, at) => call(at, `/file${at}`)), END);
  using session = whytrace(['open', path], { env: { NODE_OPTIONS: '--max-old-space-size=32' } });
  await session.waitFor(/\/file|memory/);
  await session.press('q');
  await session.waitForExit();
  expect(session.disorder()).toEqual([]);
});
