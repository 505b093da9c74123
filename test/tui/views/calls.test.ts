// The Calls view: cursor, columns, following, filters, failures.
import { expect, test } from 'vitest';
import { rawText } from '../../../src/model/raw-text.ts';
import type { Finding } from '../../../src/model/report.ts';
import { headless } from '../app/headless.ts';
import { type FakeCall, fakeProcess, fakeSession, GO_NOT_FOUND } from '../fake-session.ts';

const NOT_ON_PATH: Finding = {
  code: 'exec/not-on-path',
  confidence: null,
  title: 'go is in none of the directories of PATH',
  subject: 'go',
  errno: 'ENOENT',
  process: { pid: 4121, exe: '/usr/bin/bash', comm: 'bash' },
  chain: [
    { role: 'symptom', event: 7, line: 'exit_group(127)', says: 'bash exits with 127' },
    { role: 'cause', event: 5, line: 'newfstatat(…)', says: 'no go in /usr/bin' },
  ],
  remedies: [],
};

const many = (count: number): FakeCall[] =>
  Array.from({ length: count }, (_, i) => ({
    name: 'openat',
    args: ['AT_FDCWD', `"/f${i}"`, 'O_RDONLY'],
    path: `/f${i}`,
    ...(i % 10 === 9 ? { errno: 'EACCES' } : { result: '3' }),
    at: i / 1000,
    took: 0.000004,
  }));

/** The line of the Calls view that has the cursor, its blanks squeezed. */
const cursorLine = (screen: string): string =>
  /│▸[✗• ][^│]*│$/m
    .exec(screen)?.[0]
    .replace(/[│\s]+/g, ' ')
    .trim() ?? '';

test('the proof of the finding is under the cursor at once, and marked', () => {
  const { screen } = headless([fakeSession({ calls: GO_NOT_FOUND, findings: [NOT_ON_PATH] })], { columns: 120, rows: 40 });
  expect(cursorLine(screen())).toBe('▸✗ 0.004200 4121 newfstatat /usr/bin/go 0x7ffd, 0 ENOENT 7 µs');
  expect(screen()).toMatch(/ • {2}0\.004900 +4121 exit_group/);
});

test('columns give way as the screen gets narrower, what a call is about stays', () => {
  const session = fakeSession({ calls: GO_NOT_FOUND });
  const heading = (columns: number): string =>
    /^.*call +what.*$/m
      .exec(headless([session], { columns, rows: 12 }).screen())?.[0]
      .replace(/[│ ]+/g, ' ')
      .trim() ?? '';
  expect([40, 60, 120].map(heading)).toEqual(['pid call what result', 'time pid call what result', 'time pid call what result took']);
});

test('a live capture is followed until the person moves, and counts what is new meanwhile', () => {
  const session = fakeSession({ calls: many(100), origin: 'run', state: { kind: 'live', startedAtMs: 0, commandEnded: null } });
  const app = headless([session]);
  expect(app.screen()).toContain(' 100/100 ');
  session.add(...many(5));
  expect(app.screen()).toContain(' 105/105 ');
  app.press('k');
  session.add(...many(37));
  expect(app.screen()).toContain(' paused, 37 new ↓ 104/142 ');
  app.press('G');
  session.add(...many(1));
  expect(app.screen()).toContain(' 143/143 ');
});

test('space pauses and follows again', () => {
  const session = fakeSession({ calls: many(50), origin: 'run', state: { kind: 'live', startedAtMs: 0, commandEnded: null } });
  const app = headless([session]);
  app.press('space');
  session.add(...many(3));
  expect(app.screen()).toContain('paused, 3 new');
  app.press('space');
  expect(app.screen()).toContain(' 53/53 ');
});

test('a filter keeps the cursor on its event, or on the next that is left', () => {
  const app = headless([fakeSession({ calls: many(100) })]);
  app.press(...Array(19).fill('j'), 'f');
  app.type('EACCES');
  app.press('enter');
  expect(cursorLine(app.screen())).toContain('/f19');
  app.press('j', 'f', 'ctrl-u', 'enter');
  expect(cursorLine(app.screen())).toContain('/f29');
});

