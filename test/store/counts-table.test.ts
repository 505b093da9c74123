// Tables of -c and -C, taken apart.
import { expect, test } from 'vitest';
import { traceFromText } from '../../src/session/load-trace.ts';
import { countedCalls, countsLineOf, countsTables } from '../../src/store/counts-table.ts';

const OLD = `% time     seconds  usecs/call     calls    errors syscall
------ ----------- ----------- --------- --------- ----------------
 99,00    0,000120          10        12         3 openat
  1,00    0,000001           0         7           write
------ ----------- ----------- --------- --------- ----------------
100,00    0,000121                    19         3 total
`;
const CHOSEN = `syscall              calls    errors  longest shortest     seconds % time  usecs/call
---------------- --------- --------- -------- -------- ----------- ------ -----------
ptrace                   4         4 0.000000 0.000000    0.000000   0.00           0
kill                     9           0.000000 0.000000    0.000000   0.00           0
---------------- --------- --------- -------- -------- ----------- ------ -----------
total                   13         4 0.000000 0.000000    0.000000 100.00           0
`;

test('columns of a table are known by its rule; commas of a locale are no matter', () => {
  const [table] = countsTables(traceFromText(OLD));
  expect(table!.columns).toEqual(['% time', 'seconds', 'usecs/call', 'calls', 'errors', 'syscall']);
  expect(table!.lines.map(({ kind }) => kind)).toEqual(['head', 'rule', 'row', 'row', 'rule', 'total']);
  expect(countedCalls(table!)).toEqual([
    { name: 'openat', calls: 12, errors: 3 },
    { name: 'write', calls: 7, errors: 0 },
  ]);
  expect(table!.lines.at(-1)).toMatchObject({ cells: ['100,00', '0,000121', '', '19', '3', 'total'] });
});

test('-U chooses and orders the columns', () => {
  const [table] = countsTables(traceFromText(CHOSEN));
  expect(table!.columns.slice(0, 4)).toEqual(['syscall', 'calls', 'errors', 'longest']);
  expect(countedCalls(table!)).toEqual([
    { name: 'ptrace', calls: 4, errors: 4 },
    { name: 'kill', calls: 9, errors: 0 },
  ]);
});

test('columns of the wall clock (7.1) make a table, too', () => {
  const trace = traceFromText(`syscall              calls    errors  wall-total    wall-avg wall-min wall-max
---------------- --------- --------- ----------- ----------- -------- --------
wait4                    2         1    0.000812         406 0.000002 0.000810
---------------- --------- --------- ----------- ----------- -------- --------
total                    2         1    0.000812         406 0.000002 0.000810
`);
  expect(countsTables(trace).flatMap(countedCalls)).toEqual([{ name: 'wait4', calls: 2, errors: 1 }]);
});

test('tables behind each other, one for each kind of program, are several', () => {
  const trace = traceFromText(`System call usage summary for 64 bit mode:\n${OLD}System call usage summary for 32 bit mode:\n${CHOSEN}`);
  expect(countsTables(trace).map(({ lines }) => lines.length)).toEqual([7, 7]);
  expect(countsLineOf(trace, 3)?.line).toMatchObject({ kind: 'row', cells: ['99,00', '0,000120', '10', '12', '3', 'openat'] });
  expect(countsLineOf(trace, 7)?.line).toMatchObject({ kind: 'title' });
});

test('a call is no line of a table, and a table behind calls is found', () => {
  const trace = traceFromText(`getpid() = 5\n${OLD}`);
  expect(countsLineOf(trace, 0)).toBeNull();
  expect(countsLineOf(trace, 3)?.line.kind).toBe('row');
});

test('a table that never ends is one for so long as tables are: what comes then is what it looks like', () => {
  const rows = ' 0.00    0.000000           0         7           write\n'.repeat(6000);
  const trace = traceFromText(`${OLD.split('\n').slice(0, 2).join('\n')}\n${rows}`);
  expect(countsTables(trace).map(({ lines }) => lines.length)).toEqual([4097]);
  expect(trace.kind(5000)).toBe('raw');
});
