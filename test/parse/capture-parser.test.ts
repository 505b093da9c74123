// Lines to records: halves, messages in between, output, whose a line is.
import { describe, expect, test } from 'vitest';
import { ATTACHED, CALL_JOINED, CALL_PENDING, type Trace } from '../../src/model/trace.ts';
import { traceFromText } from '../../src/session/load-trace.ts';

const records = (trace: Trace): string[] =>
  Array.from({ length: trace.eventCount }, (_, event) => `${trace.tid(event)} ${trace.kind(event)} ${trace.text(event)}`);
const parse = (...lines: string[]): Trace => traceFromText(`${lines.join('\n')}\n`);

describe('calls in halves', () => {
  test('an unfinished call and its resumed half are one call, where it began', () => {
    const trace = parse('5 read(3,  <unfinished ...>', '6 getpid() = 6', '5 <... read resumed>"x", 1) = 1 <0.5>');
    expect(records(trace)).toEqual(['5 call read(3, "x", 1) = 1 <0.5>', '6 call getpid() = 6']);
    expect(trace.lines(0)).toEqual({ line: 1, endLine: 3, file: 0 });
    expect(trace.flags(0)).toBe(CALL_JOINED);
    expect(trace.tookNs(0)).toBe(500_000_000);
    expect(trace.args(0)).toEqual(['3', '"x"', '1']);
  });

  test.each([
    ['wait4(192 <unfinished ...>', '<... wait4 resumed>, NULL, 0, NULL) = 192', 'wait4(192, NULL, 0, NULL) = 192'],
    ['mprotect(0x7f, 4096, PROT_READ <unfinished ...>', '<... mprotect resumed> ) = 0', 'mprotect(0x7f, 4096, PROT_READ) = 0'],
    ['futex(0x7f, FUTEX_WAIT, 2, NULL <unfinished ...>', '<... futex resumed>) = -1 EAGAIN (Resource temporarily unavailable)', null],
    ['vfork( <unfinished ...>', '<... vfork resumed>) = 192', 'vfork() = 192'],
    ['pause( <unfinished ...>', '<... pause resumed> <unfinished ...>) = ?', 'pause() = ?'],
  ])('%s + %s', (first, second, whole) => {
    const trace = parse(`5 ${first}`, '6 getpid() = 6', `5 ${second}`);
    expect(trace.eventCount).toBe(2);
    expect(trace.flags(0) & CALL_PENDING).toBe(0);
    if (whole !== null) expect(trace.text(0)).toBe(whole);
    else expect(trace.errno(0)).toBe('EAGAIN');
  });

  test('a call that never ends stays pending, without result', () => {
    const trace = parse('5 read(3, <unfinished ...>', '5 +++ killed by SIGKILL +++');
    expect(trace.flags(0)).toBe(CALL_PENDING);
    expect(trace.result(0)).toBeNull();
    expect(trace.args(0)).toEqual(['3']);
    expect(trace.exit(1)).toEqual({ signal: 'SIGKILL', core: false });
  });

  test('a message of strace in the middle of a call is a record of its own', () => {
    const trace = parse(
      'vfork(strace: Process 192 attached',
      ' <unfinished ...>',
      '[pid   192] getpid() = 192',
      '[pid   191] <... vfork resumed>) = 192',
    );
    expect(records(trace)).toEqual(['191 call vfork() = 192', '0 notice strace: Process 192 attached', '192 call getpid() = 192']);
    expect(trace.lines(0)).toMatchObject({ line: 1, endLine: 4 });
  });

  test('arguments may go on behind a message', () => {
    const trace = parse('clone(strace: Process 9 attached', 'child_stack=NULL, flags=SIGCHLD) = 9');
    expect(records(trace)).toEqual(['0 call clone(child_stack=NULL, flags=SIGCHLD) = 9', '0 notice strace: Process 9 attached']);
  });

  test('an execve of another thread goes on under the leader', () => {
    const trace = parse(
      '11 execve("/bin/true", ["true"], 0x7f /* 3 vars */ <unfinished ...>',
      '10 +++ superseded by execve in pid 11 +++',
      '10 <... execve resumed>) = 0',
    );
    expect(trace.text(0)).toBe('execve("/bin/true", ["true"], 0x7f /* 3 vars */) = 0');
    expect(trace.kind(1)).toBe('notice');
    expect(trace.eventCount).toBe(2);
  });
  test('a line that goes on with a call which another thread has taken over by execve is none of it, and is kept', () => {
    const trace = parse(
      '[pid     7] vfork(strace: Process 7 attached',
      '5 +++ superseded by execve in pid 7 +++',
      '5 1700000000.000000  <unfinished ...>',
    );
    expect(Array.from({ length: trace.eventCount }, (_, event) => trace.kind(event))).toEqual(['call', 'notice', 'notice', 'raw']);
  });
});

