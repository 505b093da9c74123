// `npm test`: everything that is needed, then all tests, then one line that counts them. `npm test -- FILES` runs some; `npm run test:worlds` and `npm run test:torture` are the long runs, `npm test -- --all` is everything.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './freshness.mjs';
import { installStrace } from './install-strace.mjs';
import { ensureModules, nodeOrStop } from './prepare.mjs';

/** The worlds of the wizard's cards and the torture suite take minutes: they are runs of their own, and counted with the others where all are asked for. */
const LONG = { '--worlds': ['--config', 'vitest.worlds.config.ts'], '--torture': ['--config', 'vitest.torture.config.ts'] };

ensureModules();
await installStrace();

const [first = '', ...more] = process.argv.slice(2);
const runs =
  first === '--all'
    ? [[], ...Object.values(LONG)].map((run) => [...run, ...more])
    : first in LONG
      ? [[...LONG[first], ...more]]
      : [process.argv.slice(2)];
const results = mkdtempSync(join(tmpdir(), 'whytrace-test-'));
const { CI, NO_COLOR, FORCE_COLOR, ...env } = process.env;
const counts = runs.map((args, run) => runTests(args, `${results}/${run}.json`));
const total = { passed: 0, failed: 0, skipped: 0 };
for (const count of counts) for (const kind of Object.keys(total)) total[kind] += count[kind];
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
rmSync(results, { recursive: true, force: true });

/** With CI set, Ink draws nothing until the end; without it, vitest would write snapshots that are missing instead of failing. */
function runTests(args, outputFile) {
  const { status } = spawnSync(
    nodeOrStop(),
    [
      `${root}node_modules/vitest/vitest.mjs`,
      'run',
      ...(CI === undefined ? [] : ['--update=none']),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${outputFile}`,
      ...args,
    ],
    { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...env, TERM: 'xterm-256color' } },
  );
  const failed = status !== 0;
  if (failed) process.exitCode = status ?? 1;
  return countsOf(outputFile, failed);
}

/** A test file that could not even be read counts as a failed test. */
function countsOf(outputFile, hasFailed) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(readFileSync(outputFile, 'utf8'));
    const unread = testResults.filter((file) => file.status === 'failed' && !file.assertionResults.some((one) => one.status === 'failed')).length;
    return { passed: numPassedTests, failed: Math.max(numFailedTests + unread, hasFailed ? 1 : 0), skipped: numPendingTests };
  } catch {
    process.exitCode = process.exitCode || 1;
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
