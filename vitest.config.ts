// Tests: everything under test/, YAML as the bundle reads it.
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { inkTableForVite } from './scripts/ink-table-for-vite.mjs';
import { LongTestsFirst } from './scripts/long-tests-first.mjs';
import { wasmForVite } from './scripts/wasm-module.mjs';
import { yamlForVite } from './scripts/yaml-data.mjs';

export default defineConfig({
  plugins: [wasmForVite, yamlForVite, inkTableForVite],
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: ['test/before-all.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Under load a second is not long.
    expect: { poll: { timeout: 10_000 } },
    pool: 'forks',
    // Most tests here wait for programs: as many workers as processors leave a third of them idle.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    sequence: { sequencer: LongTestsFirst },
    // A file of tests gets the modules that the one before it has loaded: to load the analysis takes longer than most files do.
    isolate: false,
    // ink-table is CommonJS and requires Ink (ESM with a top-level await): Vite has to transform it.
    server: { deps: { inline: ['ink-table', 'ink-testing-library'] } },
  },
});
