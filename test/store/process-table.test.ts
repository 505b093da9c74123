// Processes of a capture: who made whom, threads, execs, ends.
import { describe, expect, test } from 'vitest';
import { captureSets } from '../../src/capture/open-set.ts';
import { rawText } from '../../src/model/raw-text.ts';
import type { Trace } from '../../src/model/trace.ts';
import { loadTrace, traceFromText } from '../../src/session/load-trace.ts';
import { fixturePath } from '../fixtures/captures.ts';

const parse = (...lines: string[]): Trace => traceFromText(`${lines.join('\n')}\n`);
/** `8←-: sh, exit 0`: pid, its parent's, name, end. */
const family = (trace: Trace): string[] =>
  trace.processes.map(({ pid, parent, comm, end, tids }) => {
    const parentPid = parent === null ? '-' : trace.processes[parent]!.pid;
    const how = end === null ? 'runs' : end.kind === 'exit' ? `exit ${end.status}` : end.signal;
    return `${tids.join('+')}${tids[0] === pid ? '' : ` (${pid})`}←${parentPid}: ${comm}, ${how}`;
  });

describe('births', () => {
  test('a child that has ended before its vfork returns is one process', () => {
    const trace = parse(
      '1 vfork( <unfinished ...>',
      '2 exit_group(126) = ?',
      '2 +++ exited with 126 +++',
      '1 <... vfork resumed>) = 2',
      '1 getpid() = 1',
    );
    expect(family(trace)).toEqual(['1←-: , runs', '2←1: , exit 126']);
  });

  test('fork, vfork, clone and clone3 make children', () => {
    const trace = parse(
      '1 execve("/bin/sh", ["sh"], 0x7 /* 1 var */) = 0',
      '1 fork() = 2',
      '1 vfork() = 3',
      '1 clone(child_stack=NULL, flags=SIGCHLD) = 4',
      '1 clone3({flags=CLONE_VM|CLONE_VFORK, exit_signal=SIGCHLD}, 88) = 5',
      '5 fork() = 6',
    );
    expect(family(trace)).toEqual(['1←-: sh, runs', '2←1: sh, runs', '3←1: sh, runs', '4←1: sh, runs', '5←1: sh, runs', '6←5: sh, runs']);
    expect(trace.processes[0]!.children).toEqual([1, 2, 3, 4]);
    expect(trace.processes[5]!.bornBy).toBe(5);
  });

  test('CLONE_THREAD makes a thread of the same process', () => {
    const trace = parse('1 clone(child_stack=0x7, flags=CLONE_VM|CLONE_THREAD) = 2', '2 close(3) = 0', '1 getpid() = 1');
    expect(family(trace)).toEqual(['1+2←-: , runs']);
    expect(trace.process(1)).toBe(0);
    expect(trace.tid(1)).toBe(2);
    expect(trace.processes[0]!.calls).toBe(3);
  });

  test("a child's lines may come before its parent's fork returns", () => {
    const trace = parse(
      '1 clone(child_stack=NULL, flags=SIGCHLD <unfinished ...>',
      '2 close(3) = 0',
      '1 <... clone resumed>) = 2',
      '2 exit_group(0) = ?',
    );
    expect(family(trace)).toEqual(['1←-: , runs', '2←1: , exit 0']);
    expect(trace.process(1)).toBe(1);
  });

  test('a thread that speaks first is no process, also where the flags are shown only at the end', () => {
    const trace = parse(
      '1 clone( <unfinished ...>',
      '2 close(3) = 0',
      '1 <... clone resumed> child_stack=0x7, flags=CLONE_VM|CLONE_THREAD) = 2',
      '1 fork() = 3',
    );
    expect(family(trace)).toEqual(['1+2←-: , runs', '3←1: , runs']);
  });

  test('of two forks at once, each gets its own child', () => {
    const trace = parse(
      '1 fork() = 2',
      '1 clone(child_stack=NULL, flags=SIGCHLD <unfinished ...>',
      '2 clone(child_stack=NULL, flags=SIGCHLD <unfinished ...>',
      '4 close(3) = 0',
      '3 close(3) = 0',
      '1 <... clone resumed>) = 3',
      '2 <... clone resumed>) = 4',
    );
    expect(family(trace)).toEqual(['1←-: , runs', '2←1: , runs', '4←2: , runs', '3←1: , runs']);
  });

  test('a failed fork makes nobody', () => {
    expect(family(parse('1 fork() = -1 EAGAIN (Resource temporarily unavailable)'))).toEqual(['1←-: , runs']);
  });

  test('a pid in another namespace is found by its translation', () => {
    expect(family(parse("1 clone(flags=CLONE_NEWPID|SIGCHLD) = 2 /* 77 in strace's PID NS */", '77 close(3) = 0'))).toEqual([
      '1←-: , runs',
      '77←1: , runs',
    ]);
  });

  test('what a process is called inside its namespace: by its parent, before that by itself', () => {
    const trace = parse(
      '1 clone(flags=CLONE_NEWPID|SIGCHLD) = 77',
      "77 getpid() = 1 /* 77 in strace's PID NS */",
      '77 clone(flags=CLONE_NEWPID|SIGCHLD <unfinished ...>',
      "78 getpid() = 1 /* 78 in strace's PID NS */",
      "77 <... clone resumed>) = 2 /* 78 in strace's PID NS */",
      "77 clone(flags=SIGCHLD) = 3 /* 79 in strace's PID NS */",
      "77 clone(flags=CLONE_VM|CLONE_THREAD) = 4 /* 80 in strace's PID NS */",
      '1 getpid() = 1',
    );
    expect(trace.processes.map(({ pid, pidInside }) => [pid, pidInside])).toEqual([
      [1, null],
      [77, 1],
      [78, 1],
      [79, 3],
    ]);
  });

  test('threads of a process that strace attached to', () => {
    const trace = parse(
      'strace: Process 5 attached with 2 threads',
      '[pid 6] futex(0x7, FUTEX_WAIT, 1, NULL <unfinished ...>',
      '[pid 5] close(3) = 0',
    );
    expect(family(trace)).toEqual(['5+6←-: , runs']);
  });
});

