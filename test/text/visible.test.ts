// Whatever comes from outside is shown, and does nothing.
import xterm from '@xterm/headless';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesToText } from '../../src/text/c-string.ts';
import { fitCells, widthCells } from '../../src/text/cells.ts';
import { rawBytes } from '../../src/text/raw-bytes.ts';
import { toVisible } from '../../src/text/visible.ts';
import { HOSTILE } from '../fuzz/hostile.ts';
import { mustBeVisible } from '../fuzz/visible.ts';

const texts = [...HOSTILE, ...HOSTILE.map((text) => bytesToText(rawBytes(text)))];

test.each([
  ['\x1b[2J', '\\e[2J'],
  ['a\u202eb', 'a\\u202eb'],
  ['\u05d0', '\\u05d0'],
  ['a\u3164\ufe0f\u{e0041}', 'a\\u3164\\ufe0f\\u{e0041}'],
  ['a\u00a0\u3000b', 'a\\xa0\\u3000b'],
  ['\udcff\ud800', '\\xff\\ud800'],
  ['\u0301e\u0301', '\\u0301e\u0301'],
  ['größe 日本 Ж', 'größe 日本 Ж'],
])('%j is shown as %s', (text, shown) => expect(toVisible(text)).toBe(shown));

test('nothing is left that a terminal acts on or does not show', () => {
  for (const text of texts) mustBeVisible(toVisible(text), 'visible');
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => mustBeVisible(toVisible(text), 'visible')));
});

test('what is visible stays as it is', () => {
  for (const text of texts) expect(toVisible(toVisible(text))).toBe(toVisible(text));
});

test('no character carries a heap of marks', () => {
  for (const text of texts) expect(toVisible(text)).not.toMatch(/\p{M}{5}/u);
});

test('in a real terminal a fitted text stays on its row', async () => {
  const columns = 20;
  const terminal = new xterm.Terminal({ cols: columns, rows: texts.length + 1, allowProposedApi: true });
  // As the screen has it: no automatic wrap.
  await new Promise<void>((done) => terminal.write(`\x1b[?7l${texts.map((text) => fitCells(toVisible(text), columns)).join('\r\n')}`, done));
  expect(terminal.buffer.active.cursorY).toBe(texts.length - 1);
  for (const [y, text] of texts.entries()) {
    expect(widthCells(fitCells(toVisible(text), columns))).toBe(columns);
    expect(terminal.buffer.active.getLine(y)?.isWrapped).toBe(false);
    expect(terminal.buffer.active.getLine(y)?.translateToString(true).slice(0, 3)).toBe(toVisible(text).slice(0, 3).trimEnd());
  }
  terminal.dispose();
});
