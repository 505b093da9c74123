// Installing strace where it is missing: asked for on a terminal, done without one only for root, never when it is forbidden.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { installCommands } from '../../scripts/install-strace.mjs';
import { start } from '../screens/harness.ts';

const script = fileURLToPath(new URL('../../scripts/install-strace.mjs', import.meta.url));
const call = ['--input-type=module', '-e', `import { installStrace } from ${JSON.stringify(script)}; await installStrace();`];
const root = process.getuid?.() === 0;
const apt = [
  ['apt-get', 'update', '-q'],
  ['apt-get', 'install', '-y', '-q', '--no-install-recommends', 'strace'],
];

/** A PATH without strace, whose apt-get writes down how it was called. */
let path: string;
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'whytrace-path-'));
  writeFileSync(join(path, 'apt-get'), `#!/bin/sh\necho "$@" >>'${path}/calls'\n`, { mode: 0o755 });
});
afterEach(() => rmSync(path, { recursive: true, force: true }));

const calls = () => (existsSync(join(path, 'calls')) ? readFileSync(join(path, 'calls'), 'utf8').trim().split('\n') : []);
const withoutTerminal = (env: NodeJS.ProcessEnv = {}) => spawnSync(process.execPath, call, { encoding: 'utf8', env: { PATH: path, ...env } });

test('root uses the package manager as it is, others go through sudo', () => {
  expect(installCommands({ isRoot: true, has: (name) => name === 'apt-get' })).toEqual(apt);
  expect(installCommands({ isRoot: false, has: (name) => name === 'apk' || name === 'sudo' })).toEqual([['sudo', 'apk', 'add', 'strace']]);
});

test('there is no way without a package manager, nor without sudo for others than root', () => {
  expect(installCommands({ isRoot: true, has: () => false })).toBeNull();
  expect(installCommands({ isRoot: false, has: (name) => name === 'dnf' })).toBeNull();
});

test.skipIf(!root)('root without a terminal installs at once, and prints what it runs first', () => {
  const { stderr } = withoutTerminal();
  expect(calls()).toEqual(apt.map(([, ...args]) => args.join(' ')));
  expect(stderr).toContain('> apt-get install -y -q --no-install-recommends strace\n');
});

test('WHYTRACE_NO_INSTALL=1 forbids it', () => {
  withoutTerminal({ WHYTRACE_NO_INSTALL: '1' });
  expect(calls()).toEqual([]);
});

test('a strace that is there is left alone', () => {
  writeFileSync(join(path, 'strace'), '#!/bin/sh\n', { mode: 0o755 });
  expect(withoutTerminal().stderr).toBe('');
  expect(calls()).toEqual([]);
});

test.skipIf(!root)('a terminal is asked: "n" leaves the system as it is, Enter installs', async () => {
  for (const [answer, expected] of [
    ['n', 0],
    ['', 2],
  ] as const) {
    using session = start([process.execPath, ...call], { size: '120x40', env: { PATH: path } });
    await session.waitFor('[Y/n]');
    expect(session.text()).toContain('apt-get install');
    await session.press(...answer, 'enter');
    await session.waitForExit();
    expect(calls()).toHaveLength(expected);
  }
});
