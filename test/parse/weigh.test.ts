// Shared memory that nobody holds any more is collected before there are gigabytes of it.
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

const SIZE_BYTES = 4 << 20;
const MANY = 400;

/** In a process of its own: when V8 collects depends on all that is on its heap. */
const letGoOfMany = (weighs: string): number => {
  const program = `
    ${weighs}
    let most = 0;
    for (let made = 0; made < ${MANY}; made++) {
      weigh(new SharedArrayBuffer(${SIZE_BYTES}), ${SIZE_BYTES});
      most = Math.max(most, process.memoryUsage().arrayBuffers);
      await new Promise((resolve) => setImmediate(resolve));
    }
    console.log(most);`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', program], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return Number(stdout);
};

test('of many buffers that are let go of, one after the other, few are there at once', () => {
  const most = letGoOfMany(`import { weigh } from ${JSON.stringify(new URL('../../src/parse/weigh.ts', import.meta.url).href)};`);
  expect(most).toBeGreaterThan(SIZE_BYTES);
  expect(most).toBeLessThan((MANY * SIZE_BYTES) / 2);
  expect(letGoOfMany('const weigh = (shared) => shared;')).toBeGreaterThan((MANY * SIZE_BYTES) / 2);
});
