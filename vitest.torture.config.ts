// The torture suite: the real program in a real pty with a real strace, and everything around it that can go wrong. Minutes, so a run of its own.
import { defineConfig, mergeConfig } from 'vitest/config';
import tests from './vitest.config.ts';

const merged = mergeConfig(tests, defineConfig({ test: { maxWorkers: 2, testTimeout: 60_000 } }));
export default { ...merged, test: { ...merged.test, include: ['test/torture/**/*.torture.ts'] } };
