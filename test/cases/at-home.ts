// A person's home for each test, with their own data directory.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';

const VARIABLES = ['XDG_DATA_HOME', 'HOME', 'PATH', 'TMPDIR'] as const;

/** A directory for each test, in which the person's own data directory is. */
export function eachAtHome(): { root: string } {
  const held = { root: '' };
  const old = VARIABLES.map((name) => [name, process.env[name]] as const);
  beforeEach(() => {
    held.root = mkdtempSync(join(tmpdir(), 'whytrace-cases-'));
    liveIn(join(held.root, 'ann'));
  });
  afterEach(() => {
    for (const [name, value] of old) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    rmSync(held.root, { recursive: true, force: true });
  });
  return held;
}

/** From now on we are somebody whose home is there. */
export function liveIn(home: string): void {
  process.env.HOME = home;
  process.env.XDG_DATA_HOME = join(home, 'data');
}
