// Before the first test: builds dist when it is stale, since the pty tests run the bundle as a person would.
import { buildAll } from '../scripts/build.mjs';
import { distIsStale } from '../scripts/freshness.mjs';

/** A failed build fails the tests that start the bundle ({@link file://./screens/harness.ts}), not those of single functions. */
export default async function buildOnce(): Promise<void> {
  if (!distIsStale()) return;
  try {
    await buildAll();
  } catch (error) {
    process.env.WHYTRACE_BUILD_ERROR = String(error);
  }
}
