// The lines around the panes as the painter draws them: header, hints, and the line that is edited.
import { expect, test } from 'vitest';
import { fakeSession, GO_NOT_FOUND } from '../fake-session.ts';
import { headless } from './headless.ts';

const session = () => fakeSession({ calls: GO_NOT_FOUND });

test('the header says what is traced and how it stands; counts go first when it gets narrow', () => {
  const header = (columns: number): string => headless([session()], { columns }).screen().split('\n')[0] ?? '';
  expect(header(100)).toBe(" whytrace ▸ bash -c 'go version'                  ended: exit 127   10 calls   1 process   2 failed");
  expect(header(60)).toMatch(/^ whytrace ▸ bash -c .*ended: exit 127/);
  expect(header(40)).toContain('ended: exit 127');
});

test('a message stands in place of the hints, and is cut where it does not fit', () => {
  const app = headless([session()], { columns: 60 });
  const last = () => app.screen().split('\n').at(-1);
  expect(last()).toMatch(/q quit$/);
  app.controller.say('what was looked for is nowhere in this capture, neither before nor behind the cursor');
  expect(last()).toMatch(/^ what was looked for is nowhere .*…$/);
  app.press('j');
  expect(last()).toMatch(/q quit$/);
});

test('on a screen that is too small nothing stands but what is needed', () => {
  expect(headless([session()], { columns: 20, rows: 5 }).screen().trim()).toMatch(/^\d+x\d+ is needed/);
});

test('the filter line marks what cannot be read and says why', () => {
  const app = headless([session()]);
  app.press('f');
  app.type('go bad:x');
  const line = app.screen().split('\n')[22] ?? '';
  expect(line).toMatch(/^ filter go bad:x +bad: is no key *$/);
});

test('completions stand in a box above the line, with their counts', () => {
  const app = headless([session()]);
  app.press('f');
  app.type('errno:');
  app.press('tab', 'tab');
  const rows = app.screen().split('\n');
  expect(rows[22]).toBe(' filter errno:ENOENT');
  expect(rows.slice(18, 22).map((row) => row.slice(7, 26))).toEqual([
    '┌─────────────────┐',
    '│▸errno:ENOENT 10 │',
    '│ errno:EACCES 20 │',
    '└─────────────────┘',
  ]);
});
