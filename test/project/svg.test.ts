// The pictures of the documents: a screen as SVG.
import { expect, test } from 'vitest';
import { screenToSvg } from '../../scripts/pictures/svg.mjs';
import { TerminalScreen } from '../screens/terminal-screen.ts';

test('draws runs of one style, colours and inverse cells, and escapes what XML would read', async () => {
  const screen = new TerminalScreen(12, 1, 'dark', () => {});
  screen.write('ab \x1b[31m<c>\x1b[0m\x1b[7md\x1b[0m');
  await screen.settled();
  const svg = screenToSvg({ columns: 12, rows: 1, cellAt: (row, column) => screen.cellAt(row, column) }, 'a "test"');
  expect(svg).toContain('aria-label="a &quot;test&quot;"');
  expect(svg).toMatch(/<text x="12"[^>]*>ab<\/text>/);
  expect(svg).toMatch(/<text x="37.2"[^>]* fill="#e0707a">&lt;c&gt;<\/text>/);
  expect(svg).toMatch(/<rect x="62.4"[^>]* width="8.4"[^>]* fill="#d4d7dd"\/>/);
});