test('next failed goes to the next fault and passes over everyday answers', () => {
  const calls = [...many(3), { name: 'read', args: ['3'], errno: 'EAGAIN' }, ...many(10)];
  const app = headless([fakeSession({ calls })]);
  app.press('.');
  expect(cursorLine(app.screen())).toContain('EACCES');
  app.press('.');
  expect(app.screen()).toContain('no other call failed here');
});

test('= takes the cell of the chosen column as a filter term', () => {
  const app = headless([fakeSession({ calls: GO_NOT_FOUND })], { columns: 120, rows: 40 });
  app.press('j', 'left', '=');
  expect(app.controller.state.tabs[0]?.filter).toBe('call:openat');
  app.press('right', 'right', 'right', '=');
  expect(app.controller.state.tabs[0]?.filter).toBe('call:openat result:3');
});

test('Enter leads from a failing execve to its look-up, from a library to the libraries, from an end to its process, else to the details', () => {
  const calls: FakeCall[] = [
    { name: 'execve', args: ['"/x/go"'], path: '/x/go', errno: 'ENOENT' },
    { name: 'openat', args: ['"/lib/libgcc_s.so.1"'], path: '/lib/libgcc_s.so.1', errno: 'ENOENT' },
    { name: 'close', args: ['3'] },
    { name: '', args: [], kind: 'exit', text: '+++ exited with 127 +++' },
  ];
  const session = fakeSession({
    calls,
    processes: [fakeProcess(0, { execs: [{ event: 0, path: rawText('/bin/sh'), argv: [rawText('sh')], truncated: false }] })],
  });
  const views = calls.map((_, i) => {
    const app = headless([session]);
    app.press(...Array(i).fill('j'), 'enter');
    return app.controller.state.tabs[0]?.view;
  });
  expect(views).toEqual(['lookup', 'libraries', 'detail', 'processes']);
});

test('Enter on a library leads to the details where the capture does not show what the process ran', () => {
  const app = headless([fakeSession({ calls: [{ name: 'openat', args: ['"/lib/libz.so.1"'], path: '/lib/libz.so.1', errno: 'ENOENT' }] })]);
  app.press('enter');
  expect(app.controller.state.tabs[0]?.view).toBe('detail');
});

test('long arguments are scrolled to their end before the next column is chosen', () => {
  const long = `"${'a'.repeat(60)}END"`;
  const app = headless([fakeSession({ calls: [{ name: 'write', args: ['1', long], result: '65' }] })], { columns: 60, rows: 12 });
  expect(app.screen()).not.toContain('END');
  app.press(...Array(8).fill('right'));
  expect(app.screen()).toContain('END"');
});

test('what the traced program wrote cannot reach the terminal as a control character', () => {
  const app = headless([fakeSession({ calls: [{ name: 'open', args: ['"x"'], path: 'evil\x1b[2J\r\u202e', errno: 'ENOENT' }] })], {
    columns: 120,
    rows: 40,
  });
  expect(app.screen()).toContain('evil\\e[2J\\r\\u202e');
});

test('without UTF-8 every character of the screen is ASCII', () => {
  const app = headless([fakeSession({ calls: GO_NOT_FOUND, findings: [NOT_ON_PATH] })], { utf8: false });
  expect(app.screen()).toMatch(/^[\x20-\x7e\n]*$/);
});

test('what the errno under the cursor means stands below the list, else what the call is for', () => {
  const app = headless([fakeSession({ calls: GO_NOT_FOUND })], { columns: 120, rows: 40 });
  expect(app.screen()).toContain('└─ execve: Runs another program in this process ─');
  app.press('.');
  expect(app.screen()).toContain('└─ ENOENT: The path, or one of the directories');
});

test('a click chooses the line and the column for =', () => {
  const app = headless([fakeSession({ calls: GO_NOT_FOUND })], { columns: 120, rows: 40 });
  const column = app.screen().split('\n')[2]?.indexOf('call ') ?? 0;
  app.input({ kind: 'mouse', action: 'press', column, row: 6 });
  app.press('=');
  expect(app.controller.state.tabs[0]?.filter).toBe('call:newfstatat');
});