describe('output of the tracee in between', () => {
  test('what a write prints in the middle of its own line belongs to the call', () => {
    const trace = parse('write(1, "one\\ntwo\\n", 8one', 'two', ')                    = 8', 'close(1) = 0');
    expect(records(trace).map((record) => record.split(' ')[1])).toEqual(['call', 'output', 'call']);
    expect(trace.result(0)).toBe('8');
    expect(trace.text(1)).toBe('two');
  });

  test('a record behind output without a newline is found', () => {
    const trace = parse('last line without newlineexit_group(1) = ?', 'more[pid  7] close(3) = 0', 'x+++ exited with 1 +++');
    expect(records(trace).map((record) => record.split(' ').slice(1).join(' '))).toEqual([
      'output last line without newline',
      'call exit_group(1) = ?',
      'output more',
      'call close(3) = 0',
      'output x',
      'exit +++ exited with 1 +++',
    ]);
  });

  test('output that looks like the end of a call does not end a write', () => {
    const trace = parse('write(2, "read(0) = -1 EIO (I/O)\\n", 23read(0) = -1 EIO (I/O)', ') = 23');
    expect(trace.eventCount).toBe(1);
    expect([trace.result(0), trace.errno(0)]).toEqual(['23', null]);
  });

  test('output alone is output; a line with the prefix of strace that says nothing is raw', () => {
    const trace = parse('5 1700000000.000001 close(3) = 0', 'Hello, world', '5 1700000000.000002 ...');
    expect(records(trace).map((record) => record.split(' ')[1])).toEqual(['call', 'output', 'raw']);
  });
});

describe('whose a line without pid is', () => {
  test('the root gets its pid when strace first shows it', () => {
    const trace = parse('clone(flags=SIGCHLD) = 9', 'strace: Process 9 attached', '[pid     8] getpid() = 8', '[pid     9] getpid() = 9');
    expect(records(trace)[0]).toBe('8 call clone(flags=SIGCHLD) = 9');
  });

  test('a root that has asked for its own pid is no child of its own', () => {
    const trace = parse(
      'getpid() = 8',
      'clone(flags=SIGCHLD) = 9',
      'strace: Process 9 attached',
      '[pid     9] close(3) = 0',
      '[pid     8] close(3) = 0',
    );
    expect(trace.processes.map(({ pid, calls }) => [pid, calls])).toEqual([
      [8, 3],
      [9, 1],
    ]);
  });

  test('a child that speaks before the root is not taken for it', () => {
    const trace = parse('vfork( <unfinished ...>', '[pid     9] getpid() = 9', '[pid     8] <... vfork resumed>) = 9');
    expect(records(trace)).toEqual(['8 call vfork() = 9', '9 call getpid() = 9']);
  });

  test('when all others have ended, lines without pid are of the one that is left', () => {
    const trace = parse('[pid 8] clone(flags=SIGCHLD) = 9', '[pid 9] exit_group(0) = ?', '[pid 9] +++ exited with 0 +++', 'getpid() = 8');
    expect(trace.tid(3)).toBe(8);
  });
});

