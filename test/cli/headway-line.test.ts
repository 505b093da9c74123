// How far a long diagnosis of a file is, on standard error.
import { expect, test } from 'vitest';
import { HeadwayLine } from '../../src/cli/headway-line.ts';

function written(use: (line: HeadwayLine, goOn: (ms: number) => void) => void, { isTTY = true, terminal = 'xterm' } = {}): string {
  const pieces: string[] = [];
  let now = 0;
  const line = new HeadwayLine({ isTTY, write: (text) => pieces.push(text) }, () => now, terminal);
  use(line, (ms) => {
    now += ms;
  });
  return pieces.join('');
}

test('what takes long is told in one line that is written over, and taken away before the report', () => {
  const text = written((line, goOn) => {
    line.told('reading', 0.1);
    goOn(2000);
    line.told('reading', 0.5);
    goOn(50);
    line.told('reading', 0.6);
    goOn(1000);
    line.diagnosing().reached(0.2);
    line.clear();
  });
  expect(text).toBe('\r\x1b[Kwhytrace: reading, 50 %, 2 s left\r\x1b[Kwhytrace: looking for the cause\r\x1b[K');
});

test.each([
  ['done within a second', 900, {}],
  ['not a terminal', 5000, { isTTY: false }],
  ['a terminal that knows no escapes', 5000, { terminal: 'dumb' }],
])('%s: nothing is told', (_, ms, where) => {
  const text = written((line, goOn) => {
    goOn(ms);
    line.told('reading', 0.5);
    line.clear();
  }, where);
  expect(text).toBe('');
});
