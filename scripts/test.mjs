// `npm test`: everything that is needed, then all tests, then one line that counts them. `npm test -- FILES` runs some.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './freshness.mjs';
import { installStrace } from './install-strace.mjs';
import { ensureModules, nodeOrStop } from './prepare.mjs';

ensureModules();
await installStrace();

const results = mkdtempSync(join(tmpdir(), 'whytrace-test-'));
const { CI, NO_COLOR, FORCE_COLOR, ...env } = process.env;
// With CI set, Ink draws nothing until the end; without it, vitest would write snapshots that are missing instead of failing.
const { status } = spawnSync(
  nodeOrStop(),
  [
    `${root}node_modules/vitest/vitest.mjs`,
    'run',
    ...(CI === undefined ? [] : ['--update=none']),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${results}/results.json`,
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...env, TERM: 'xterm-256color' } },
);
process.exitCode = status ?? 1;
console.log(countsLine());
rmSync(results, { recursive: true, force: true });

/** `12 passed, 0 failed, 1 skipped`; a test file that could not even be read counts as a failed test. */
function countsLine() {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(readFileSync(`${results}/results.json`, 'utf8'));
    const unread = testResults.filter((file) => file.status === 'failed' && !file.assertionResults.some((one) => one.status === 'failed')).length;
    const failed = Math.max(numFailedTests + unread, process.exitCode === 0 ? 0 : 1);
    return `${numPassedTests} passed, ${failed} failed${numPendingTests > 0 ? `, ${numPendingTests} skipped` : ''}`;
  } catch {
    process.exitCode = process.exitCode || 1;
    return '0 passed, 1 failed';
  }
}
