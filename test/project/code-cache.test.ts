// What V8 compiled when the bundles were built: a start takes it as it is.
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { packagedNode } from '../../scripts/node-path.mjs';

/** As bin/run-bundle.js reads it. V8 compares its flags, too, and some of ours might set one. */
const TAKEN = `
const { readdirSync, readFileSync } = require('node:fs');
const { Script } = require('node:vm');
import(process.argv[1]).then(({ cachePath }) => {
  const taken = process.argv.slice(2).map((filename) => {
    const source = readFileSync(filename, 'latin1');
    return !new Script(source, { filename, cachedData: readFileSync(cachePath(filename, source)) }).cachedDataRejected;
  });
  process.stdout.write(JSON.stringify(taken));
});`;

const path = (file: string) => new URL(`../../${file}`, import.meta.url).pathname;
const node = packagedNode();

test.skipIf(node === null)('each bundle that a start needs is taken with what was compiled of it, in a process that has just begun', () => {
  const bundles = ['whytrace', 'ink-part', 'session-worker', 'diagnose'].map((name) => path(`dist/${name}.js`));
  const taken = execFileSync(node as string, ['-e', TAKEN, path('bin/run-bundle.js'), ...bundles], { encoding: 'utf8' });
  expect(JSON.parse(taken)).toEqual([true, true, true, true]);
});
