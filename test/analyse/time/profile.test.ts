// Where the wall time of a capture went, by process, call and target.
import { expect, test } from 'vitest';
import { timeProfile } from '../../../src/analyse/time/profile.ts';
import type { Trace } from '../../../src/model/trace.ts';
import { traceFromText } from '../../../src/session/load-trace.ts';
import { answerOf } from '../survey.ts';

const recorded = `10 1700000100.000000 execve("/bin/app", ["app"], 0x7ff /* 3 vars */) = 0 <0.001000>
10 1700000100.001000 openat(AT_FDCWD, "/data/db", O_RDWR) = 3</data/db> <0.000010>
10 1700000100.101000 fsync(3</data/db>) = 0 <0.400000>
10 1700000100.501000 write(3</data/db>, "x", 1) = 1 <0.000020>
10 1700000100.502000 clone(child_stack=0x7f, flags=CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD) = 11 <0.000100>
11 1700000100.600000 fsync(3</data/db>) = 0 <0.200000>
10 1700000100.900000 futex(0x5, FUTEX_WAIT_PRIVATE, 2, NULL <unanswerOf ...>
11 1700000101.000000 exit(0) = ?
10 1700000101.100000 <... futex resumed>) = 0 <0.200000>
10 1700000101.100100 exit_group(0) = ?
10 1700000101.100200 +++ exited with 0 +++
`;

const profileOf = (trace: Trace) => answerOf(timeProfile(trace));

test('sums up the time in calls by process, call and what they were about', () => {
  const trace = traceFromText(recorded);
  const profile = profileOf(trace);
  expect(profile.durations).toBe('recorded');
  const [first] = profile.groups;
  expect(first).toMatchObject({ process: 0, count: 2, failed: 0, longestNs: 400_000_000 });
  expect(first!.totalNs).toBeCloseTo(600_000_000, -3);
  expect(trace.name(first!.longest)).toBe('fsync');
  expect(trace.target(first!.longest)).toBe('/data/db');
  expect(profile.calls.map(({ name }) => name).slice(0, 2)).toEqual(['fsync', 'futex']);
  expect(profile.slowest.map((event) => trace.name(event)).slice(0, 3)).toEqual(['fsync', 'fsync', 'futex']);
});

test('tells time between calls from time in them, over all threads', () => {
  const [app] = profileOf(traceFromText(recorded)).processes;
  expect(app).toMatchObject({ process: 0, threads: 2 });
  expect(app!.inCallsNs).toBeCloseTo(801_130_000, -4);
  // The longest: behind the clone until the futex.
  expect(app!.longestGap?.ns).toBeCloseTo(397_900_000, -4);
});

test('without durations, a call that may wait lasts until the next record of its thread', () => {
  const trace = traceFromText(`10 1700000100.000000 read(0, "", 10) = 0
10 1700000102.000000 brk(NULL) = 0x5
10 1700000105.000000 exit_group(0) = ?
`);
  const profile = profileOf(trace);
  expect(profile.durations).toBe('estimated');
  expect(profile.calls.map(({ name, totalNs }) => [name, Math.round(totalNs / 1e9)])).toEqual([
    ['read', 2],
    ['brk', 0],
    ['exit_group', 0],
  ]);
  expect(profile.processes[0]!.betweenNs).toBeCloseTo(3e9, -3);
});

test('a call that never returned lasts to the end of the capture', () => {
  const trace = traceFromText(`10 1700000100.000000 brk(NULL) = 0x5 <0.000001>
11 1700000101.000000 flock(3</l>, LOCK_EX <unanswerOf ...>
10 1700000109.000000 brk(NULL) = 0x5 <0.000001>
`);
  expect(trace.name(profileOf(trace).slowest[0]!)).toBe('flock');
  expect(profileOf(trace).groups[0]!.longestNs).toBeCloseTo(8e9, -3);
});

test('says that nothing is known without time stamps', () => {
  expect(profileOf(traceFromText('brk(NULL) = 0x5\n'))).toMatchObject({ durations: 'none', groups: [], processes: [] });
});

test('what a thread did where a part was dropped counts neither as a call nor as time between calls', () => {
  const DROPPED = 'whytrace: dropped 1200000000 bytes here, about 11000000 lines, to stay within --max-size\n';
  const lines = (took: string) => `10 1700000100.000000 execve("/bin/app", ["app"], 0x7ff /* 3 vars */) = 0${took}
10 1700000100.100000 read(0, "x", 1) = 1${took}
${DROPPED}10 1700000900.000000 read(0, "x", 1) = 1${took}
10 1700000900.200000 exit_group(0) = ?
10 1700000900.200000 +++ exited with 0 +++
`;
  const [recordedApp] = profileOf(traceFromText(lines(' <0.000010>'))).processes;
  expect(recordedApp!.longestGap).toMatchObject({ event: 4 });
  expect(recordedApp!.betweenNs).toBeCloseTo(300_000_000 - 20_000, -6);
  const [estimatedApp] = profileOf(traceFromText(lines(''))).processes;
  expect(estimatedApp!.inCallsNs).toBeLessThanOrEqual(300_100_000);
  expect(estimatedApp!.betweenNs).toBeLessThanOrEqual(300_100_000);
});
