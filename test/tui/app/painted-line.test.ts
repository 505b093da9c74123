// The line that is edited, as the painter draws it over the panes.
import { expect, test } from 'vitest';
import { fakeSession, GO_NOT_FOUND } from '../fake-session.ts';
import { headless } from './headless.ts';

const session = () => fakeSession({ calls: GO_NOT_FOUND });

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
