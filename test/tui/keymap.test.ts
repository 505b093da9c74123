// The key table: no key means two things, and the documents have them all.
import { expect, test } from 'vitest';
import { keyTableMarkdown } from '../../src/tui/key-table.ts';
import { bindingsOf, commandOf, KEY_BINDINGS } from '../../src/tui/keymap.ts';
import type { ViewId } from '../../src/tui/pane.ts';

const PANES: readonly ViewId[] = ['calls', 'processes', 'why', 'libraries', 'output', 'detail', 'lookup'];

test('no key means two things in one pane', () => {
  for (const pane of PANES) {
    for (const live of [false, true]) {
      const keys = bindingsOf({ pane, live }).flatMap(({ keys }) => keys);
      expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
    }
  }
});

test('space follows a live list and folds a tree', () => {
  expect(commandOf('space', { pane: 'calls', live: true })).toBe('pause');
  expect(commandOf('space', { pane: 'calls', live: false })).toBeNull();
  expect(commandOf('space', { pane: 'processes', live: true })).toBe('toggle');
});

test('Enter types into a live command in the Output view and drills in everywhere else', () => {
  expect(commandOf('enter', { pane: 'output', live: true })).toBe('input');
  expect(commandOf('enter', { pane: 'output', live: false })).toBe('enter');
});

test('every binding is in the table of the README', () => {
  const table = keyTableMarkdown();
  expect(table.split('\n')).toHaveLength(KEY_BINDINGS.length + 2);
  expect(table).toContain('| `j` `Down` | one line down |');
});
