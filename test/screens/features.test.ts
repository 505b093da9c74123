// What the screen does with keys, the mouse and other terminals, on a recorded world in a real pty.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { SIZES, type StartOptions, whytrace } from './harness.ts';

const captures = fileURLToPath(new URL('../../demo/captures', import.meta.url));
const capture = join(captures, 'command-not-on-path.strace.gz');
const open = (options: StartOptions = {}) => whytrace(['open', capture], options);
const FOUND = 'go is in none of the';

test.each(SIZES)('the cause is on the screen, and the call that proves it under the cursor, at %s', async (size) => {
  using session = open({ size });
  await session.waitFor(FOUND);
  await session.waitFor(/▸✗ .*(stat|access|open)/);
  const [columns = 0, rows = 0] = size.split('x').map(Number);
  expect(session.screen()).toHaveLength(rows);
  for (const line of session.screen()) expect(line.length).toBeLessThanOrEqual(columns);
});

test.each(SIZES)('number keys lead to every view, at %s', async (size) => {
  using session = open({ size });
  await session.waitFor(FOUND);
  for (const [key, title] of [
    ['2', /^┌ Processes [^┌]*$/],
    ['3', /┌ Why /],
    ['4', /┌ Libraries /],
    ['5', /┌ Files /],
    ['6', /┌ Network /],
    ['7', /┌ Time /],
    ['8', /┌ Memory /],
    ['0', /┌ Output /],
    ['1', /┌ Calls /],
  ] as const) {
    await session.press(key);
    await expect.poll(() => session.screen()[1]).toMatch(title);
  }
});

test('letters typed at once narrow the filter, Tab completes it with counts, Escape brings the old one back', async () => {
  using session = open();
  await session.waitFor(FOUND);
  session.type('ferrno:');
  await session.waitFor('filter errno:');
  await session.press('tab');
  await session.waitFor(/│ errno:ENOENT +\d+ │/);
  await session.press('esc', 'esc');
  await session.waitForNo('filter errno:');
  session.type('ferrno:ENOENT\r');
  await session.waitFor(/Calls ─ filter: errno:ENOENT/);
});

test('a filter that cannot be read is marked, and the last good one stays', async () => {
  using session = open({ size: '120x40' });
  await session.waitFor(FOUND);
  session.type('fcall:execve pid:x');
  await session.waitFor(/filter call:execve pid:x +\S/);
  await session.waitFor(/Calls ─ filter: call:execve/);
});

test('the cursor of the terminal stands in the line that is edited', async () => {
  using session = open();
  await session.waitFor(FOUND);
  session.type('fpid');
  await session.waitFor('filter pid');
  await expect.poll(() => session.cursor()).toMatchObject({ row: 23, column: 12 });
});

test('a paste goes into the line, whatever keys are in it', async () => {
  using session = open();
  await session.waitFor(FOUND);
  session.type('f\x1b[200~call:execve\n\x1b[201~');
  await session.waitFor('filter call:execve');
});

test('search finds, n goes on, Escape leaves', async () => {
  using session = open();
  await session.waitFor(FOUND);
  session.type('g/exit_group\r');
  await session.waitFor(/▸. .*exit_group/);
  session.type('/nowhere at all\r');
  await session.waitFor('occurs nowhere');
});

test('help shows keys of the pane in focus and closes', async () => {
  using session = open();
  await session.waitFor(FOUND);
  await session.press('2', '?');
  await session.waitFor('Keys in processes');
  await session.press('esc');
  await session.waitForNo('Keys in processes');
});

test('a click puts the cursor on a call, a click on the finding leads to its chain, a click on a hint is its key', async () => {
  using session = open();
  await session.waitFor(/▸✗/);
  session.click(4, 40);
  await session.waitFor(/^.*▸.*$/m);
  await expect.poll(() => session.screen()[3]).toMatch(/││▸/);
  const hints = session.screen()[23] ?? '';
  session.click(24, hints.indexOf('? help') + 1);
  await session.waitFor('Keys in calls');
  await session.press('esc');
  session.click(21, 10);
  await session.waitFor(/▸ Why/);
});

