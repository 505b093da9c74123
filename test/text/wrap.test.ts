// Text broken into lines of a width.
import { expect, test } from 'vitest';
import { toVisible } from '../../src/text/visible.ts';
import { wrapCells } from '../../src/text/wrap.ts';

test('breaks at spaces, and a longer word where the line ends', () => {
  expect(wrapCells(toVisible('no go in /usr/local/bin'), 8)).toEqual(['no go in', '/usr/loc', 'al/bin']);
});

test('a wide character at the edge goes to the next line whole', () => {
  expect(wrapCells(toVisible('a日本'), 4)).toEqual(['a日', '本']);
});

test('a character that is wider than the line stands alone', () => {
  expect(wrapCells(toVisible('日本'), 1)).toEqual(['日', '本']);
});
