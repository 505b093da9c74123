// The shell part of bin/whytrace.js: which Node it picks. Programs that say their name stand in for the Nodes.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const starter = readFileSync(fileURLToPath(new URL('../../bin/whytrace.js', import.meta.url)), 'utf8');
const packaged = `node_modules/node-linux-${process.arch === 'arm64' ? 'arm64' : 'x64'}/bin/node`;

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'whytrace-starter-'));
  put('node_modules/whytrace/bin/whytrace.js', starter);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(name: string, text: string): void {
  mkdirSync(join(root, name, '..'), { recursive: true });
  writeFileSync(join(root, name), text, { mode: 0o755 });
}
const putNode = (name: string, says: string) => put(name, `#!/bin/sh\nshift; echo ${says} "$@"\n`);
const started = (path: string, args: readonly string[] = []) =>
  spawnSync(join(root, 'node_modules/whytrace/bin/whytrace.js'), args, { encoding: 'utf8', env: { PATH: path } });

test('prefers the packaged Node, nested in whytrace or beside it, to the one on PATH', () => {
  putNode('bin/node', 'the one on PATH');
  putNode(packaged, 'the one beside');
  expect(started(join(root, 'bin')).stdout).toBe('the one beside\n');
  putNode(`node_modules/whytrace/${packaged}`, 'the nested one');
  expect(started(join(root, 'bin')).stdout).toBe('the nested one\n');
});

test('passes arguments on as they are', () => {
  putNode(packaged, 'got');
  expect(started('', ['run', '--', 'a  b', '*']).stdout).toBe('got run -- a  b *\n');
});

test('takes the Node on PATH where the packaged one has no ld.so to start with, as on musl', () => {
  put('node_modules/whytrace/bin/whytrace.js', starter.replaceAll(/\/lib(64)?\/ld-linux[^ ]*/g, '/nowhere/ld.so'));
  putNode('bin/node', 'the one on PATH');
  putNode(packaged, 'the one beside');
  expect(started(join(root, 'bin')).stdout).toBe('the one on PATH\n');
});

test.each([
  ['1048577', 'only this process', {}],
  ['65536', 'as the person has it', { MALLOC_MMAP_THRESHOLD_: '65536' }],
])('large blocks go back to the system (MALLOC_MMAP_THRESHOLD_=%s): %s', (value, _, env) => {
  put(packaged, '#!/bin/sh\necho "$MALLOC_MMAP_THRESHOLD_"; exec "$REAL_NODE" "$@"\n');
  put('node_modules/whytrace/package.json', '{"type": "module"}');
  put(
    'node_modules/whytrace/bin/run-bundle.js',
    "import { spawnSync } from 'node:child_process';\nexport const runBundle = () => spawnSync('/bin/sh', ['-c', 'echo \"$MALLOC_MMAP_THRESHOLD_\"'], { stdio: 'inherit' });\n",
  );
  const { stdout } = spawnSync(join(root, 'node_modules/whytrace/bin/whytrace.js'), {
    encoding: 'utf8',
    env: { PATH: '', REAL_NODE: process.execPath, ...env },
  });
  expect(stdout).toBe(`${value}\n${value === '65536' ? value : ''}\n`);
});

test('says what to install when there is no Node at all', () => {
  expect(started('/nowhere')).toMatchObject({ status: 125, stderr: expect.stringMatching(/^whytrace: no Node\.js found: install/) });
});
