// Before the first test: builds dist when it is stale, since the pty tests run the bundle as a person would; captures and cases go where they are not among the person's own.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildAll } from '../scripts/build.mjs';
import { distIsStale } from '../scripts/freshness.mjs';

/** A failed build fails the tests that start the bundle ({@link file://./screens/harness.ts}), not those of single functions. */
export default async function beforeAll(): Promise<() => void> {
  const state = mkdtempSync(join(tmpdir(), 'whytrace-state-'));
  process.env.XDG_STATE_HOME = state;
  process.env.XDG_DATA_HOME = join(state, 'data');
  if (distIsStale()) {
    try {
      await buildAll();
    } catch (error) {
      process.env.WHYTRACE_BUILD_ERROR = String(error);
    }
  }
  return () => rmSync(state, { recursive: true, force: true });
}
