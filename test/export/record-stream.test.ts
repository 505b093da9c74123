// Records of a capture: the same from the stream as from the trace, in the order in which they began.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine } from '../../src/export/csv.ts';
import { type ExportRecord, recordOf } from '../../src/export/record.ts';
import { traceFromText } from '../../src/session/load-trace.ts';
import { captureFixtures, fixtureBytes } from '../fixtures/captures.ts';
import { captureBytes } from '../parse/any-input.ts';
import { streamedRecords, withoutLateNews } from './streamed-records.ts';

function fromTrace(bytes: Uint8Array): ExportRecord[] {
  const trace = traceFromText(bytes);
  return Array.from({ length: trace.eventCount }, (_, event) => recordOf(trace, event));
}

test('the records of a capture, as they are written', () => {
  const lines = [
    '4122 1700000000.123456 openat(AT_FDCWD, "/lib64/libgcc_s.so.1", O_RDONLY|O_CLOEXEC) = -1 ENOENT (No such file or directory) <0.000009>',
    '4122 1700000000.200000 wait4(-1,  <unfinished ...>',
    '4123 1700000000.300000 write(1, "\\n", 1) = 1',
    '4122 1700000000.400000 <... wait4 resumed>NULL, 0, NULL) = 4123 <0.200000>',
    '4122 1700000000.500000 --- SIGCHLD {si_signo=SIGCHLD, si_pid=4123} ---',
    'strace: Process 4123 detached',
    '4122 1700000000.600000 +++ killed by SIGKILL (core dumped) +++',
    'output \u00ff',
  ];
  expect(streamedRecords(Buffer.from(lines.join('\n').replace('\u00ff', '\xff'), 'latin1'))).toEqual([
    {
      kind: 'call',
      event: 1,
      line: 1,
      endLine: 1,
      pid: 4122,
      comm: '',
      time: '1700000000.123456',
      name: 'openat',
      args: ['AT_FDCWD', '"/lib64/libgcc_s.so.1"', 'O_RDONLY|O_CLOEXEC'],
      result: '-1',
      errno: 'ENOENT',
      took: '0.000009',
      pending: false,
      injected: false,
    },
    {
      kind: 'call',
      event: 2,
      line: 2,
      endLine: 4,
      pid: 4122,
      comm: '',
      time: '1700000000.200000',
      name: 'wait4',
      args: ['-1', 'NULL', '0', 'NULL'],
      result: '4123',
      errno: null,
      took: '0.200000',
      pending: false,
      injected: false,
    },
    expect.objectContaining({ kind: 'call', event: 3, line: 3, pid: 4123 }),
    { kind: 'signal', event: 4, line: 5, pid: 4122, time: '1700000000.500000', name: 'SIGCHLD', info: '{si_signo=SIGCHLD, si_pid=4123}' },
    { kind: 'notice', event: 5, line: 6, text: 'strace: Process 4123 detached' },
    { kind: 'exit', event: 6, line: 7, pid: 4122, time: '1700000000.600000', signal: 'SIGKILL', core: true },
    { kind: 'output', event: 7, line: 8, text: 'output \\xff' },
  ]);
});

test('streaming gives the same records as the trace, whatever comes in', () => {
  fc.assert(
    fc.property(captureBytes, (bytes) => {
      expect(streamedRecords(bytes).map(withoutLateNews)).toEqual(fromTrace(bytes).map(withoutLateNews));
    }),
    { numRuns: 200 },
  );
});

test.each(captureFixtures().filter((_, at) => at % 3 === 0))('$name: streaming gives the same records as the trace', ({ path }) => {
  const bytes = fixtureBytes(path);
  expect(streamedRecords(bytes).map(withoutLateNews)).toEqual(fromTrace(bytes).map(withoutLateNews));
});

test('a stack line tells the call it belongs to', () => {
  const records = streamedRecords(
    Buffer.from('close(3) = 0\n > /lib/libc.so.6(close+0x1) [0x1]\nclose(4) = 0\n > /lib/libc.so.6(close+0x1) [0x1]\n'),
  );
  expect(records.map((record) => (record.kind === 'stack' ? record.of : null))).toEqual([null, 1, null, 3]);
});

test('a row of CSV has every column, and quotes what needs it', () => {
  const [call] = fromTrace(Buffer.from('7 openat(AT_FDCWD, "/a", O_RDONLY) = -1 ENOENT (No such file or directory)\n'));
  expect(csvLine(call!)).toBe('1,call,,1,1,7,,,openat,"AT_FDCWD, ""/a"", O_RDONLY",-1,ENOENT,,false,false,,,,,\r\n');
});
