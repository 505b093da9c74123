// Terminals that are odd, small, huge or restless, and what a traced program does to ours.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { start, whytrace } from '../screens/harness.ts';
import { bystander, capture, captures, FOUND, has, isRoot, isTraced, place, program, runsFree, shell } from './tortured.ts';

const open = (options: Parameters<typeof whytrace>[1] = {}) => whytrace(['open', 'missing-library.strace.gz'], { cwd: captures, ...options });

describe.each([
  ['with pipes', []],
  ['with --tty', ['--tty']],
] as const)('a command that scribbles on the terminal, %s', (_how, options) => {
  test.each([
    ['opens /dev/tty for its alternate screen', `exec 2>&-; printf '\\033[?1049h\\033[?1003h\\033[31mSCRIBBLE\\033[2J' >/dev/tty`],
    ['prints escape sequences', `printf '\\033[?1049h\\033[?1000h\\033[?25l\\033[31m\\033c\\033[2JSCRIBBLE'`],
    ['sets raw mode', 'stty raw -echo </dev/tty; stty raw -echo <&1; echo SCRIBBLE'],
    ['resets the terminal', 'reset; tput reset; echo SCRIBBLE'],
    ['prints garbage', 'head -c 20000 /dev/urandom; echo; echo SCRIBBLE'],
    ['reads from /dev/tty', 'read x </dev/tty; echo SCRIBBLE'],
    ['rings the bell a thousand times', `i=0; while [ $i -lt 1000 ]; do printf '\\a'; i=$((i+1)); done; echo SCRIBBLE`],
  ])('%s', async (_what, script) => {
    using session = whytrace(['run', ...options, '--', 'sh', '-c', `${script}; sleep 0.2`]);
    await session.waitFor(/ended|killed|live/);
    await session.press('0');
    await session.waitForStill(600);
    // Ours alone are on the real terminal: the screen is whole, no bell has come, and no colour of theirs.
    expect(session.sent).not.toContain('\x07');
    expect(session.sent).not.toContain('\x1bc');
    expect(session.screen()[0]).toContain('whytrace');
    await session.press('q', 's');
    await session.waitForExit();
    expect(session.disorder()).toEqual([]);
  });
});

test.each(['xterm', 'vt100', 'screen', 'linux', 'nobody-knows-me'])('TERM=%s: the screen works', async (TERM) => {
  using session = open({ env: { TERM } });
  await session.waitFor(FOUND);
  await session.press('q');
  expect((await session.waitForExit()).status).toBe(0);
  expect(session.disorder()).toEqual([]);
});

test.each([undefined, '', 'dumb'])('TERM=%s: one sentence', async (TERM) => {
  using session = start(['sh', '-c', `unset TERM; ${TERM === undefined ? '' : `export TERM=${TERM};`} exec ${program} open ${capture}`], {
    size: '200x24',
  });
  expect((await session.waitForExit()).status).toBe(2);
  expect(session.text()).toMatch(/^whytrace: the screen needs a terminal, and .*the same as text: whytrace diagnose \S+$/);
});

test.each([{ LANG: undefined }, { LANG: 'POSIX' }, { LANG: 'de_DE.ISO-8859-1' }, { LC_ALL: 'C', LANG: 'C.UTF-8' }])(
  '%o: nothing but ASCII is sent',
  async (env) => {
    using session = open({ env });
    await session.waitFor(FOUND);
    await session.press('3', 'j', 'enter', 'j', '?');
    await session.waitForStill();
    expect([...session.sent].filter((character) => character > '\x7f')).toEqual([]);
    await session.press('esc', 'q');
    await session.waitForExit();
  },
);

test('a terminal of 0×0 is taken for 80×24', async () => {
  using session = start(['bash', '-c', `stty rows 0 cols 0; exec ${program} open ${capture}`]);
  await session.waitFor(FOUND);
  await session.press('q');
  expect((await session.waitForExit()).status).toBe(0);
  expect(session.disorder()).toEqual([]);
});

