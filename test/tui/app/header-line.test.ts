// The first line of the screen as the painter draws it.
import { expect, test } from 'vitest';
import { rawText } from '../../../src/model/raw-text.ts';
import { chromeOf } from '../../../src/tui/app/chrome-of.ts';
import { HeaderLine, isOwnHeader } from '../../../src/tui/app/header-line.ts';
import { type AppState, newTab } from '../../../src/tui/app/state.ts';
import { themeOf } from '../../../src/tui/theme/theme.ts';

const state: AppState = {
  size: { columns: 80, rows: 24 },
  utf8: true,
  theme: 'dark',
  tabs: [newTab(rawText('make -j8'), null)],
  active: 0,
  line: null,
  dialog: null,
  message: null,
  busy: null,
  paneViews: {},
};
const theme = themeOf('dark');

test('it is one row of the screen, and the same row while nothing in it changes', () => {
  const header = new HeaderLine();
  const row = header.row(chromeOf(state, 0), theme);
  expect(row.text.join('')).toMatch(/^ whytrace ▸ make -j8 +starting… .* 0 failed $/);
  expect(row.text).toHaveLength(80);
  expect(header.row(chromeOf(state, 0), theme)).toBe(row);
  const wider = header.row(chromeOf({ ...state, size: { columns: 100, rows: 24 } }, 0), theme);
  expect(wider.text).toHaveLength(100);
});

test('on a screen that is too small the first line is not a header', () => {
  expect(isOwnHeader(chromeOf(state, 0))).toBe(true);
  expect(isOwnHeader(chromeOf({ ...state, size: { columns: 20, rows: 5 } }, 0))).toBe(false);
});
