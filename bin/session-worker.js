// What the workers of a session run.
import { runBundle } from './run-bundle.js';

await runBundle('session-worker');
