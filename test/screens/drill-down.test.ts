// The whole program on recorded worlds: from the cause to what proves it, and back.
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { whytrace } from './harness.ts';

const captures = fileURLToPath(new URL('../../demo/captures', import.meta.url));
const open = (name: string, size: string) => whytrace(['open', `${name}.strace.gz`], { size, cwd: captures });

test.each(['80x24', '120x40', '200x60'])(
  'a missing library: cause, every directory searched, the call that looked, and back, at %s',
  async (size) => {
    using session = open('missing-library', size);
    await session.waitFor('libgo.so.21 is in none of the 6 directories searched');
    await session.press('3');
    await session.waitFor(/┬ .* ends with status 127/);
    await session.press('enter');
    await session.waitFor('directory searched');
    expect(session.text()).toMatch(/│ 6 │ \/usr\/lib .*│ default +│ no such file/);
    await session.press('enter');
    await session.waitFor(/▸✗ .*openat/);
    await session.press('esc');
    await session.waitFor('directory searched');
    await session.press('esc');
    await session.waitFor(/┬ .* ends with status 127/);
    await session.press('esc', 'q');
    await session.waitForExit();
    expect(session.disorder()).toEqual([]);
  },
);

test('a command that is not found: look-up, process, and back', async () => {
  using session = open('command-not-on-path', '80x24');
  await session.waitFor('go is in none of the');
  await session.press('3', 'enter');
  await session.waitFor('directory on PATH');
  expect(session.text()).toMatch(/│ 1 │ .*│ no such file/);
  await session.press('enter');
  await session.waitFor(/Processes ─/);
  expect(session.text()).toContain("bash -c 'go version'");
  await session.press('esc');
  await session.waitFor('directory on PATH');
});

test('usable at 40x12, without colour and without UTF-8', async () => {
  using session = whytrace(['open', 'missing-library.strace.gz'], { size: '40x12', cwd: captures, env: { LANG: 'C', NO_COLOR: '1' } });
  await session.waitFor('libgo.so.21');
  await session.press('3');
  await session.waitFor('+ bash');
  await session.press('4');
  await session.waitFor('found nowhere');
  await session.press('2');
  await session.waitFor(/x .*go +127/);
  expect(session.text()).not.toMatch(/[^\x20-\x7e\n]/);
});

test('a healthy run says so', async () => {
  using session = open('healthy', '80x24');
  await session.waitFor('No fault found');
  await session.press('3');
  await session.waitFor('did no harm');
});
