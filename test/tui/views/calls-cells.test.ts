// What a row of the Calls view says.
import { expect, test } from 'vitest';
import { traceFromText } from '../../../src/session/load-trace.ts';
import { cellsOf } from '../../../src/tui/views/calls-cells.ts';

const what = (text: string, event: number): string =>
  cellsOf(traceFromText(text), event, true)
    .what.map((span) => span.text)
    .join('');

test('a frame of a stack begins with its function, so that a narrow row shows it', () => {
  const text = 'close(3) = 0\n > /usr/lib/libc.so.6(__close+0x7) [0xf1a2b]\n > /srv/app(main+0x8) [0x1149] app.c:3\n';
  expect(what(text, 1)).toBe('__close  /usr/lib/libc.so.6');
  expect(what(text, 2)).toBe('main  /srv/app  app.c:3');
});

test('a line of a stack that is no frame stays as it is', () => {
  expect(what('close(3) = 0\n > unexpected_backtracing_error [0x0]\n', 1)).toBe('unexpected_backtracing_error [0x0]');
});
