// Filter expressions: what they mean, and where they are wrong.
import { expect, test } from 'vitest';
import { readFilter } from '../../../src/store/filter/read-filter.ts';

const tests = (text: string) => {
  const reading = readFilter(text);
  return reading.kind === 'ok' ? reading.expression.terms.map(({ negated, alternatives }) => [negated, ...alternatives]) : reading.mistake;
};

test.each([
  ['word', [[false, { kind: 'line', test: { kind: 'contains', text: 'word' } }]]],
  ['"two words"', [[false, { kind: 'line', test: { kind: 'contains', text: 'two words' } }]]],
  ['"a \\" quote"', [[false, { kind: 'line', test: { kind: 'contains', text: 'a " quote' } }]]],
  ['/a\\/b c/', [[false, { kind: 'line', test: { kind: 'matches', pattern: /a\/b c/ } }]]],
  [
    'a b',
    [
      [false, { kind: 'line', test: { kind: 'contains', text: 'a' } }],
      [false, { kind: 'line', test: { kind: 'contains', text: 'b' } }],
    ],
  ],
  ['a,b', [[false, { kind: 'line', test: { kind: 'contains', text: 'a' } }, { kind: 'line', test: { kind: 'contains', text: 'b' } }]]],
  ['!errno:ENOENT', [[true, { kind: 'errno', test: { kind: 'equals', text: 'ENOENT' } }]]],
  ['call:openat,%file', [[false, { kind: 'call', test: { kind: 'equals', text: 'openat' } }, { kind: 'class', name: 'file' }]]],
  ['path:~libgcc', [[false, { kind: 'path', test: { kind: 'contains', text: 'libgcc' } }]]],
  ['path:~/usr/lib', [[false, { kind: 'path', test: { kind: 'contains', text: '/usr/lib' } }]]],
  ['path:/etc/*', [[false, { kind: 'path', test: { kind: 'matches', pattern: /^\/etc\/.*$/s } }]]],
  ['path:"/a b"', [[false, { kind: 'path', test: { kind: 'equals', text: '/a b' } }]]],
  ['exe:~/go$/', [[false, { kind: 'exe', test: { kind: 'matches', pattern: /go$/ } }]]],
  ['took:>10ms', [[false, { kind: 'took', test: { op: '>', value: 10_000_000 } }]]],
  ['took:<=1.5us', [[false, { kind: 'took', test: { op: '<=', value: 1500 } }]]],
  [
    'since:1.5s until:2m',
    [
      [false, { kind: 'since', ns: 1_500_000_000 }],
      [false, { kind: 'until', ns: 120_000_000_000 }],
    ],
  ],
  ['result:<0', [[false, { kind: 'result', test: { op: '<', value: 0 } }]]],
  ['result:-1', [[false, { kind: 'result', test: { op: '=', value: -1 } }]]],
  ['result:?', [[false, { kind: 'result', test: { kind: 'equals', text: '?' } }]]],
  ['sig:CHLD', [[false, { kind: 'signal', test: { kind: 'equals', text: 'SIGCHLD' } }]]],
  [
    'ok: why:',
    [
      [false, { kind: 'ok' }],
      [false, { kind: 'why' }],
    ],
  ],
  ['', []],
])('%s', (text, meaning) => {
  expect(tests(text)).toEqual(meaning);
});

test.each([
  ['errno:ENOENT foo:x', 13, 4, 'no such key'],
  ['call:%nosuch', 5, 7, 'no such class'],
  ['took:soon', 5, 4, 'a time is expected'],
  ['took:>10parsec', 5, 9, 'a time is expected'],
  ['pid:go', 4, 2, 'a whole number'],
  ['path:', 0, 5, 'a value is missing'],
  ['call:open,', 10, 1, 'a value is missing'],
  ['"never closed', 0, 13, 'the quote is not closed'],
  ['/never closed', 0, 13, 'the pattern is not closed'],
  ['/(/', 0, 3, 'not a regular expression'],
  ['ok:yes', 3, 3, 'takes no value'],
])('%s is wrong at %i', (text, at, length, says) => {
  expect(tests(text)).toMatchObject({ at, length, says: expect.stringContaining(says) });
});
