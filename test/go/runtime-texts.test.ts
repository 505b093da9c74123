// What Go 1.26 and 1.20 runtimes write, line by line.
import { expect, test } from 'vitest';
import { parseGcLine } from '../../src/go/gctrace.ts';
import { parseGoroutineDump } from '../../src/go/goroutine-dump.ts';
import { initUnderWay, ownFrame, waitOf } from '../../src/go/goroutine-waits.ts';
import { parseRuntimeTexts } from '../../src/go/runtime-texts.ts';
import { parseSchedLine } from '../../src/go/schedtrace.ts';

const DUMP = `init net @1.2 ms, 0.007 ms clock, 1768 bytes, 23 allocs
what the program itself says
SIGQUIT: quit
PC=0x40916c m=0 sigcode=0

goroutine 25 gp=0xe62179870e0 m=0 mp=0x6285c0 [syscall, 3 minutes, locked to thread]:
syscall.Syscall(0x0, 0x6, 0xe62178e57b6, 0xa)
\t/usr/local/go/src/syscall/syscall_linux.go:74 +0x25 fp=0xe62178e5750 sp=0xe62178e56f0 pc=0x49ec05
main.(*Server).read({0x1, 0x2?}, 0x3)
\t/src/main.go:11 +0x4d fp=0xe62178e57e0 sp=0xe62178e5790 pc=0x4e85ad
created by example.com/app.Start[...] in goroutine 1
\t/src/main.go:9 +0x111

goroutine 1 [chan receive]:
main.init.0()
\t/src/main.go:4 +0x14e
runtime.doInit1(0x1)
\t/usr/local/go/src/runtime/proc.go:7291 +0xea

goroutine 2 gp=0xe62178b0d20 m=nil [force gc (idle)]:
runtime.gopark(0x0?, 0x0?)
\t/usr/local/go/src/runtime/proc.go:462 +0xce
`;

test('a dump tells of each goroutine its state, how long, its thread and its frames', () => {
  const { because, goroutines } = parseGoroutineDump(DUMP);
  expect(because).toBe('SIGQUIT: quit');
  expect(goroutines.map(({ id, state, minutes, lockedToThread, machine }) => [id, state, minutes, lockedToThread, machine])).toEqual([
    [25, 'syscall', 3, true, 0],
    [1, 'chan receive', 0, false, null],
    [2, 'force gc (idle)', 0, false, null],
  ]);
  expect(goroutines[0]?.frames).toEqual([
    { function: 'syscall.Syscall', file: '/usr/local/go/src/syscall/syscall_linux.go', line: 74 },
    { function: 'main.(*Server).read', file: '/src/main.go', line: 11 },
  ]);
  expect(goroutines[0]?.createdBy?.function).toBe('example.com/app.Start[...]');
});

test('what a goroutine waits for is told apart: another goroutine, a call, nothing of the program', () => {
  const { goroutines } = parseGoroutineDump(DUMP);
  expect(goroutines.map((one) => waitOf(one).kind)).toEqual(['call', 'goroutine', 'runtime']);
  expect(waitOf({ state: 'chan receive (durable)' }).kind).toBe('goroutine');
  expect(goroutines.map((one) => ownFrame(one)?.function)).toEqual(['main.(*Server).read', 'main.init.0', undefined]);
});

test('an init that has not ended is named by its package', () => {
  const { goroutines } = parseGoroutineDump(DUMP);
  expect(goroutines.map(initUnderWay)).toEqual([null, 'main', null]);
});

test('scheduler lines count the goroutines that wait for a processor, of old and new releases', () => {
  const line = 'SCHED 506ms: gomaxprocs=2 idleprocs=0 threads=7 spinningthreads=0 needspinning=0 idlethreads=2 runqueue=3 [ 1 2 ] schedticks=[ 8 3 ]';
  expect(parseSchedLine(line)).toEqual({ atMs: 506, processors: 2, idleProcessors: 0, threads: 7, idleThreads: 2, runnable: 6 });
  expect(parseSchedLine('SCHED 0ms: gomaxprocs=4 idleprocs=3 threads=3 spinningthreads=0 idlethreads=0 runqueue=0 [0 0 0 0]')?.runnable).toBe(0);
  expect(parseSchedLine('SCHEDULE 1ms:')).toBeNull();
});

test('a line of a garbage collection gives pauses and heap', () => {
  const line = 'gc 2 @0.048s 1%: 0.061+1.2+0.005 ms clock, 0.12+0.28/0.28/0+0.011 ms cpu, 3->3->1 MB, 4 MB goal, 0 MB stacks, 0 MB globals, 2 P';
  expect(parseGcLine(line)).toMatchObject({ number: 2, percent: 1, markingMs: 1.2, heapBeforeMB: 3, heapAfterMB: 1, goalMB: 4 });
  expect(parseGcLine(line)?.stoppedMs).toBeCloseTo(0.066);
});

test('all kinds are found in one text, between what the program says itself', () => {
  const { stages, scheduler, collections, dump } = parseRuntimeTexts(DUMP);
  expect(stages).toEqual([{ package: 'net', atMs: 1.2, tookMs: 0.007, bytes: 1768, allocations: 23 }]);
  expect([scheduler.length, collections.length, dump.goroutines.length]).toEqual([0, 0, 3]);
});