describe('tables, stacks, dumps, colours', () => {
  test('each line of a -c table is a summary line, also behind calls', () => {
    const trace = parse(
      'close(3) = 0',
      '% time     seconds  usecs/call     calls    errors syscall',
      '------ ----------- ----------- --------- --------- ----------------',
      '  0.00    0.000000           0        10         2 openat',
      '100.00    0.000000           0        10         2 total',
      'close(4) = 0',
    );
    expect(records(trace).map((record) => record.split(' ')[1])).toEqual(['call', 'summary', 'summary', 'summary', 'summary', 'call']);
  });

  test('lines of -k are stack lines', () => {
    expect(parse('close(3) = 0', ' > /lib/libc.so.6(close+0x12) [0x1b]').kind(1)).toBe('stack');
  });

  test('a message inside an open call begins with the path that strace was started by', () => {
    const trace = parse('5 clone(child_stack=0x7f00/opt/my/strace-6.1: Process 6 attached', '5 <... clone resumed>) = 6');
    expect(trace.text(0)).toBe('clone(child_stack=0x7f00) = 6');
    expect(trace.text(1)).toBe('/opt/my/strace-6.1: Process 6 attached');
  });
  test('a call that is cut within a million slashes, or names of strace, is one that has no end', () => {
    for (const word of ['/a', 'strace']) {
      const trace = parse(`5 write(1, "${word.repeat(1_000_000 / word.length)}`);
      expect([trace.eventCount, trace.name(0), trace.flags(0) & CALL_PENDING]).toEqual([1, 'write', CALL_PENDING]);
    }
  });
  test('text that looks like a frame is one only where a stack stands', () => {
    const trace = parse('getpid() = 5', ' > not a frame', ' > /lib/x.so(f+0x1) [0x2]', ' > no matching address range', 'getppid() = 1', ' > nothing');
    expect(records(trace).map((record) => record.split(' ')[1])).toEqual(['call', 'output', 'stack', 'stack', 'call', 'output']);
  });

  test('bytes that strace adds to a call are no output of the program', () => {
    const trace = parse(
      'readv(0, [{"ab", 2}], 1) = 2',
      ' * 2 bytes in buffer 0',
      ' | 00000  61 62                                            ab               |',
      ' * 2 apples',
    );
    expect(records(trace).map((record) => record.split(' ')[1])).toEqual(['call', 'notice', 'notice', 'output']);
    expect(trace.flags(1) & ATTACHED).toBe(ATTACHED);
    expect(trace.flags(3) & ATTACHED).toBe(0);
  });

  test('numbers of a table are no time stamps', () => {
    const trace = parse('% time     seconds  usecs/call     calls    errors syscall', ' 99.00    0.000000           0         7           write');
    expect([trace.timeText(1), trace.sinceStartNs(1), trace.clock]).toEqual([null, Number.NaN, 'none']);
  });

  test('colours of strace 7 are no part of a record', () => {
    const trace = parse('\u001b[33mclose\u001b[0m(\u001b[35m3\u001b[0m)\u001b[0m = \u001b[32m0\u001b[0m');
    expect(trace.text(0)).toBe('close(3) = 0');
    expect(trace.args(0)).toEqual(['3']);
  });
});

test('a last line that was cut is a pending call, although its end looks like a result', () => {
  const trace = traceFromText('write(1, "x) = 0');
  expect(trace.flags(0)).toBe(CALL_PENDING);
  expect(trace.result(0)).toBeNull();
});

test('CRLF changes nothing', () => {
  const lines = [
    '5 read(3,  <unfinished ...>',
    '6 --- SIGCHLD {si_signo=SIGCHLD} ---',
    '5 <... read resumed>"x", 1) = 1',
    '5 +++ exited with 0 +++',
    '',
  ];
  expect(records(traceFromText(lines.join('\r\n')))).toEqual(records(traceFromText(lines.join('\n'))));
});
