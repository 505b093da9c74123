// The Counts view: a `-c` table that is sorted, searched and narrowed, with its total in view.
import { expect, test } from 'vitest';
import type { Command } from '../../../src/tui/command.ts';
import { callsPane } from '../../../src/tui/views/calls.ts';
import { type CountsModel, countsPane } from '../../../src/tui/views/counts.ts';
import { asText, context } from './fake-world.ts';
import { surveyedSession } from './surveyed-session.ts';

const TABLE = `% time     seconds  usecs/call     calls    errors syscall
------ ----------- ----------- --------- --------- ----------------
 61.10    0.001100          91        12         3 openat
 27.80    0.000500           5       100           write
 11.10    0.000200         200         1         1 access
  0.00    0.000000           0         7           close
------ ----------- ----------- --------- --------- ----------------
100.00    0.001800                   120         4 total`.split('\n');
const OPENAT = 2;

const opened = (columns: number, rows: number, { lines = TABLE, filter = null as number[] | null, utf8 = true } = {}) => {
  const session = surveyedSession(lines, { state: { kind: 'ended', outcome: { kind: 'unknown' }, seconds: 0 } });
  const filtered = filter === null ? session.filtered : { expression: 'x', events: Uint32Array.from(filter), length: filter.length, folded: 0 };
  const at = context({ ...session, filtered }, columns, rows, utf8);
  return { at, model: countsPane.open(at, { kind: 'counts', event: OPENAT }) };
};
const after = (model: CountsModel, at: Parameters<typeof countsPane.update>[2], ...commands: readonly Command[]) =>
  commands.reduce((now, command) => countsPane.update(now, command, at).model, model);
const names = ({ lines }: CountsModel) => lines.map(({ cells }) => cells[5]);

test.each([
  [78, 12, true],
  [158, 7, true],
  [34, 8, false],
])('at %i columns: the sorted column is marked, and the total stays below', (columns, rows, utf8) => {
  const { at, model } = opened(columns, rows, { utf8 });
  const byCalls = after(model, at, 'sort', 'sort', 'sort', 'sort', 'down');
  expect(`\n${countsPane.title(byCalls, at)}\n${asText(countsPane.rows(byCalls, at))}`).toMatchSnapshot();
});

test('s goes from order to order, S back: numbers from the largest, names from A, and round to how strace wrote it', () => {
  const { at, model } = opened(78, 12);
  expect(names(model)).toEqual(['openat', 'write', 'access', 'close']);
  expect(names(after(model, at, 'sort', 'sort', 'sort'))).toEqual(['access', 'openat', 'write', 'close']);
  expect(names(after(model, at, 'sort-back'))).toEqual(['access', 'close', 'openat', 'write']);
  expect(names(after(model, at, 'sort-back', 'sort-back'))).toEqual(['openat', 'access', 'write', 'close']);
  expect(names(after(model, at, 'sort-back', 'sort'))).toEqual(['openat', 'write', 'access', 'close']);
});
test('a decimal comma sorts as a point does', () => {
  const { at, model } = opened(78, 12, { lines: TABLE.map((line) => line.replace(/(\d)\.(\d)/g, '$1,$2')) });
  expect(names(after(model, at, 'sort', 'sort'))).toEqual(['openat', 'write', 'access', 'close']);
  expect(names(after(after(model, at, 'sort-back'), at, 'sort', 'sort'))).toEqual(['openat', 'write', 'access', 'close']);
});
test('a click on a title sorts by it, one on a row goes there', () => {
  const { at, model } = opened(78, 12);
  expect(countsPane.click?.(model, 0, at, 38).model.order).toBe(4);
  expect(countsPane.click?.(model, 3, at, 5).model.cursor).toBe(2);
});
test('F leaves what had errors, and the cursor keeps its row', () => {
  const { at, model } = opened(78, 12);
  const failed = after(model, at, 'down', 'down', 'failed-only');
  expect(names(failed)).toEqual(['openat', 'access']);
  expect(failed.cursor).toBe(1);
  expect(names(after(failed, at, 'failed-only'))).toHaveLength(4);
});
test('. goes to the next row with errors', () => {
  const { at, model } = opened(78, 12);
  expect(after(model, at, 'next-failed').cursor).toBe(2);
});
test('a filter leaves its rows, and says so where it leaves none', () => {
  const some = opened(78, 12, { filter: [3, 5] });
  expect(names(some.model)).toEqual(['write', 'close']);
  const none = opened(78, 12, { filter: [0] });
  expect(asText(countsPane.rows(none.model, none.at))).toContain('The filter keeps none of the 4 rows');
});
test('a search goes through its rows', () => {
  const { at, model } = opened(78, 12);
  expect(countsPane.find?.(model, /wri/u, 1, at)?.cursor).toBe(1);
  expect(countsPane.find?.(model, /read/u, 1, at)).toBeNull();
});
test('Enter on a table in the Calls view opens it at that row, Enter again the row, = keeps the calls, y copies the line', () => {
  const { at, model } = opened(78, 12);
  const calls = callsPane.open(at, { kind: 'event', event: 3 });
  expect(callsPane.update(calls, 'enter', at).effect).toEqual({ kind: 'go', to: { kind: 'counts', event: 3 } });
  const down = after(model, at, 'down');
  expect(countsPane.place(down, at)).toEqual({ kind: 'event', event: 3 });
  expect(countsPane.update(down, 'enter', at).effect).toEqual({ kind: 'go', to: { kind: 'detail', event: 3 } });
  expect(countsPane.update(down, 'add-cell', at).effect).toEqual({ kind: 'add-filter', term: 'call:write' });
  expect(countsPane.update(down, 'copy', at).effect).toEqual({ kind: 'copy', text: TABLE[3] });
});
test('a table that was cut off has no total', () => {
  const { at, model } = opened(78, 12, { lines: TABLE.slice(0, 5) });
  expect(asText(countsPane.rows(model, at)).trimEnd().split('\n')).toHaveLength(4);
});
