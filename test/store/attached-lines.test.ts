// Stacks and bytes belong to the call before them; a restarted call to the one that was interrupted; brackets before a record.
import { expect, test } from 'vitest';
import { traceFromText } from '../../src/session/load-trace.ts';
import { attachedCall, attachedTo } from '../../src/store/attached-lines.ts';
import { interruptedCall } from '../../src/store/interrupted-call.ts';
import { linePrefix } from '../../src/store/line-prefix.ts';

const trace = traceFromText(
  [
    '5 read(3,  <unfinished ...>',
    '6 getpid() = 6',
    ' > /lib/libc.so.6(getpid+0xb) [0xd8f0b]',
    '5 <... read resumed>"ab", 2) = 2',
    ' | 00000  61 62                                             ab               |',
    ' > /lib/libc.so.6(read+0xe) [0x10000e]',
    ' > /bin/x() [0x1149]',
    '6 getppid() = 1',
    '',
  ].join('\n'),
);

test('they stand behind the half that has the result', () => {
  expect(attachedTo(trace, 0)).toEqual([3, 4, 5]);
  expect(attachedTo(trace, 1)).toEqual([2]);
  expect(attachedTo(trace, 6)).toEqual([]);
});

test('and lead back to their call', () => {
  expect([2, 3, 5].map((event) => attachedCall(trace, event))).toEqual([1, 0, 0]);
  expect(attachedCall(trace, 6)).toBeNull();
});

test('a restart goes on with the call that was interrupted, through further restarts', () => {
  const stopped = traceFromText(
    [
      '5 nanosleep({tv_sec=9, tv_nsec=0}, NULL) = ? ERESTART_RESTARTBLOCK (Interrupted by signal)',
      '6 getpid() = 6',
      '5 restart_syscall(<... resuming interrupted nanosleep ...>) = ? ERESTART_RESTARTBLOCK (Interrupted by signal)',
      '5 restart_syscall(<... resuming interrupted restart_syscall ...>) = 0',
      '6 restart_syscall(<... resuming interrupted read ...>) = 0',
      '',
    ].join('\n'),
  );
  expect([2, 3].map((event) => interruptedCall(stopped, event))).toEqual([0, 0]);
  // strace came later: what it goes on with is not in the capture.
  expect(interruptedCall(stopped, 4)).toBeNull();
  expect(interruptedCall(stopped, 1)).toBeNull();
});

test.each([
  ['[  59] [00007fedb25a5ad7] execve("x", [], NULL) = 0', '59', '00007fedb25a5ad7', null],
  ['5 12:00:00.000001 [00007fedb25a5ad7] getpid() = 5', null, '00007fedb25a5ad7', null],
  ['[pid 5] [????????????????] getpid() = 5', null, '????????????????', null],
  ['5 [unconfined_u:unconfined_r:unconfined_t:s0] getpid() = 5', null, null, 'unconfined_u:unconfined_r:unconfined_t:s0'],
  ['5 getpid() = 5', null, null, null],
])('%s', (line, callNumber, instructionPointer, securityContext) => {
  expect(linePrefix(Buffer.from(line))).toEqual({ callNumber, instructionPointer, securityContext });
});
