// Where captures are kept, also where the person's state directory can't be made.
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makePrivateDirectories } from '../../src/capture/private-directory.ts';
import { makeCaptureDirectory } from '../../src/capture/state-directory.ts';

test('directories above are made too, and nobody else may look in', () => {
  const world = mkdtempSync(join(tmpdir(), 'whytrace-test-'));
  try {
    makePrivateDirectories(join(world, 'a/b/c'));
    expect(statSync(join(world, 'a/b/c')).mode & 0o777).toBe(0o700);
  } finally {
    rmSync(world, { recursive: true });
  }
});

test.runIf(existsSync('/proc/self'))('a place where nothing can be made ends with an error, and the temporary directory is taken', () => {
  expect(() => makePrivateDirectories('/proc/nowhere/whytrace')).toThrow();
  const made = makeCaptureDirectory({ XDG_STATE_HOME: '/proc/nowhere' });
  expect(made.startsWith(tmpdir())).toBe(true);
  rmSync(made, { recursive: true });
});
