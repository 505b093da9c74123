// node_modules that is a link to another checkout's.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const scripts = fileURLToPath(new URL('../../scripts/', import.meta.url));

test('a link is never emptied by npm ci: it is refused in one sentence', () => {
  const folder = mkdtempSync(join(tmpdir(), 'whytrace-linked-'));
  const project = join(folder, 'project');
  mkdirSync(join(project, 'scripts'), { recursive: true });
  for (const name of ['with-node', 'prepare', 'freshness', 'install-strace', 'node-path'])
    cpSync(`${scripts}${name}.mjs`, join(project, 'scripts', `${name}.mjs`));
  writeFileSync(join(project, 'package-lock.json'), JSON.stringify({ packages: { 'node_modules/a': { version: '1.0.0' } } }));
  mkdirSync(join(folder, 'other/a'), { recursive: true });
  symlinkSync(join(folder, 'other'), join(project, 'node_modules'));
  const { status, stderr } = spawnSync(process.execPath, [join(project, 'scripts/with-node.mjs'), '-e', '0'], { encoding: 'utf8' });
  expect({ status, lines: stderr.trimEnd().split('\n').length }).toEqual({ status: 1, lines: 1 });
  expect(stderr).toContain('node_modules is a symbolic link');
  expect(existsSync(join(folder, 'other/a'))).toBe(true);
  rmSync(folder, { recursive: true });
});
