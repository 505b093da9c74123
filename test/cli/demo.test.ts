// The demo worlds fail as they say, whytrace names why, and nothing of them stays behind.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type World, WorldNeeds, type WorldRun } from '../../demo/world.ts';
import { worldHost } from '../../demo/world-host.ts';
import { placeIn } from '../../demo/world-place.ts';
import { WORLDS } from '../../demo/worlds.ts';
import { diagnose } from '../../src/analyse/diagnose.ts';
import { rawText } from '../../src/model/raw-text.ts';
import { localAnswers, offlineAnswers } from '../../src/probes/host-answers.ts';
import { checkHost } from '../../src/probes/ptrace-host.ts';
import { loadTrace } from '../../src/session/load-trace.ts';
import { whytrace as openOnScreen } from '../screens/harness.ts';

const linux = process.platform === 'linux';
const untraceable = linux ? checkHost().find(({ state }) => state === 'fail') : { says: 'tracing is Linux only' };
const parent = mkdtempSync(join(tmpdir(), 'whytrace-test-demo-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

const host = worldHost(localAnswers({ askPackageManager: false }));
/** A world in a directory of the test; null where this host lacks what it is made of. */
function build(world: World): WorldRun | null {
  try {
    return world.build(placeIn(mkdtempSync(join(parent, `${world.name}-`)), host));
  } catch (error) {
    if (error instanceof WorldNeeds) return null;
    throw error;
  }
}
const run = ({ argv: [command, ...args], cwd, env }: WorldRun) => spawnSync(command, args, { cwd, env, encoding: 'utf8' });
const worldNamed = (name: string) => WORLDS.find((world) => world.name === name) ?? WORLDS[0];
const whytrace = (args: readonly string[], env: NodeJS.ProcessEnv = process.env) =>
  spawnSync(process.execPath, ['bin/whytrace.js', ...args], { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'pipe'] });

describe.skipIf(!linux).each(WORLDS.map((world) => [world.name, world] as const))('%s', (_, world) => {
  test('the command ends as the world says', () => {
    const made = build(world);
    if (made !== null) expect(world.statuses).toContain(run(made).status);
  });

  test('its recorded capture alone shows the cause', async () => {
    const path = `demo/captures/${world.name}.strace.gz`;
    const trace = await loadTrace({ title: rawText(path), paths: [path] });
    const context = { argv: null, cwd: null, env: null, observed: null, stoppedByUs: false, printed: null, neverStarted: false };
    const { verdict, findings } = diagnose(trace, context, offlineAnswers).report;
    expect([verdict, findings[0]?.code ?? null]).toEqual([world.expects === null ? 'no-fault' : 'cause-found', world.expects]);
  });

  test.skipIf(untraceable !== undefined)(`the cause is named live${untraceable === undefined ? '' : ` (skipped: ${untraceable.says})`}`, () => {
    const { stdout, stderr, status } = whytrace(['demo', world.name, '--json']);
    const report = JSON.parse(stdout || 'null');
    const subject = build(world)?.subject ?? '';
    expect([report?.findings[0]?.code ?? null, status], stderr).toEqual([world.expects, world.expects === null ? 0 : 1]);
    if (world.expects !== null) expect(sameName(report.findings[0].subject, subject)).toBe(true);
  });
});

/** Worlds are made in directories of their own: what lies below counts. */
const sameName = (one: string, other: string) => belowWorld(one) === belowWorld(other);
const belowWorld = (path: string) => path.replace(/^.*\/whytrace-(demo|test-demo)-[^/]+\/(?:[\w-]+-\w{6}\/)?/, '');

describe.skipIf(!linux)('each world is broken in one place only', () => {
  const mended: readonly [string, (made: WorldRun) => WorldRun][] = [
    [
      'command-not-on-path',
      (made) => ({ ...made, env: { ...made.env, PATH: (made.env.PATH ?? '').replace('/usr/local/go:', '/usr/local/go/bin:') } }),
    ],
    ['login-shell-only', (made) => ({ ...made, argv: [made.argv[0], '-l', ...made.argv.slice(1)] })],
    ['not-executable', changed(({ cwd }) => chmodSync(`${cwd}/gradlew`, 0o755))],
    ['go-build', changed(({ subject }) => chmodSync(subject, 0o755))],
    ['crlf-script', changed(({ cwd }) => writeFileSync(`${cwd}/scripts/release.sh`, '#!/bin/sh\necho building\n'))],
  ];
  test.each(mended)('%s works once it is mended', (name, mend) => {
    const made = build(worldNamed(name));
    if (made !== null) expect(run(mend(made))).toMatchObject({ status: 0 });
  });
});

function changed(change: (made: WorldRun) => void): (made: WorldRun) => WorldRun {
  return (made) => {
    change(made);
    return made;
  };
}

test('--list names every world, as JSON too, and a slip in a name is understood', () => {
  const { stdout, status } = whytrace(['demo', '--list']);
  expect([status, stdout.trim().split('\n').length]).toEqual([0, WORLDS.length]);
  expect(JSON.parse(whytrace(['demo', '--list', '--json']).stdout)).toHaveLength(WORLDS.length);
  const wrong = whytrace(['demo', 'danglin-link']);
  expect([wrong.status, wrong.stderr]).toEqual([2, 'whytrace: there is no demo world danglin-link: did you mean dangling-link?\n']);
});

test('where nothing can be traced the recorded capture is shown, and said to be', () => {
  const strace = join(parent, 'no-strace');
  mkdirSync(strace);
  // A strace that may not trace: first on PATH, it fails as one without the permission does.
  writeFileSync(
    join(strace, 'strace'),
    '#!/bin/sh\n[ "$1" = -V ] && echo "strace -- version 6.1" && exit\necho "strace: ptrace(PTRACE_TRACEME): Operation not permitted" >&2\nexit 1\n',
  );
  chmodSync(join(strace, 'strace'), 0o755);
  const { stdout, stderr, status } = whytrace(['demo', 'not-executable'], { ...process.env, PATH: `${strace}:${process.env.PATH}` });
  expect([status, stderr]).toEqual([1, expect.stringMatching(/can't be traced.*Operation not permitted.*recorded capture of not-executable/)]);
  expect(stdout).toContain('gradlew');
});

describe.skipIf(!linux)('nothing stays behind', () => {
  const left = () => readdirSync(parent).filter((name) => name.startsWith('whytrace-demo-'));
  const env = { ...process.env, TMPDIR: parent };

  test('after the end', () => {
    whytrace(['demo', 'not-executable'], env);
    expect(left()).toEqual([]);
  });

  test.skipIf(untraceable !== undefined)('on a screen, when the person quits and when it is terminated', async () => {
    for (const quit of ['q', 'SIGTERM'] as const) {
      using session = openOnScreen(['demo'], { size: '100x30', env: { TMPDIR: parent } });
      await session.waitFor('go is in none of the 5 directories of PATH');
      expect(left()).toHaveLength(1);
      if (quit === 'q') await session.press('q');
      else session.kill(quit);
      const { status } = await session.waitForExit();
      expect([quit, status, left()]).toEqual([quit, quit === 'q' ? 1 : 143, []]);
    }
  });

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('after %s', async (signal) => {
    const program = `
      import { makePlace } from './demo/world-place.ts';
      import { offlineAnswers } from './src/probes/host-answers.ts';
      makePlace({}, offlineAnswers);
      console.log('made');
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    expect(left()).toHaveLength(1);
    const ended = new Promise((resolve) => child.once('exit', (_, by) => resolve(by)));
    child.kill(signal);
    expect([await ended, left()]).toEqual([signal, []]);
  });

  test('after a maker that was killed the next one cleans up, but leaves those of others', () => {
    const make = (name: string, maker: string) => {
      mkdirSync(join(parent, name));
      writeFileSync(join(parent, name, '.made-by'), maker);
    };
    make('whytrace-demo-orphan', String(2 ** 22 + 1));
    make('whytrace-demo-living', String(process.pid));
    mkdirSync(join(parent, 'whytrace-demo-half-removed'));
    utimesSync(join(parent, 'whytrace-demo-half-removed'), 1, 1);
    whytrace(['demo', 'not-executable'], env);
    expect(left()).toEqual(['whytrace-demo-living']);
    rmSync(join(parent, 'whytrace-demo-living'), { recursive: true });
  });
});

test('captures hold nothing of the machine they were recorded on', () => {
  for (const name of readdirSync('demo/captures'))
    expect(existsSync(join('demo/captures', name)) && readFileSync(join('demo/captures', name)).length).toBeLessThan(40_000);
});
