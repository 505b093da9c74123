// Tests: everything under test/, YAML as the bundle reads it.
import { defineConfig } from 'vitest/config';
import { yamlForVite } from './scripts/yaml-data.mjs';

export default defineConfig({
  plugins: [yamlForVite],
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: ['test/build-once.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // ink-table is CommonJS and requires Ink (ESM with a top-level await): Vite has to transform it.
    server: { deps: { inline: ['ink-table', 'ink-testing-library'] } },
  },
});
