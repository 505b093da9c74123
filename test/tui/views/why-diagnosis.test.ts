// The Why view while a whole capture is being diagnosed, and when that was given up.
import { expect, test } from 'vitest';
import { whyPane } from '../../../src/tui/views/why.ts';
import { whyStrip } from '../../../src/tui/views/why-strip.ts';
import { asText, context, type FakeWorld, fakeSession } from './fake-world.ts';

const draw = (shown: FakeWorld) => {
  const at = context(fakeSession(shown), 80, 3);
  return `\n${asText(whyPane.rows(whyPane.open(at, null), at))}\n`;
};
const unknown = (diagnosis: FakeWorld['diagnosis']): FakeWorld => ({ events: [{ process: 0, text: '' }], diagnosis: diagnosis! });

test('a whole capture that is being diagnosed: how far that is, and how to end it', () => {
  const busy = unknown({ kind: 'at-work', part: 0.4, workedMs: 2000 });
  expect(draw(busy)).toMatchInlineSnapshot(`
    "
     ● Looking for the cause, 40 %, 3 s left
       esc cancels
    "
  `);
  expect(asText(whyStrip(fakeSession(busy), 80, true))).toContain('Looking for the cause, 40 %, 3 s left');
});

test('a diagnosis that was cancelled is told as such, and Enter asks for it again', () => {
  const at = context(fakeSession(unknown({ kind: 'cancelled' })), 80, 3);
  const model = whyPane.open(at, null);
  expect(asText(whyPane.rows(model, at))).toContain('Not looked for: it was cancelled. Enter in view 3 begins anew');
  expect(whyPane.update(model, 'enter', at).effect).toEqual({ kind: 'diagnose' });
  expect(whyPane.cancel?.(model, at)).toBe(false);
});

test('the lines follow a diagnosis as it goes on', () => {
  const now = (part: number) => context(fakeSession(unknown({ kind: 'at-work', part, workedMs: 500 })), 80, 3);
  const model = whyPane.refresh(whyPane.open(now(0.1), null), now(0.6));
  expect(asText(whyPane.rows(model, now(0.6)))).toContain('60 %');
});
