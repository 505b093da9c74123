// Where the panes stand at each size.
import { expect, test } from 'vitest';
import { layoutOf } from '../../../src/tui/app/layout.ts';

const layout = (columns: number, rows: number, extra: Partial<Parameters<typeof layoutOf>[0]> = {}) =>
  layoutOf({ size: { columns, rows }, view: 'calls', tabs: 1, finding: true, lineOpen: false, ...extra });

const names = (...args: Parameters<typeof layout>): string[] => {
  const made = layout(...args);
  return made.kind === 'panes' ? made.slots.map(({ name }) => name) : [made.kind];
};

test('from 80x24 on: processes, the chosen view, and the finding below', () => {
  expect(names(80, 24)).toEqual(['side', 'main', 'strip']);
});

test('at 40x12 one pane and the finding, and the pane alone while nothing is found', () => {
  expect(names(40, 12)).toEqual(['main', 'strip']);
  expect(names(40, 12, { finding: false })).toEqual(['main']);
});

test('a wide screen shows the call under the cursor in full', () => {
  expect(names(200, 60)).toEqual(['side', 'main', 'aside', 'strip']);
});

test('a screen too small for anything is told so', () => {
  expect(names(20, 5)).toEqual(['too-small']);
});

test('processes chosen as the view need no second list of them', () => {
  expect(names(120, 40, { view: 'processes' })).toEqual(['main', 'strip']);
});

test('frames cover the screen without gap or overlap at any size', () => {
  for (let columns = 30; columns <= 220; columns += 7) {
    for (let rows = 8; rows <= 70; rows += 3) {
      for (const lineOpen of [false, true]) {
        const made = layout(columns, rows, { lineOpen, tabs: rows % 2 === 0 ? 1 : 3 });
        if (made.kind !== 'panes') throw new Error('too small');
        const chromeRows = 1 + (made.tabsRow === null ? 0 : 1) + (made.lineRow === null ? 0 : 1) + 1;
        const cells = made.slots.reduce((sum, { rect }) => sum + rect.width * rect.height, 0);
        expect(cells).toBe(columns * (rows - chromeRows));
        for (const { rect } of made.slots) expect(Math.min(rect.width, rect.height)).toBeGreaterThan(2);
      }
    }
  }
});