test('the wheel scrolls', async () => {
  using session = open();
  await session.waitFor(/▸✗/);
  await session.press('g');
  await session.waitFor(/ 1\/\d+ /);
  session.type('\x1b[<65;40;10M');
  await session.waitFor(/ 4\/\d+ /);
});

test('y sends the line to the terminal as OSC 52 and says that it may not take it', async () => {
  using session = open();
  await session.waitFor(/▸✗/);
  await session.press('y');
  await session.waitFor('not every terminal takes it');
  const base64 = /\x1b\]52;c;([^\x07]*)\x07/.exec(session.sent)?.[1] ?? '';
  expect(Buffer.from(base64, 'base64').toString()).toContain('ENOENT');
});

test('e writes what is shown into a new file, and says why when it cannot', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'whytrace-screens-'));
  try {
    writeFileSync(join(directory, 'whytrace.jsonl'), 'mine');
    using session = open({ cwd: directory });
    await session.waitFor(/▸✗/);
    session.type('fcall:execve\r');
    await session.press('e');
    await session.waitFor('Export what is shown');
    await session.press('enter');
    await session.waitFor('there is such a file already');
    await session.press('tab', 'enter');
    await session.waitFor(/events are in whytrace\.csv/);
    expect(readFileSync(join(directory, 'whytrace.csv'), 'utf8')).toContain(',execve,');
    expect(existsSync(join(directory, 'whytrace.md'))).toBe(false);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test('the detail of a call names its arguments and says flags and errno in words', async () => {
  using session = open({ size: '120x40' });
  await session.waitFor(FOUND);
  session.type('fcall:openat errno:ENOENT\r');
  await session.waitFor(/▸. .*openat/);
  await session.press('d');
  await session.waitFor(/pathname +"/);
  await session.waitFor('O_RDONLY: for reading');
  await session.waitFor('does not exist');
});

test('a resize at any moment leaves a whole screen', async () => {
  using session = open({ size: '120x40' });
  await session.waitFor(FOUND);
  for (const size of ['80x24', '40x12', '200x60', '61x17', '80x24']) {
    session.resize(size);
    const [columns = 0] = size.split('x').map(Number);
    // What the terminal itself cut off stands there until the new picture comes.
    await session.waitFor(new RegExp(`^┌.{${columns - 2}}┐$`, 'm'));
    await session.waitForStill();
    const frames = session.screen().filter((line) => line.startsWith('┌'));
    expect(frames.length).toBeGreaterThan(0);
    for (const line of frames) expect([line.length, line.at(-1)]).toEqual([columns, '┐']);
  }
});

test('a light terminal gets other colours than a dark one', async () => {
  const colours = async (background: 'dark' | 'light') => {
    using session = open({ background });
    await session.waitFor(/▸✗/);
    await session.waitForStill();
    const row = session.screen().findIndex((line) => line.includes(FOUND));
    return session.cellAt(row + 1, 5);
  };
  expect(await colours('light')).not.toEqual(await colours('dark'));
});

test('without UTF-8 and without colour everything is there in ASCII', async () => {
  using session = open({ env: { LANG: 'C', NO_COLOR: '1' } });
  await session.waitFor(FOUND);
  await session.press('?');
  await session.waitFor('one line down');
  expect(session.text()).toMatch(/^[\x20-\x7e\n]*$/);
  expect(session.sent).not.toMatch(/\x1b\[[0-9;]*(3[0-7]|9[0-7])m/);
});

test('t opens another capture in a tab, [ goes back to the first', async () => {
  using session = open();
  await session.waitFor(FOUND);
  await session.press('t', 'o');
  await session.waitFor('Open a capture');
  await session.press('esc', 'esc');
  await session.waitFor(/▸✗/);
});
