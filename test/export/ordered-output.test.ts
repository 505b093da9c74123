// Text in order although some of it is known late.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OrderedOutput } from '../../src/export/ordered-output.ts';

const collector = () => {
  const parts: Buffer[] = [];
  const ordered = new OrderedOutput((piece) => parts.push(Buffer.from(piece as string)));
  return { ordered, text: () => Buffer.concat(parts).toString() };
};

test('gaps are filled in any order, the text comes out in the order of the places', () => {
  const plan = fc.array(fc.tuple(fc.boolean(), fc.string({ maxLength: 8 })), { maxLength: 30 });
  fc.assert(
    fc.property(plan, fc.infiniteStream(fc.nat()), (pieces, choices) => {
      const { ordered, text } = collector();
      const open: { readonly fill: (text: string) => void; readonly piece: string }[] = [];
      for (const [late, piece] of pieces) {
        if (late) open.push({ fill: ordered.gap(), piece });
        else ordered.write(piece);
        const [choice] = choices.take(1);
        if (open.length > 0 && choice! % 3 === 0) {
          const [chosen] = open.splice(choice! % open.length, 1);
          chosen!.fill(chosen!.piece);
        }
      }
      for (const { fill, piece } of open.reverse()) fill(piece);
      expect(text()).toBe(pieces.map(([, piece]) => piece).join(''));
    }),
  );
});

test('what waits goes to a file when it becomes much, and comes back as it was', () => {
  const { ordered, text } = collector();
  const line = `${'ä'.repeat(50_000)}\n`;
  const first = ordered.gap();
  let expected = 'first\n';
  for (let at = 0; at < 400; at++) {
    if (at % 100 === 7) ordered.gap()('in between\n');
    ordered.write(line);
    expected += at % 100 === 7 ? `in between\n${line}` : line;
  }
  expect(text()).toBe('');
  first('first\n');
  expect(text() === expected).toBe(true);
  ordered.close();
});
