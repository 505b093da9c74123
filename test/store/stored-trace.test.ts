// What a trace tells of its events.
import { expect, test } from 'vitest';
import { CALL_FAILED, CALL_INJECTED, CALL_JOINED, CALL_NO_RETURN } from '../../src/model/trace.ts';
import { traceFromText } from '../../src/session/load-trace.ts';

const LINES = [
  '7 1700000000.000001 openat(AT_FDCWD, "/etc/a\\303\\244", O_RDONLY|O_CLOEXEC)      = -1 ENOENT (No such file or directory) (INJECTED) <0.000009>',
  '7 1700000000.100000 read(3</etc/passwd>,  <unfinished ...>',
  '8 1700000000.200000 --- SIGCHLD {si_signo=SIGCHLD, si_code=SI_USER} ---',
  '7 1700000001.000000 <... read resumed>"x, y", 4) = 4 <0.9>',
  '7 1700000002.000000 exit_group(3) = ?',
  '7 1700000002.000001 +++ exited with 3 +++',
];
const trace = traceFromText(`${LINES.join('\n')}\n`);

test('numbers', () => {
  expect([trace.eventCount, trace.lineCount, trace.clock, trace.ended]).toEqual([5, 6, 'epoch', true]);
  expect([0, 1, 2, 3, 4].map((event) => trace.kind(event))).toEqual(['call', 'call', 'signal', 'call', 'exit']);
  expect([0, 1, 2, 3, 4].map((event) => trace.name(event))).toEqual(['openat', 'read', 'SIGCHLD', 'exit_group', '']);
  expect([0, 1, 2, 3, 4].map((event) => trace.flags(event))).toEqual([CALL_FAILED | CALL_INJECTED, CALL_JOINED, 0, CALL_NO_RETURN, 0]);
  expect([0, 1, 2, 3, 4].map((event) => trace.sinceStartNs(event))).toEqual([0, 99_999_000, 199_999_000, 1_999_999_000, 2_000_000_000]);
  expect([0, 1, 3].map((event) => trace.tookNs(event))).toEqual([9000, 900_000_000, Number.NaN]);
  expect(trace.lines(1)).toEqual({ line: 2, endLine: 4, file: 0 });
});

test('names, errnos and paths are small integers', () => {
  expect(trace.nameIdOf(0)).toBe(trace.nameId('openat'));
  expect(trace.nameId('connect')).toBe(-1);
  expect(trace.errno(0)).toBe('ENOENT');
  expect(trace.errnoIdOf(0)).toBe(trace.errnoId('ENOENT'));
  expect(trace.errno(1)).toBeNull();
  expect(trace.path(0)).toBe('/etc/aä');
  // What a descriptor leads to is no path argument.
  expect([trace.path(1), trace.pathIdOf(1)]).toEqual([null, -1]);
});

test('text is read from the lines', () => {
  expect(trace.text(0)).toBe(
    'openat(AT_FDCWD, "/etc/a\\303\\244", O_RDONLY|O_CLOEXEC) = -1 ENOENT (No such file or directory) (INJECTED) <0.000009>',
  );
  expect(trace.text(1)).toBe('read(3</etc/passwd>, "x, y", 4) = 4 <0.9>');
  expect(trace.args(1)).toEqual(['3</etc/passwd>', '"x, y"', '4']);
  expect([0, 1, 2, 3].map((event) => trace.result(event))).toEqual(['-1', '4', null, '?']);
  expect([0, 1].map((event) => trace.resultNote(event))).toEqual(['(No such file or directory) (INJECTED)', '']);
  expect([0, 2, 4].map((event) => trace.timeText(event))).toEqual(['1700000000.000001', '1700000000.200000', '1700000002.000001']);
  expect(trace.exit(4)).toEqual({ status: 3 });
});

test('a carriage return ends a line before a line feed and at the end of a file; before a call in the same line a program printed it', () => {
  const mixed = traceFromText('half\r\n\r\n50 %\rgetuid() = 0\r\n\rgetgid() = 0\nlast\r');
  expect(Array.from({ length: mixed.eventCount }, (_, event) => mixed.text(event))).toEqual([
    'half',
    '',
    '50 %\r',
    'getuid() = 0',
    '\r',
    'getgid() = 0',
    'last',
  ]);
});

test('an event that does not exist is refused', () => {
  expect(() => trace.kind(5)).toThrow('no event 5 of 5');
});

test('more events than a segment holds', () => {
  const many = traceFromText(Array.from({ length: 70_000 }, (_, at) => `${1 + (at % 3)} close(${at}) = 0\n`).join(''));
  expect(many.eventCount).toBe(70_000);
  expect(many.args(69_999)).toEqual(['69999']);
  expect(many.processes.reduce((sum, { calls }) => sum + calls, 0)).toBe(70_000);
});

test('a key that the terminal showed is no argument', () => {
  const copied = traceFromText('Process 7 attached\nfutex(0x61a4ac, FUTEX_WAIT_PRIVATE, 8153, NULL^CProcess 7 detached\n');
  expect(copied.args(1)).toEqual(['0x61a4ac', 'FUTEX_WAIT_PRIVATE', '8153', 'NULL']);
  expect(traceFromText('wait4(-1, ^CProcess 7 detached\n <detached ...>\n').args(0)).toEqual(['-1']);
});
