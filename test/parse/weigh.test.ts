// Shared memory that nobody holds any more is collected before there are gigabytes of it.
import { expect, test } from 'vitest';
import { weigh } from '../../src/parse/weigh.ts';

const SIZE_BYTES = 4 << 20;
const MANY = 400;

test('of many buffers that are let go of, one after the other, few are there at once', async () => {
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;
  for (let made = 0; made < MANY; made++) {
    weigh(new SharedArrayBuffer(SIZE_BYTES), SIZE_BYTES);
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThan((MANY * SIZE_BYTES) / 2);
});