describe('pids recur', () => {
  test('after an end the same pid is another process', () => {
    const trace = parse('1 fork() = 2', '2 +++ exited with 0 +++', '1 fork() = 2', '2 close(3) = 0', '2 +++ exited with 1 +++');
    expect(family(trace)).toEqual(['1←-: , runs', '2←1: , exit 0', '2←1: , exit 1']);
    expect([trace.process(1), trace.process(3)]).toEqual([1, 2]);
  });

  test('without end lines, a fork that returns a known pid tells it', () => {
    const trace = parse(
      '1 fork() = 2',
      '2 exit_group(3) = ?',
      '1 wait4(-1, [{WIFEXITED(s) && WEXITSTATUS(s) == 3}], 0, NULL) = 2',
      '1 fork() = 2',
      '2 close(3) = 0',
    );
    expect(family(trace)).toEqual(['1←-: , runs', '2←1: , exit 3', '2←1: , runs']);
  });
});

describe('execs and names', () => {
  test('every exec that worked is kept with its argv; the last one names the process', () => {
    const trace = parse(
      '1 execve("/usr/bin/env", ["env", "a\\tb"], 0x7 /* 1 var */) = 0',
      '1 execve("/bin/go", ["go"], 0x7 /* 1 var */) = -1 ENOENT (No such file or directory)',
      '1 execve("/usr/bin/go", ["go", "ver"...], 0x7 /* 1 var */ <unfinished ...>',
      '1 <... execve resumed>) = 0',
    );
    const [process] = trace.processes;
    expect(process!.comm).toBe('go');
    expect(process!.execs).toEqual([
      { event: 0, path: '/usr/bin/env', argv: ['env', 'a\tb'], truncated: false },
      { event: 2, path: '/usr/bin/go', argv: ['go', 'ver'], truncated: true },
    ]);
  });

  test('a child has the name its parent had when it forked', () => {
    const trace = parse('1 execve("/bin/a", ["a"], 0x7 /* 1 var */) = 0', '1 fork() = 2', '1 execve("/bin/b", ["b"], 0x7 /* 1 var */) = 0');
    expect(trace.processes.map(({ comm }) => comm)).toEqual(['b', 'a']);
  });

  test('the name that -Y shows comes first', () => {
    expect(parse('7<worker> close(3) = 0').processes[0]!.comm).toBe('worker');
  });
});

