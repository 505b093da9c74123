// When node_modules counts as out of date.
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { distIsStale, modulesAreStale } from '../../scripts/freshness.mjs';

let root: string;
beforeEach(() => {
  root = `${mkdtempSync(join(tmpdir(), 'whytrace-fresh-'))}/`;
  for (const folder of ['node_modules', 'src/cli', 'bin', 'scripts', 'dist']) mkdirSync(join(root, folder), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (name: string, packages: object) => writeFileSync(join(root, name), JSON.stringify({ packages: { '': {}, ...packages } }));

test.each<[string, object, object | null, boolean]>([
  ['nothing is installed', { 'node_modules/a': { version: '1.0.0' } }, null, true],
  ['everything is there', { 'node_modules/a': { version: '1.0.0' } }, { 'node_modules/a': { version: '1.0.0' } }, false],
  [
    'a package is missing',
    { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.0.0' } },
    { 'node_modules/a': { version: '1.0.0' } },
    true,
  ],
  ['a version differs', { 'node_modules/a': { version: '2.0.0' } }, { 'node_modules/a': { version: '1.0.0' } }, true],
  ['a package went', {}, { 'node_modules/a': { version: '1.0.0' } }, true],
  ["an optional package of another system isn't there", { 'node_modules/a': { version: '1.0.0', optional: true } }, {}, false],
])('modules: %s', (_, wanted, installed, stale) => {
  write('package-lock.json', wanted);
  if (installed !== null) write('node_modules/.package-lock.json', installed);
  expect(modulesAreStale(root)).toBe(stale);
});

test('dist: stale when missing, fresh when built after the sources, stale again when a source is written', () => {
  for (const name of [
    'scripts/build.mjs',
    'scripts/code-cache.mjs',
    'scripts/lazy-builtins.mjs',
    'scripts/wasm-module.mjs',
    'scripts/yaml-data.mjs',
    'src/cli/main.ts',
    'package-lock.json',
  ])
    writeFileSync(join(root, name), '');
  expect(distIsStale(root)).toBe(true);
  writeFileSync(join(root, 'dist/whytrace.js'), '');
  expect(distIsStale(root)).toBe(false);
  const later = new Date(Date.now() + 1000);
  writeFileSync(join(root, 'src/cli/main.ts'), '');
  utimesSync(join(root, 'src/cli/main.ts'), later, later);
  expect(distIsStale(root)).toBe(true);
});
