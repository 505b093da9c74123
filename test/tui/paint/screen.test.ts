// The painter: only what changed is sent, and a terminal always ends up showing the picture.
import xterm from '@xterm/headless';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blankRow, type CellRow, putText, rowOfLine } from '../../../src/tui/paint/cell-row.ts';
import { type Picture, Screen } from '../../../src/tui/paint/screen.ts';
import { lookOfSgr } from '../../../src/tui/paint/sgr.ts';

const COLUMNS = 24;
const ROWS = 4;

const picture = (frame: readonly CellRow[], extra: Partial<Picture> = {}): Picture => ({
  columns: COLUMNS,
  rows: ROWS,
  base: '',
  frame: (y) => frame[y],
  parts: [],
  overlays: [],
  cursor: null,
  ...extra,
});

const rowWith = (text: string, x = 0): CellRow => {
  const row = blankRow(COLUMNS);
  putText(row, x, COLUMNS, text, 0);
  return row;
};

/** What a terminal shows after these bytes. */
async function shown(...writes: readonly string[]): Promise<string[]> {
  const terminal = new xterm.Terminal({ cols: COLUMNS, rows: ROWS, allowProposedApi: true });
  for (const bytes of writes) await new Promise<void>((done) => terminal.write(bytes, done));
  return Array.from({ length: ROWS }, (_, y) => terminal.buffer.active.getLine(y)?.translateToString().trimEnd() ?? '');
}

test('a part is painted over the frame, a dialog over the part', async () => {
  const frame = [rowWith('frame'), rowWith('       [dialog]'), blankRow(COLUMNS), blankRow(COLUMNS)];
  const part = {
    source: () => 'p',
    rect: { left: 2, top: 1, width: 20, height: 1 },
    paint: (row: CellRow) => void putText(row, 2, 22, 'pppppppppppppppppppp', 0),
  };
  const overlays = [{ left: 7, top: 1, width: 8, height: 1 }];
  expect(await shown(new Screen().show(picture(frame, { parts: [part], overlays })))).toEqual(['frame', '  ppppp[dialog]ppppppp', '', '']);
});

test('the same picture again costs no byte', () => {
  const screen = new Screen();
  const same = picture([rowWith('one')]);
  screen.show(same);
  expect(screen.show(same)).toBe('');
});

test('one changed character is sent alone, not its row', () => {
  const screen = new Screen();
  screen.show(picture([rowWith('abcdefghijklmnopqrstuvwx')]));
  const bytes = screen.show(picture([rowWith('abcdefghijkLmnopqrstuvwx')]));
  expect(bytes).toContain('\x1b[1;12H\x1b[mL\x1b[?2026l');
});

test('everything is sent again when the terminal was used by others', () => {
  const screen = new Screen();
  const same = picture([rowWith('one')]);
  const first = screen.show(same);
  screen.forget();
  expect(screen.show(same)).toBe(first);
});

test('the cursor is shown where a line is edited and hidden otherwise', () => {
  const screen = new Screen();
  expect(screen.show(picture([], { cursor: { column: 3, row: 2 } }))).toMatch(/\x1b\[3;4H\x1b\[\?25h\x1b\[\?2026l$/);
  expect(screen.show(picture([]))).toContain('\x1b[?25l');
});

test('looks of a line by Ink survive, whatever their order', () => {
  const row = rowOfLine('\x1b[1m\x1b[31mred\x1b[39m bold\x1b[22m plain', COLUMNS);
  expect([row.look[0], row.look[4], row.look[9]]).toEqual([lookOfSgr('31;1'), lookOfSgr('1'), 0]);
});

test('a wide character that is overwritten in half leaves no half behind', () => {
  const row = rowWith('a日b');
  putText(row, 2, 3, 'x', 0);
  expect(row.text.slice(0, 4)).toEqual(['a', ' ', 'x', 'b']);
  putText(row, 0, COLUMNS, '日本', 0);
  putText(row, 1, 2, 'y', 0);
  expect(row.text.slice(0, 4)).toEqual([' ', 'y', '本', '']);
});

test('an emoji that a terminal takes for one cell wide moves nothing beside it and leaves nothing old', async () => {
  const screen = new Screen();
  // The headless terminal follows Unicode 6, where it is narrow.
  const writes = [picture([rowWith('abcdef')]), picture([rowWith('👍cdef')])].map((now) => screen.show(now));
  expect((await shown(...writes))[0]).toBe('👍 cdef');
});

const pieces = fc.array(
  fc.tuple(fc.nat(COLUMNS - 1), fc.nat(ROWS - 1), fc.constantFrom('go', '日本', 'é', '   ', '─', 'x'), fc.constantFrom('', '31', '1;7')),
  { maxLength: 12 },
);

test('whatever was shown before, a terminal ends up showing the picture', async () => {
  await fc.assert(
    fc.asyncProperty(pieces, pieces, async (before, after) => {
      const frames = [before, after].map((list) => {
        const frame = Array.from({ length: ROWS }, () => blankRow(COLUMNS));
        for (const [x, y, text, sgr] of list) putText(frame[y] ?? blankRow(COLUMNS), x, COLUMNS, text, lookOfSgr(sgr));
        return frame;
      });
      const screen = new Screen();
      const writes = frames.map((frame) => screen.show(picture(frame)));
      const expected = (frames[1] ?? []).map((row) => row.text.join('').trimEnd());
      expect(await shown(...writes)).toEqual(expected);
    }),
    { numRuns: 150 },
  );
});
