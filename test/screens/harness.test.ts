// The pty harness itself: what it promises to the screen tests.
import { expect, test } from 'vitest';
import { start, whytrace } from './harness.ts';

test('runs whytrace as an installed one starts', async () => {
  using session = whytrace(['--version']);
  expect(await session.waitForExit()).toEqual({ status: 0, signal: 0 });
  expect(session.text()).toMatch(/^\d+\.\d+\.\d+/);
  expect(session.disorder()).toEqual([]);
});

test('sends keys and sees colours', async () => {
  using session = start(['bash', '-c', String.raw`printf 'name? '; read name; printf '\e[1;31mhello %s\e[0m\n' "$name"; read -n1`]);
  await session.waitFor('name?');
  await session.press('a', 'b', 'enter');
  await session.waitFor('hello ab');
  expect(session.cellAt(2, 1)).toMatchObject({ text: 'h', foreground: 1, bold: true });
});

test('answers a query for the background as a light terminal does', async () => {
  using session = start(['bash', '-c', String.raw`printf '\e]11;?\e\\'; read -rs -d '\' answer; printf '%q' "$answer"; sleep 5`], {
    background: 'light',
  });
  await session.waitFor('rgb:ffff/ffff/ffff');
});

test('tells the size and follows a resize', async () => {
  using session = start(['bash', '-c', 'trap "stty size" WINCH; stty size; while :; do sleep 0.05; done'], { size: '40x12' });
  await session.waitFor('12 40');
  session.resize('120x40');
  await session.waitFor('40 120');
});

test('notices a terminal that was left in disorder', async () => {
  using session = start(['bash', '-c', String.raw`stty raw -echo; printf '\e[?1049h\e[?25l\e[?1000h'`]);
  await session.waitForExit();
  expect(session.disorder()).toEqual(
    expect.arrayContaining(['cursor left off', 'alternate screen left on', 'mouse left on', 'stty -icanon', 'stty -echo']),
  );
});

test('reports the signal that ended a command', async () => {
  using session = start(['bash', '-c', 'kill -TERM $$']);
  expect(await session.waitForExit()).toMatchObject({ signal: 15 });
});