test.each(['1x1', '2x1', '1x50', '20x5', '1000x300'])('a terminal of %s', async (size) => {
  using session = open({ size });
  await session.waitForStill(600);
  if (size === '1000x300') await session.waitFor(FOUND);
  session.resize('80x24');
  await session.waitFor(FOUND);
  session.resize(size);
  await session.waitForStill();
  await session.press('j', 'q');
  expect((await session.waitForExit()).status).toBe(0);
  expect(session.disorder()).toEqual([]);
});

test.each([
  ['while it loads', [], ['q']],
  ['in the help', ['?'], ['esc', 'q']],
  ['in the filter line', ['f', 'e'], ['esc', 'q']],
  ['in the export dialog', ['e'], ['esc', 'q']],
  ['on the start screen', ['n'], ['esc', 'q']],
] as const)('500 resizes in two seconds, %s', async (_where, before, after) => {
  using session = open();
  if (before.length > 0) {
    await session.waitFor(FOUND);
    await session.press(...before);
  }
  for (let at = 0; at < 500; at++) {
    session.resize(`${1 + ((at * 37) % 200)}x${1 + ((at * 17) % 60)}`);
    if (at % 10 === 0) await sleep(20);
  }
  session.resize('80x24');
  await session.waitForStill(400);
  await session.press(...after);
  expect((await session.waitForExit()).status).toBe(0);
  expect(session.disorder()).toEqual([]);
});

test.each(['tmux -L $$ -f /dev/null new-session', 'screen -c /dev/null'].filter((line) => has(line.split(' ')[0] ?? '')))(
  'within %s the screen comes and goes',
  async (multiplexer) => {
    using session = start(['bash', '--norc', '-c', `${multiplexer.replace('$$', `whytrace-${process.pid}`)} ${program} open ${capture}`], {
      size: '100x30',
    });
    await session.waitFor(FOUND);
    session.resize('80x24');
    await session.press('?');
    await session.waitFor('one line down');
    await session.press('esc', 'q');
    await session.waitForExit();
    expect(session.disorder()).toEqual([]);
  },
);

test('whytrace in whytrace, with a terminal of its own: both are given back', async () => {
  using session = whytrace(['run', '--tty', '--', program, 'open', capture]);
  await session.waitFor('live');
  await session.waitForStill(400);
  await session.press('q', 's');
  await session.waitForExit();
  expect(session.disorder()).toEqual([]);
});

test('a session over ssh that breaks off', async ({ skip }) => {
  if (!isRoot || !has('/usr/sbin/sshd') || !has('ssh')) skip('needs root, sshd and ssh');
  const here = place();
  const port = 20000 + (process.pid % 20000);
  shell(
    `mkdir -p /run/sshd; ssh-keygen -qt ed25519 -N '' -f host; ssh-keygen -qt ed25519 -N '' -f key; cp key.pub authorized
    printf 'Port ${port}\\nListenAddress 127.0.0.1\\nHostKey ${here}/host\\nPidFile ${here}/sshd.pid\\nAuthorizedKeysFile ${here}/authorized\\nUsePAM no\\nStrictModes no\\nPermitRootLogin yes\\n' > sshd.config
    /usr/sbin/sshd -f ${here}/sshd.config -E ${here}/log`,
    { cwd: here },
  );
  const sshd = Number(readFileSync(join(here, 'sshd.pid'), 'utf8'));
  try {
    const { pid } = bystander();
    using session = start([
      'ssh',
      '-F',
      'none',
      '-p',
      String(port),
      '-i',
      join(here, 'key'),
      '-o',
      'StrictHostKeyChecking=no',
      '-o',
      'UserKnownHostsFile=/dev/null',
      '-tt',
      'root@127.0.0.1',
      `${program} attach ${pid}`,
    ]);
    await isTraced(pid);
    await session.waitFor('sleep');
    session.kill('SIGKILL');
    await session.waitForExit();
    await runsFree(pid);
  } finally {
    process.kill(sshd);
  }
});
