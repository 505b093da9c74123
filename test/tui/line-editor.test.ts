// Editing one line.
import { expect, test } from 'vitest';
import type { InputEvent } from '../../src/tui/input/input-event.ts';
import { editLine, lineOf } from '../../src/tui/line-editor.ts';

const key = (name: string): InputEvent => ({ kind: 'key', key: name, text: [...name].length === 1 ? name : name === 'space' ? ' ' : null });

/** The text after these keys, the cursor as `|`. */
function typed(text: string, ...keys: string[]): string {
  const { text: after, cursor } = keys.reduce((line, name) => editLine(line, key(name)) ?? line, lineOf(text));
  return `${after.slice(0, cursor)}|${after.slice(cursor)}`;
}

test('characters go in where the cursor stands', () => {
  expect(typed('', 'a', 'c', 'left', 'b')).toBe('ab|c');
});

test('words and ends are deleted as in a shell', () => {
  expect(typed('pid:1 errno:ENOENT', 'ctrl-w')).toBe('pid:1 |');
  expect(typed('pid:1 errno:ENOENT', 'home', 'ctrl-right', 'ctrl-k')).toBe('pid:1|');
  expect(typed('abc', 'left', 'ctrl-u')).toBe('|c');
});

test('what looks like one character is deleted as one', () => {
  expect(typed('a👩‍👩‍👧', 'backspace')).toBe('a|');
  expect(typed('e\u0301x', 'home', 'delete')).toBe('|x');
});

test('a paste of several lines becomes one line', () => {
  expect(editLine(lineOf('x'), { kind: 'paste', text: 'go\n\tversion\n' })?.text).toBe('xgo version');
});

test('keys that do not edit are left to others', () => {
  for (const name of ['enter', 'esc', 'tab', 'up', 'page-down', 'f1']) expect(editLine(lineOf('x'), key(name))).toBeNull();
});
