// The Compare view: what stands on top, what Enter goes to, how it waits and is given up.
import { expect, test } from 'vitest';
import type { Comparison } from '../../../src/model/comparison.ts';
import type { Session } from '../../../src/model/session.ts';
import { comparePane } from '../../../src/tui/views/compare.ts';
import { compared } from '../../analyse/compare/compared.ts';
import { headless } from '../app/headless.ts';
import { fakeSession } from '../fake-session.ts';

const EXEC = '7 execve("/usr/bin/app", ["app"], 0x7ffc01 /* 3 vars */) = 0';
const END = ['7 exit_group(0) = ?', '7 +++ exited with 0 +++'];
const open = (path: string, result: string) => `7 openat(AT_FDCWD, "${path}", O_RDONLY|O_CLOEXEC) = ${result}`;
const DIFFERENT = compared(
  [EXEC, open('/etc/app.conf', '3'), open('/srv/only-a', '4'), ...END],
  [EXEC, open('/etc/app.conf', '-1 EACCES (Permission denied)'), '7 exit_group(1) = ?', '7 +++ exited with 1 +++'],
);
const SAME = compared([EXEC, ...END], [EXEC, ...END]);
const CALLS = Array.from({ length: 6 }, (_, at) => ({ name: 'openat', args: [`"/f${at}"`] }));

function sessions(answer: Comparison | null | Error): { readonly here: Session; readonly other: Session } {
  const survey = () => {
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return {
    here: fakeSession({ title: 'today', calls: CALLS, findings: [], survey }),
    other: fakeSession({ title: 'yesterday', calls: CALLS, findings: [] }),
  };
}

async function shown(answer: Comparison | null | Error, columns = 80) {
  const { here, other } = sessions(answer);
  const context = { session: here, size: { columns, rows: 40 }, utf8: true };
  const asking = comparePane.open(context, { kind: 'compare', other });
  const change = await comparePane.load?.(asking, context);
  const model = change?.(asking) ?? asking;
  return { model, context, other, lines: comparePane.rows(model, context).map(({ spans }) => spans.map(({ text }) => text).join('')) };
}

test('the first difference stands on top, under the cursor, and Enter goes to its call', async () => {
  const { model, context, lines } = await shown(DIFFERENT);
  expect(lines.slice(0, 2)).toEqual([' First difference that matters', ' worked in A, EACCES in B: openat /etc/app.conf']);
  expect(model.cursor).toBe(1);
  expect(comparePane.update(model, 'enter', context).effect).toEqual({ kind: 'go', to: { kind: 'event', event: 1 } });
});

test('space, and Enter on what only A does, go into the tab of A', async () => {
  const { model, context, lines, other } = await shown(DIFFERENT);
  expect(comparePane.update(model, 'toggle', context).effect).toEqual({ kind: 'go-in', session: other, to: { kind: 'event', event: 1 } });
  const cursor = lines.findIndex((line) => line.includes('only in A (worked): openat /srv/only-a'));
  expect(comparePane.update({ ...model, cursor }, 'enter', context).effect).toEqual({
    kind: 'go-in',
    session: other,
    to: { kind: 'event', event: 2 },
  });
});

test.each([40, 80, 160])('no line is wider than %i columns', async (columns) => {
  const { lines } = await shown(DIFFERENT, columns);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
});

test('two that behave the same are told to be', async () => {
  expect((await shown(SAME)).lines[0]).toBe(' They behave the same');
});

test('what was given up begins anew with Enter; what failed is told', async () => {
  const { model, context, lines } = await shown(null);
  expect(lines).toEqual([' Cancelled. Enter begins anew.']);
  expect(comparePane.load?.(model, context)).toBeNull();
  expect(comparePane.load?.(comparePane.update(model, 'enter', context).model, context)).not.toBeNull();
  expect((await shown(new Error('the files are gone'))).lines).toEqual([' the files are gone']);
});

test('c asks which other tab, and Enter compares with it', async () => {
  const { here, other } = sessions(DIFFERENT);
  const { press, screen } = headless([here, other]);
  press('c');
  expect(screen()).toContain('enter compare');
  press('enter');
  expect(screen()).toContain('Compare: A yesterday, B this one');
});
