// Secrets in texts that are too long to be looked at in one piece: windows find what a look at the whole finds.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findSecrets } from '../../src/text/redact.ts';
import { spelledOut } from '../../src/text/spelled-out.ts';
import { PLACES, SECRETS } from './planted.ts';

const WHOLE = { size: 1 << 30, context: 0 };
const lines = Object.values(PLACES).flatMap((place) => SECRETS.map((secret) => `${place(secret)}\n`));
const longest = Math.max(...lines.map(({ length }) => length));
const filling = fc.constantFrom('x'.repeat(150), '\\33[31m'.repeat(30), 'read(3, "nothing to see here", 4096) = 20\n', '\\0'.repeat(99));

test('wherever a window ends, it finds the same', () => {
  const parts = fc.array(fc.oneof(filling, fc.constantFrom(...lines)), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(parts, fc.integer({ min: 0, max: 400 }), (pieces, more) => {
      // A line between two others: what decides about a secret stands in its own.
      const text = pieces.map((piece) => `${piece}\n`).join('');
      const context = longest + 1;
      expect(findSecrets(text, { size: 3 * context + more, context })).toEqual(findSecrets(text, WHOLE));
    }),
    { numRuns: 300 },
  );
});

test('a secret that is longer than a window is one, to its end', () => {
  const secret = 'Zx9yQ2r7Lk'.repeat(1000);
  const text = `read(3, "${'x'.repeat(500)}", 9) = 9\n--token=${secret} \n${'y '.repeat(900)}`;
  const found = findSecrets(text, { size: 600, context: 100 });
  expect(found.map(({ start, end }) => [text.indexOf(secret) - start, end - start])).toEqual([[0, secret.length]]);
});

test('escapes are spelled out as their slow definition says, and each place is found again', () => {
  const SLOW = /\\(?:x([0-9a-fA-F]{2})|([0-7]{1,3})|([nrtvfabe"'\\]))/g;
  const LETTERS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', v: '\v', f: '\f', a: '\x07', b: '\b', e: '\x1b' };
  const piece = fc.constantFrom(
    '\\',
    '\\\\',
    '\\x4',
    '\\x41',
    '\\xG1',
    '\\3',
    '\\33',
    '\\333',
    '\\3334',
    '\\8',
    '\\n',
    '\\"',
    "\\'",
    '\\z',
    'a',
    '7',
    'x',
    'é',
    '"',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      const fast = spelledOut(text);
      if (fast === null) return void expect(text).not.toContain('\\');
      const starts: number[] = [];
      let slow = '';
      let at = 0;
      for (const { 0: whole, 1: hex, 2: octal, 3: letter = '', index } of text.matchAll(SLOW)) {
        for (; at < index; at++, slow += text[at - 1]) starts.push(at);
        starts.push(at);
        slow +=
          hex !== undefined
            ? String.fromCharCode(Number.parseInt(hex, 16))
            : octal !== undefined
              ? String.fromCharCode(Number.parseInt(octal, 8) & 0xff)
              : (LETTERS[letter] ?? letter);
        at = index + whole.length;
      }
      for (; at < text.length; at++, slow += text[at - 1]) starts.push(at);
      starts.push(text.length);
      expect(fast.text).toBe(slow);
      for (let start = 0; start <= slow.length; start++)
        expect(fast.placeOf({ start, end: slow.length })).toEqual({ start: starts[start], end: text.length });
    }),
    { numRuns: 1000 },
  );
});
