// The Time view: the line, its window, the tables, what Enter and = do.
import { expect, test } from 'vitest';
import type { PaneContext } from '../../../src/tui/pane.ts';
import { timePane } from '../../../src/tui/views/time.ts';
import { asText, context, loaded } from './fake-world.ts';
import { surveyedSession } from './surveyed-session.ts';

const LINES = [
  '7 1700000100.000000 execve("/usr/bin/db", ["db"], 0x7ffd /* 9 vars */) = 0 <0.000300>',
  '7 1700000100.100000 fsync(3</data/db>) = 0 <0.400000>',
  '7 1700000100.600000 fsync(3</data/db>) = 0 <0.002000>',
  '7 1700000100.700000 openat(AT_FDCWD, "/a", O_RDONLY) = -1 ENOENT (No such file or directory) <0.000010>',
  '7 1700000101.000000 nanosleep({tv_sec=1, tv_nsec=0}, NULL) = 0 <1.000000>',
];
const open = (at: PaneContext) => loaded(timePane, at, timePane.open(at, null));
const pressed = async (at: PaneContext, ...commands: Parameters<typeof timePane.update>[1][]) => {
  let model = await open(at);
  for (const command of commands) model = timePane.update(model, command, at).model;
  return model;
};

test('the line, then the slowest calls', async () => {
  for (const [columns, rows, utf8] of [
    [78, 14, true],
    [38, 7, false],
  ] as const) {
    const at = context(surveyedSession(LINES), columns, rows, utf8);
    expect(`\n${asText(timePane.rows(await open(at), at))}\n`).toMatchSnapshot(`${columns}x${rows}`);
  }
});

test('spreads by call, with a histogram of the one under the cursor', async () => {
  const at = context(surveyedSession(LINES), 78, 20);
  expect(`\n${asText(timePane.rows(await pressed(at, 'sort'), at))}\n`).toMatchSnapshot();
});

test('a window narrows the slowest calls, and = makes a filter of it', async () => {
  const at = context(surveyedSession(LINES), 100, 14);
  const model = await pressed(at, 'down', 'left', 'expand');
  expect(model.entries.map(({ event }) => event)).toEqual([1, 0]);
  const { effect } = timePane.update(model, 'add-cell', at);
  expect(effect).toEqual({ kind: 'add-filter', term: 'since:0s until:0.250s' });
  expect(timePane.update(model, 'toggle', at).model.window).toBeNull();
  const clicked = timePane.click!(await open(at), 1, at, 20).model;
  expect(clicked.window).not.toBeNull();
});

test('Enter leads to a call, or to all calls of a line', async () => {
  const at = context(surveyedSession(LINES), 100, 14);
  expect(timePane.update(await open(at), 'enter', at).effect).toEqual({ kind: 'go', to: { kind: 'event', event: 4 } });
  const targets = await pressed(at, 'sort', 'sort');
  expect(timePane.update(targets, 'enter', at).effect).toEqual({ kind: 'narrow', term: 'call:fsync path:/data/db', to: { kind: 'event', event: 1 } });
});

test('without stamps it says what to record', async () => {
  const at = context(surveyedSession(['7 brk(NULL) = 0x5']), 78, 14);
  expect(asText(timePane.rows(await open(at), at))).toContain('strace -f -ttt -T');
});
