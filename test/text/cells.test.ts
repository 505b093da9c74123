// Text in terminal cells: widths, cutting, fitting.
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { cutCells, fitCells, fitEndCells, padStartCells, sliceCells, widthCells } from '../../src/text/cells.ts';
import { toVisible } from '../../src/text/visible.ts';

test('wide characters and emoji take two cells, combining marks none of their own', () => {
  expect(['abc', '日本', '👩‍👩‍👧', 'e\u0301', '─┐▸✗'].map(widthCells)).toEqual([3, 4, 2, 1, 4]);
});

test('a wide character that does not fit is left out, never half', () => {
  expect(cutCells(toVisible('a日本'), 4)).toBe('a日 ');
  expect(cutCells(toVisible('a日本'), 3)).toBe('a日');
});

test('a slice that begins inside a wide character begins with a space', () => {
  expect(sliceCells(toVisible('日本語'), 1, 4)).toBe(' 本 ');
});

test('text is fitted to exactly the cells asked for', () => {
  for (const text of ['', 'go', '日本語', 'a👩‍👩‍👧b', '/usr/local/go/bin/go']) {
    for (let columns = 0; columns < 12; columns++) {
      expect(widthCells(fitCells(toVisible(text), columns))).toBe(columns);
      expect(widthCells(fitEndCells(toVisible(text), columns))).toBe(columns);
      expect(widthCells(padStartCells(toVisible(text), columns))).toBe(columns);
    }
  }
});

test('a path keeps its end, other text its start', () => {
  expect(fitEndCells(toVisible('/usr/lib/libgcc_s.so.1'), 14)).toBe('…libgcc_s.so.1');
  expect(fitCells(toVisible('/usr/lib/libgcc_s.so.1'), 10)).toBe('/usr/lib/…');
});

test('widths agree with string-width, which Ink measures by', () => {
  const texts = [
    '日本語',
    'ｶﾞ',
    '한국',
    'e\u0301',
    '👍',
    '👍🏽',
    '👩‍👩‍👧',
    '🇩🇪',
    '❤️',
    '☎',
    '①',
    'Ж',
    'α',
    '\u0301',
    '─│┌✓✗▸●',
    '⏎⇥',
    'ｗｉｄｅ',
    'ไทย',
    'नमस्ते',
    '\u{20bb7}',
  ];
  expect(texts.map((text) => [text, widthCells(text)])).toEqual(texts.map((text) => [text, stringWidth(text)]));
});
