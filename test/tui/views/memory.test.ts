// The Memory view: what was refused first, what became of each mapping, what /proc says right now.
import { expect, test } from 'vitest';
import { memoryPane } from '../../../src/tui/views/memory.ts';
import { asText, context, loaded } from './fake-world.ts';
import { surveyedSession } from './surveyed-session.ts';

const LINES = [
  '7 1700000000.000000 execve("/usr/bin/jit", ["jit"], 0x7ffd /* 9 vars */) = 0 <0.000300>',
  '7 1700000000.100000 mmap(NULL, 2260560, PROT_READ, MAP_PRIVATE|MAP_DENYWRITE, 3</usr/lib/libc.so.6>, 0) = 0x7f0000000000 <0.000010>',
  '7 1700000000.200000 mmap(NULL, 65536, PROT_READ|PROT_WRITE|PROT_EXEC, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0001000000 <0.000010>',
  '7 1700000000.300000 munmap(0x7f0001000000, 65536) = 0 <0.000010>',
  '7 1700000000.400000 prlimit64(0, RLIMIT_AS, NULL, {rlim_cur=65536*1024, rlim_max=RLIM64_INFINITY}) = 0 <0.000010>',
  '7 1700000000.500000 mmap(NULL, 1073741824, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = -1 ENOMEM (Cannot allocate memory) <0.000010>',
  '7 1700000001.000000 exit_group(1) = ?',
];
const opened = async (columns: number, rows: number, utf8 = true, lines = LINES) => {
  const at = context(surveyedSession(lines), columns, rows, utf8);
  return { at, model: await loaded(memoryPane, at, memoryPane.open(at, null)) };
};

test.each([
  [98, 10, true],
  [78, 10, true],
  [38, 6, false],
])('at %i columns', async (columns, rows, utf8) => {
  const { at, model } = await opened(columns, rows, utf8);
  expect(`\n${asText(memoryPane.rows(model, at))}\n${memoryPane.footer?.(model, at)}`).toMatchSnapshot();
});

test('F leaves what was refused or is W+X, s sorts, Enter leads to the call', async () => {
  const { at, model } = await opened(80, 10);
  const faults = memoryPane.update(model, 'failed-only', at).model;
  expect(faults.entries).toHaveLength(2);
  expect(memoryPane.update(faults, 'enter', at).effect).toEqual({ kind: 'go', to: { kind: 'event', event: 5 } });
  const byStart = memoryPane.update(model, 'sort', at).model;
  expect(memoryPane.update(byStart, 'enter', at).effect).toEqual({ kind: 'go', to: { kind: 'event', event: 1 } });
  const clicked = memoryPane.click!(model, 2, at, 20).model;
  expect(clicked.order).toBe('size');
});

test('space says why there is nothing to see right now', async () => {
  const { at, model } = await opened(80, 10);
  expect(memoryPane.update(model, 'toggle', at).effect).toMatchObject({ kind: 'say' });
});

test('says why it is empty, and what to record', async () => {
  const { at, model } = await opened(80, 10, true, ['7 getpid() = 7']);
  expect(asText(memoryPane.rows(model, at))).toContain('trace=%memory');
});
