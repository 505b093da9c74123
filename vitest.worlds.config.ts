// The worlds of the wizard's cards: real programs in a pty, minutes rather than seconds, so not among the other tests.
import { defineConfig, mergeConfig } from 'vitest/config';
import tests from './vitest.config.ts';

const merged = mergeConfig(tests, defineConfig({ test: { maxWorkers: 1, fileParallelism: false } }));
export default { ...merged, test: { ...merged.test, include: ['test/worlds/**/*.worlds.ts'] } };
