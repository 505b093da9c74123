// The Output view: streams as they came, following, long and odd lines.
import { expect, test } from 'vitest';
import { rawText } from '../../../src/model/raw-text.ts';
import type { OutputPiece } from '../../../src/model/session.ts';
import { outputPane } from '../../../src/tui/views/output.ts';
import { NO_OUTPUT, takeOutput } from '../../../src/tui/views/output-lines.ts';
import { asText, context, fakeSession } from './fake-world.ts';

const piece = (stream: OutputPiece['stream'], text: string): OutputPiece => ({ stream, text: rawText(text) });
const printed = [
  piece('stdout', 'building\tall\nstep 1'),
  piece('stderr', 'warning: \u001b[31mold\u001b[0m compiler\n'),
  piece('stdout', ' of 2\nprogress 10%\rprogress 100%\n'),
  piece('stderr', `${'a long line that has to be broken '.repeat(4)}\n`),
];
const live = { kind: 'live', startedAtMs: 0, commandEnded: null } as const;
const draw = (output: readonly OutputPiece[], columns: number, rows: number) => {
  const at = context(fakeSession({ output, origin: 'run', state: live }), columns, rows);
  return `\n${asText(outputPane.rows(outputPane.open(at, null), at))}\n`;
};

test('shows what was printed as it came, each stream named, control characters visible', () => {
  expect(draw(printed, 80, 24)).toMatchInlineSnapshot(`
    "
     stdout  building        all
             step 1
     stderr  warning: \\e[31mold\\e[0m compiler
     stdout   of 2
             progress 10%\\rprogress 100%
     stderr  a long line that has to be broken a long line that has to be broken a l
             ong line that has to be broken a long line that has to be broken
    "
  `);
  expect(draw(printed, 40, 12)).toMatchInlineSnapshot(`
    "
     out building        all
         step 1
     err warning: \\e[31mold\\e[0m compiler
     out  of 2
         progress 10%\\rprogress 100%
     err a long line that has to be broken a
          long line that has to be broken a
         long line that has to be broken a l
         ong line that has to be broken
    "
  `);
});

test('colours are left out of what was written to a terminal, everything else is shown', () => {
  const { lines } = takeOutput(NO_OUTPUT, [piece('stdout', '\u001b[01;34mbin\u001b[0m \u001b[2J\r\n'), piece('stdout', '\u001b[31mred\n')]);
  expect(lines.map(({ text }) => text)).toEqual(['bin \\e[2J', '\\e[31mred']);
});

test('says so when nothing was printed', () => {
  expect(draw([], 80, 24)).toMatchInlineSnapshot(`
    "
     The command has printed nothing so far.
    "
  `);
});

test('follows a live run until the cursor is moved, and again from the last line', () => {
  const lines = (count: number) => [piece('stdout', Array.from({ length: count }, (_, i) => `line ${i}\n`).join(''))];
  const at = (count: number) => context(fakeSession({ output: lines(count), origin: 'run', state: live }), 40, 5);
  let model = outputPane.open(at(20), null);
  expect(asText(outputPane.rows(model, at(20)))).toContain('line 19');
  model = outputPane.update(model, 'up', at(20)).model;
  model = outputPane.refresh(model, at(30));
  expect(asText(outputPane.rows(model, at(30)))).toContain('line 18');
  expect(asText(outputPane.rows(model, at(30)))).not.toContain('line 29');
  model = outputPane.refresh(outputPane.update(model, 'bottom', at(30)).model, at(40));
  expect(asText(outputPane.rows(model, at(40)))).toContain('line 39');
});

test('a line that comes in pieces is one line, also when the last piece grows', () => {
  const first = takeOutput(NO_OUTPUT, [piece('stdout', 'ab')]);
  const second = takeOutput(first, [piece('stdout', 'abc'), piece('stdout', 'd\n')]);
  expect(second.lines).toEqual([{ stream: 'stdout', text: 'abcd', open: false }]);
});

test('a search goes from match to match of the output, around its end, and marks them', () => {
  const at = { ...context(fakeSession({ output: printed, origin: 'run', state: live }), 80, 24), match: /progress/g };
  const open = outputPane.open(at, null);
  const found = outputPane.find!(open, /progress/, 1, at)!;
  expect(asText(outputPane.rows(found, at)).split('\n')[found.cursor]).toMatch(/^>/);
  expect(outputPane.rows(found, at).flatMap(({ spans }) => spans.filter(({ style }) => style === 'match'))).toHaveLength(2);
  expect(outputPane.find!(found, /building/, 1, at)?.cursor).toBe(0);
  expect(outputPane.find!(found, /nowhere/, 1, at)).toBeNull();
});
