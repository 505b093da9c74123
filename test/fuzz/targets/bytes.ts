// Every byte belongs to exactly one record, and where chunks end changes nothing.
import { assertCovered, parseInChunks } from '../../parse/pieces.ts';
import { mustEqual, type Target } from '../target.ts';

export const bytes: Target = {
  name: 'bytes',
  every: 1,
  try(input, random) {
    const whole = parseInChunks(input, [input.length]);
    assertCovered(input, whole);
    const most = random.pick([3, 40, 1000]);
    const sizes = Array.from({ length: random.few(1, 5) }, () => random.int(most) + Math.floor(input.length / 2000));
    mustEqual(parseInChunks(input, sizes), whole, `chunks of ${sizes}`);
  },
};
