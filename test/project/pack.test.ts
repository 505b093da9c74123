// The packed tarball: what is in it, and that it works wherever and under whichever Node it is installed.
import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
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

test('has no file of more than a megabyte', () => {
  expect(installed.files.filter(({ size }) => size > 1_000_000)).toEqual([]);
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
