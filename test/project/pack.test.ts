// The packed tarball: what is in it, and that it works wherever and under whichever Node it is installed.
import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { start } from '../screens/harness.ts';
import { type Installed, npm, olderNode, packAndInstall } from './installed.ts';

let installed: Installed;
beforeAll(() => {
  installed = packAndInstall();
}, 120_000);
afterAll(() => installed.remove());

const older = olderNode();
const version = new RegExp(`\\b${packageJson.version.replaceAll('.', '\\.')}\\b`);

function run(file: string, args: readonly string[] = ['--version'], env: NodeJS.ProcessEnv = process.env) {
  return spawnSync(file, args, { encoding: 'utf8', env });
}

test('holds what runs and what is read, and nothing else', () => {
  const paths = installed.files.map(({ path }) => path);
  expect(paths.filter((path) => !/^(bin|dist|demo\/captures|schema|completions)\/|^(README\.md|LICENSE|package\.json)$/.test(path))).toEqual([]);
  expect(paths).toEqual(expect.arrayContaining(['bin/whytrace.js', 'dist/whytrace.js', 'dist/session-worker.js', 'README.md', 'LICENSE']));
});

test('has no bundle of more than a megabyte and a half, and what V8 made of one takes no more than two', () => {
  const limit = (path: string) => (path.endsWith('.cache') ? 2_000_000 : 1_500_000);
  expect(installed.files.filter(({ path, size }) => size > limit(path))).toEqual([]);
});

describe('installed with -g', () => {
  test('starts through the link that npm lays, in a path with a space', () => {
    expect(run(installed.command)).toMatchObject({ status: 0, stdout: expect.stringMatching(version), stderr: '' });
  });

  test('starts through a link to that link', () => {
    const link = join(dirname(installed.command), 'why');
    symlinkSync('whytrace', link);
    expect(run(link)).toMatchObject({ status: 0, stdout: expect.stringMatching(version) });
  });

  test.each([[''], ['/nowhere']])('starts although PATH is broken: "%s"', (path) => {
    expect(run(installed.command, ['--version'], { PATH: path })).toMatchObject({ status: 0, stdout: expect.stringMatching(version) });
  });

  test('starts with no environment at all', () => {
    expect(run(installed.command, ['--version'], {})).toMatchObject({ status: 0, stdout: expect.stringMatching(version) });
  });

  test('starts under the Node that is given', () => {
    expect(run(process.execPath, [installed.command, '--version'])).toMatchObject({ status: 0, stdout: expect.stringMatching(version) });
  });

  test.skipIf(older === null)('hands over to the packaged Node when an older one is given', () => {
    expect(run(older as string, [installed.command, '--version'])).toMatchObject({ status: 0, stdout: expect.stringMatching(version) });
  });
});

describe('installed with -g, from a command to its cause', () => {
  const canTrace = () => run(installed.command, ['doctor']).status === 0;

  test('names the cause in a saved capture', () => {
    const capture = join(dirname(installed.command), '../lib/node_modules/whytrace/demo/captures/missing-library.strace.gz');
    expect(run(installed.command, ['diagnose', capture])).toMatchObject({ status: 1, stdout: expect.stringContaining('loader/missing-library') });
  });

  test('traces a command on the screen and ends with its exit status', async ({ skip }) => {
    skip(!canTrace(), 'this host cannot be traced: see whytrace doctor');
    using session = start([installed.command, 'run', '--', 'sh', '-c', 'exit 3']);
    await session.waitFor('ended: exit 3');
    await session.press('q');
    expect(await session.waitForExit()).toEqual({ status: 3, signal: 0 });
    expect(session.disorder()).toEqual([]);
  });

  // Where nothing can be traced the recorded capture of the world is shown, with the same cause and the same way in.
  test.each([
    { world: 'command-not-on-path', cause: /✗ go is in none of the \d directories of PATH/, drilled: 'Look-up of go' },
    { world: 'missing-library', cause: /✗ go cannot start: libgo\.so\.\d+ is in none/, drilled: 'Libraries of go' },
    { world: 'missing-interpreter', cause: /✗ \w+ cannot be started: its loader \S+ does not exist/, drilled: 'Look-up of' },
  ])('shows the cause of $world, Enter drills in, esc goes back', async ({ world, cause, drilled }) => {
    using session = start([installed.command, 'demo', world], { size: '100x30' });
    await session.waitFor(cause, 20_000);
    // The cursor is on the proof.
    await session.waitFor('▸✗');
    await session.waitForNo(drilled);
    await session.press('enter');
    await session.waitFor(drilled);
    await session.press('esc');
    await session.waitForNo(drilled);
    await session.press('q');
    await session.waitForExit();
    expect(session.disorder()).toEqual([]);
  });
});

describe('as a dependency of a project', () => {
  test.skipIf(older === null)('says what to do when there is no Node that is new enough', () => {
    const { status, stderr } = run(older as string, [join(installed.project, 'node_modules/whytrace/bin/whytrace.js')]);
    expect({ status, stderr }).toMatchObject({
      status: 125,
      stderr: expect.stringMatching(/^whytrace: needs Node 22 or newer.*optional dependencies\n$/),
    });
  });

  test('starts by npx, with the packaged Node beside it', () => {
    installed.addPackagedNode();
    expect(npm(['exec', '--no', '--', 'whytrace', '--version'], installed.project)).toMatch(version);
  });
});