describe('ends', () => {
  test.each([
    ['its own line', ['2 +++ killed by SIGSEGV (core dumped) +++'], { kind: 'signal', signal: 'SIGSEGV', core: true, event: 1 }],
    ['exit_group alone', ['2 exit_group(260) = ?'], { kind: 'exit', status: 4, event: 1 }],
    [
      "the parent's wait4",
      ['1 wait4(-1, [{WIFSIGNALED(s) && WTERMSIG(s) == SIGKILL}], 0, NULL) = 2'],
      { kind: 'signal', signal: 'SIGKILL', core: false, event: 1 },
    ],
    [
      "the parent's waitid",
      ['1 waitid(P_PID, 2, {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=2, si_uid=0, si_status=9, si_utime=0, si_stime=0}, WEXITED, NULL) = 0'],
      { kind: 'exit', status: 9, event: 1 },
    ],
    [
      'SIGCHLD',
      ['1 --- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=2, si_uid=0, si_status=5, si_utime=0, si_stime=0} ---'],
      { kind: 'exit', status: 5, event: 1 },
    ],
    ['nothing', [], null],
  ])('by %s', (_, lines, end) => {
    expect(parse('1 fork() = 2', ...lines).processes[1]!.end).toEqual(end);
  });

  test('a thread that ends is not its process', () => {
    const trace = parse(
      '1 clone(flags=CLONE_THREAD) = 2',
      '2 exit(0) = ?',
      '2 +++ exited with 0 +++',
      '1 exit_group(7) = ?',
      '1 +++ exited with 7 +++',
    );
    expect(trace.processes).toHaveLength(1);
    expect(trace.processes[0]!.end).toEqual({ kind: 'exit', status: 7, event: 4 });
  });
});

describe('sets of files', () => {
  const TREE = ['sh←-', 'sh←sh', 'sh←sh', 'cat←sh', 'cat←sh'];
  test.each(['set', 'set-ttt'])('%s: parents are known, with time stamps and without', async (name) => {
    const [set] = captureSets([fixturePath(`6.1/recorded/${name}`)]);
    const trace = await loadTrace(set!);
    const tree = trace.processes.map(({ comm, parent }) => `${comm}←${parent === null ? '-' : trace.processes[parent]!.comm}`);
    expect(tree).toEqual(TREE);
    expect(trace.processes.map(({ end }) => end?.kind === 'exit' && end.status)).toEqual([127, 3, 0, 1, 0]);
  });

  test('an execve of a thread ends in the file of the leader', async () => {
    const [set] = captureSets([fixturePath('6.1/texec-set')]);
    const trace = await loadTrace(set!);
    expect(trace.processes[0]!.execs.map(({ argv }) => argv.join(' '))).toEqual(['/home/lab/strace-versions/w/texe', 'texec after']);
    expect(trace.processes[0]!.tids).toHaveLength(3);
  });
});

test('threads of a process that was attached to are its own, whichever is seen first', () => {
  const trace = traceFromText('11 read(3, "", 1) = 0\n10 getpid() = 10\n12 clone(child_stack=NULL, flags=SIGCHLD) = 30\n30 getpid() = 30\n', [
    { pid: 10, comm: rawText('server'), tids: [10, 11, 12] },
    { pid: 20, comm: rawText('idle'), tids: [20] },
  ]);
  expect(family(trace)).toEqual(['11+10+12 (10)←-: server, runs', '30←10: server, runs']);
});
