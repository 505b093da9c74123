// The few facts that capture reads from the spool itself.
import { expect, test } from 'vitest';
import { learn, type SpoolFacts } from '../../src/capture/spool-watch.ts';

const NOTHING: SpoolFacts = { rootPid: null, rootEnd: null, started: false, execErrno: null, bytes: 0 };
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
