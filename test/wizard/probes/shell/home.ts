// Homes with start-up files and a tool, in a temporary directory that goes with the test.
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** @param files by their path in the home; a file below a `bin` can be run */
export function homeWith(files: Readonly<Record<string, string>>): string {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'whytrace-home-')));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
    chmodSync(join(home, path), path.includes('bin/') ? 0o755 : 0o644);
  }
  return home;
}

export const TOOL = '#!/bin/sh\necho done\n';
export const envOf = (home: string) => ({ HOME: home, PATH: '/usr/bin:/bin', SHELL: '/bin/bash', SHLVL: '1' });
