// The few facts that capture reads from the spool itself.
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { learn, type SpoolFacts, tellingLines, watchSpool } from '../../src/capture/spool-watch.ts';

const NOTHING: SpoolFacts = { rootPid: null, rootEnd: null, started: false, execErrno: null, bytes: 0, writesExits: true };
const after = (...lines: string[]) => learn(NOTHING, `${lines.join('\n')}\n`);

test('the first line names the command, and its +++ line its end', () => {
  expect(
    after(
      '7     1700000000.1 execve("/bin/sh", ["sh"], 0x7 /* 3 vars */) = 0 <0.0003>',
      '8     1700000000.2 +++ exited with 1 +++',
      '7     1700000000.3 +++ exited with 3 +++',
    ),
  ).toMatchObject({
    rootPid: 7,
    started: true,
    rootEnd: { kind: 'exit', status: 3 },
  });
});
test('a killed command has a signal for its end', () => {
  expect(after('7 1.0 execve("/x", ["x"], 0x7) = 0 <0.1>', '7 1.1 +++ killed by SIGSEGV (core dumped) +++').rootEnd).toEqual({
    kind: 'signal',
    signal: 'SIGSEGV',
  });
});
test('a failed first execve is no start, and its errno is kept', () => {
  expect(after('7 1.0 execve("/x", ["x"], 0x7 /* 2 vars */) = -1 ENOEXEC (Exec format error) <0.1>')).toMatchObject({
    started: false,
    execErrno: 'ENOEXEC',
  });
});
test('text of the program that looks like an end is none', () => {
  expect(after('7 1.0 execve("/x", ["x"], 0x7) = 0', '7 1.1 write(1, "7 1.1 +++ exited with 3 +++", 20) = 20').rootEnd).toBeNull();
});

test('before the command has started every line is looked at, afterwards only those that may tell an end', () => {
  const lines = Buffer.from('7 1.0 close(3) = 0\n9 1.1 +++ exited with 0 +++\n7 1.2 close(4) = 0\n7 1.3 +++ killed by SIGKILL +++\n');
  expect(tellingLines(NOTHING, lines)).toBe(lines.toString());
  expect(tellingLines({ ...NOTHING, rootPid: 7, started: true }, lines)).toBe('9 1.1 +++ exited with 0 +++\n7 1.3 +++ killed by SIGKILL +++\n');
});
test('an end is found behind a line that comes in two parts, and behind one that is longer than a chunk', () => {
  const place = mkdtempSync(join(tmpdir(), 'whytrace-test-'));
  const path = join(place, 'spool');
  const seen: SpoolFacts[] = [];
  writeFileSync(path, '7 1.0 execve("/x", ["x"], 0x7) = 0\n7 1.1 +++ exi');
  const watch = watchSpool({ path, attachedTo: null, writesExits: true }, (facts) => seen.push(facts));
  expect(watch.look()).toMatchObject({ rootPid: 7, started: true, rootEnd: null, bytes: 48 });
  appendFileSync(path, `ted\n7 1.2 write(1, "${'x'.repeat(600_000)}", 600000) = 600000\n7 1.3 +++ exited with 5 +++\n`);
  expect(watch.look().rootEnd).toEqual({ kind: 'exit', status: 5 });
  expect(seen).toHaveLength(2);
  watch.close();
  rmSync(place, { recursive: true });
});

test('a strace that writes no exits (up to 4.6) tells the end by the last call of the command, not of its children, and not by what it prints', () => {
  const old: SpoolFacts = { ...NOTHING, writesExits: false };
  const lines = [
    '7     1700000000.1 execve("/bin/sh", ["sh"], [/* 3 vars */]) = 0 <0.0003>',
    '8     1700000000.2 exit_group(1)   = ?',
    '7     1700000000.3 write(1, "7 1.1 exit_group(2) = ?", 23) = 23',
  ].join('\n');
  expect(learn(old, `${lines}\n`)).toMatchObject({ rootPid: 7, rootEnd: null });
  expect(learn(old, `${lines}\n7     1700000000.4 exit_group(-1)  = ?\n`).rootEnd).toEqual({ kind: 'exit', status: 255 });
  expect(learn(NOTHING, `${lines}\n7     1700000000.4 exit_group(3)   = ?\n`).rootEnd).toBeNull();
  const bytes = Buffer.from('7 1.0 close(3) = 0\n7 1.4 exit_group(3)   = ?\n');
  expect(tellingLines({ ...old, rootPid: 7, started: true }, bytes)).toBe('7 1.4 exit_group(3)   = ?\n');
});
