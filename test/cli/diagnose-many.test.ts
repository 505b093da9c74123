// Diagnosing more captures than a process may have files open.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { fixturePath } from '../fixtures/captures.ts';

const whytrace = fileURLToPath(new URL('../../bin/whytrace.js', import.meta.url));
const OPEN_FILES = 64;

test.runIf(process.platform === 'linux')('a capture that has been reported is closed', () => {
  const captures = Array.from({ length: 2 * OPEN_FILES }, () => fixturePath('6.1/recorded/family.f.strace'));
  const { stdout, stderr, status } = spawnSync(
    'sh',
    ['-c', `ulimit -n ${OPEN_FILES}; exec "$@"`, 'sh', process.execPath, whytrace, 'diagnose', ...captures],
    { encoding: 'utf8' },
  );
  expect({ stderr, status }).toEqual({ stderr: '', status: 1 });
  expect(stdout.match(/^== /gm)).toHaveLength(captures.length);
});
