// The wizard in a real terminal: whatever ends it or gets in its way, what it runs is not left behind, and what it keeps is whole.
import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { whytrace } from '../screens/harness.ts';
import { mending, probing, STAYS, toTheCase, toTheRemedy, tracing, world } from './held-card.ts';
import { isGone, isRoot, oneSentence, pidIn, place, processesWith, shell, standing } from './tortured.ts';

function readlink(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

/** The journal of the one fix that was applied. */
function journalIn(data: string): { readonly state: string } {
  const [path = ''] = readdirSync(join(data, 'whytrace/undo'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('journal.json'));
  return JSON.parse(readFileSync(join(data, 'whytrace/undo', path), 'utf8'));
}

const mostResidentMiB = (pid: number): number => Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

describe.each([
  ['a probe', probing, 'SIGTERM', 143, 'q'],
  ['a trace', tracing, 'SIGHUP', 129, 'ctrl-c'],
  ['a remedy', mending, 'SIGINT', 130, 'esc'],
] as const)('while %s is at work', (what, begin, signal, status, key) => {
  test(`${signal}: what it runs is ended, the terminal given back`, async () => {
    const { session, pid, here, env } = await begin();
    using _ = session;
    session.kill(signal);
    expect(await session.waitForExit()).toEqual({ status, signal: 0 });
    expect(session.disorder()).toEqual([]);
    expect(standing(pid).state).toMatch(/gone|Z/);
    expect(processesWith('sleep', '600').filter((other) => readlink(`/proc/${other}/cwd`) === here)).toEqual([]);
    // Noted to its end: nothing is left that the next start would call broken off.
    if (what === 'a remedy') expect(journalIn(env.XDG_DATA_HOME).state).toBe('applied');
  });

  test('the terminal goes away: so does what it runs', async () => {
    const { session, pid } = await begin();
    const us = session.pid;
    session.hangUp();
    await isGone(us);
    await isGone(pid);
    session.close();
  });

  test(`${key} cuts it short, and the wizard stays`, async () => {
    const { session, pid } = await begin();
    using _ = session;
    await session.press(key);
    await isGone(pid);
    await session.waitForNo('cuts it short');
    expect(session.text()).toContain('Wizard: held');
    await session.press('ctrl-c');
    await session.waitForExit();
    expect(session.disorder()).toEqual([]);
  });
});

test.each([
  ['a probe', probing],
  ['a remedy', mending],
] as const)(
  'Ctrl-Z while %s is at work: the shell has the terminal, fg brings the wizard back, what it runs is not stopped',
  async (_what, begin) => {
    const { session, pid } = await begin(true);
    using _ = session;
    await session.press('ctrl-z');
    await session.waitFor('Stopped');
    expect(standing(pid).state).toBe('S');
    session.type('fg\n');
    await session.waitFor('Wizard: held');
    await session.press('ctrl-c');
    await isGone(pid);
    await session.waitForNo('cuts it short');
    await session.press('ctrl-c');
    await session.waitForNo('Wizard');
    session.type('stty -a; exit\n');
    await session.waitForExit();
    expect(session.disorder()).toEqual([]);
  },
);

test('an error that nobody catches, while a probe is at work: its program is ended', async () => {
  const made = world('probe', { bashrc: STAYS });
  made.put(
    'hook.cjs',
    `if (require('node:worker_threads').isMainThread) setInterval(() => { if (require('node:fs').existsSync('${made.here}/now')) throw new Error('boom'); }, 20).unref();`,
  );
  using session = made.start({ NODE_OPTIONS: `--require=${made.here}/hook.cjs` });
  const pid = await pidIn(join(made.here, 'pid'));
  made.put('now', '');
  expect((await session.waitForExit()).status).toBe(125);
  expect(session.disorder()).toEqual([]);
  await isGone(pid);
});

test.each(['SIGTERM', 'SIGHUP'] as const)('without a screen, too: %s ends what a probe runs, and the walk', async (signal) => {
  const made = world('probe', { bashrc: STAYS });
  using session = whytrace([...made.args.slice(0, 2), '--yes-to-probes', ...made.args.slice(2)], { env: made.env });
  const pid = await pidIn(join(made.here, 'pid'));
  session.kill(signal);
  expect(await session.waitForExit()).toEqual({ status: 3, signal: 0 });
  await isGone(pid);
  expect(session.text()).toMatch(/names: it was cut short/);
});

test('Esc goes back from each step, one at a time; the walk is gone on with later', async () => {
  const made = world('trace');
  using session = made.start();
  await toTheRemedy(session);
  await session.press('esc');
  await session.waitForNo('Do this?');
  await session.press('tab');
  await session.waitFor('cat needs');
  await session.press('esc');
  await session.waitFor('Let it go');
  await session.press('esc');
  await session.waitFor('What do you see?');
  await session.press('esc', 'q');
  expect((await session.waitForExit()).status).toBe(1);
  expect(session.disorder()).toEqual([]);
  using again = made.start();
  await again.waitFor('You were here');
  await again.press('enter');
  await again.waitFor('Let it go');
  await again.press('ctrl-c');
  expect((await again.waitForExit()).status).toBe(1);
});

const HOSTILE = `\\033[2J\\033]0;title\\007\\342\\200\\256evil\\302\\233\\377\\000bad`;

test('what a remedy prints, and what a file is called, is shown visibly and never sent raw', async () => {
  const made = world('trace', { fix: `printf '${HOSTILE}\\n'; printf '${HOSTILE}\\n' >&2; exit 3` }, ['cat', 'miss\x1b[2J\u202eing']);
  using session = made.start({ size: '120x40' });
  await toTheRemedy(session);
  await session.press('y');
  await session.waitFor('sh fix.sh failed');
  await session.press('k');
  await session.waitFor('\\e[2J\\e]0;title\\x07\\u202eevil');
  await session.waitForStill();
  await session.press('ctrl-c');
  await session.waitForExit();
  // Ours clear the screen once, at the start.
  expect(session.sent.split('\x1b[2J').length).toBeLessThanOrEqual(2);
  expect(session.sent).not.toMatch(/\u202e|\x9b|\x07(?!$)|\x1b\]0/);
  expect(session.disorder()).toEqual([]);
});

describe('a program that prints without end', () => {
  test.each([
    ['100 MB', 'head -c 100000000 /dev/zero | tr "\\\\0" x'],
    ['and never ends', 'yes'],
  ])('of a probe, %s: it is cut off or read to its end, in bounded memory', async (_much, bashrc) => {
    const made = world('probe', { bashrc });
    using session = made.start();
    await session.waitFor('▸ Run it', 20_000);
    expect(mostResidentMiB(session.pid)).toBeLessThan(400);
    await session.press('ctrl-c');
    await session.waitForExit();
    expect(session.disorder()).toEqual([]);
  });

  test('of a remedy: it runs to its end, and its last lines are shown', async () => {
    const made = world('trace', { fix: 'head -c 100000000 /dev/zero | tr "\\0" x | fold; echo; echo the last line; exit 3' });
    using session = made.start();
    await toTheRemedy(session);
    await session.press('y');
    await session.waitFor('sh fix.sh failed', 20_000);
    await session.press('k', ...Array.from({ length: 30 }, () => 'page-down'));
    await session.waitFor('the last line');
    expect(mostResidentMiB(session.pid)).toBeLessThan(400);
    await session.press('ctrl-c');
    await session.waitForExit();
  });

  test('a remedy that leaves a service behind is over when it has ended, and the service lives', async () => {
    const made = world('trace', { fix: 'sleep 600 & echo $! > HERE/pid' });
    using session = made.start();
    await toTheRemedy(session);
    await session.press('y');
    await session.waitFor('▸ Run the same command again');
    const pid = await pidIn(join(made.here, 'pid'));
    expect(standing(pid).state).toBe('S');
    await session.press('ctrl-c');
    await session.waitForExit();
    expect(standing(pid).state).toBe('S');
    process.kill(pid, 'SIGKILL');
  });
});

describe.runIf(isRoot)('where the case cannot be kept', () => {
  test('full disk: the case is shown, and nothing half is left', async () => {
    const made = world('trace');
    mkdirSync(join(made.here, 'data'));
    // Room for what a fix keeps, and not for the case.
    const fill = `while [ ! -e ${made.here}/now ]; do sleep 0.05; done; cat /dev/zero > ${made.here}/data/fill 2>&-; echo > ${made.here}/full`;
    using session = made.start({}, `mount -t tmpfs -o size=200k t ${made.here}/data; (${fill}) & "$@"; find ${made.here}/data -name "new-*"`);
    await toTheCase(session);
    made.put('now', '');
    await expect.poll(() => existsSync(join(made.here, 'full'))).toBe(true);
    await session.press('enter');
    await session.waitFor(/the case could not be kept \(.*ENOSPC/);
    await session.press('ctrl-c');
    await session.waitForExit();
    expect(session.text()).not.toContain('new-');
    expect(session.disorder()).toEqual([]);
  });

  test('read-only home: it is kept in a temporary directory, and that is said', async () => {
    const made = world('trace');
    using session = made.start({ XDG_DATA_HOME: undefined, XDG_STATE_HOME: undefined, TMPDIR: made.here }, 'mount -t tmpfs -o ro t "$HOME"; "$@"');
    await toTheCase(session);
    await session.press('enter');
    await session.waitFor('The walk has ended');
    expect(session.text()).toMatch(/cannot be written \(EROFS\)/);
    await session.press('ctrl-c');
    await session.waitForExit();
    expect(session.disorder()).toEqual([]);
    expect(readdirSync(made.here).some((name) => name.startsWith('whytrace-data-'))).toBe(true);
  });
});

describe('streams that are closed', () => {
  const line = 'wizard command-not-found';
  test.each(['<&- >&-', '| cat', '>out'])('%s: one sentence says what gives text', (redirection) => {
    const { out, status } = shell(`set -o pipefail; $W ${line} -- nosuch 2>said ${redirection}; ended=$?; cat said; exit $ended`, { cwd: place() });
    expect([out, status]).toEqual([expect.stringMatching(oneSentence), 2]);
  });

  test('a reader that goes (| head): no error; standard input closed: it walks all the same', () => {
    const ended = shell(`$W ${line} --yes-to-probes -- nosuchprogram <&- | head -1`);
    expect(ended.out).toMatch(/^. trace: /);
    expect(ended.out).not.toMatch(/mistake| {4}at /);
  });
});
