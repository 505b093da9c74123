// A diagnosis that takes seconds, in the real program: how far it is, given up, begun anew, and other views meanwhile. Here and not in the suite: it is
// made to take long, and what is seen before it ends depends on how quick the machine is.
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { whytrace } from '../screens/harness.ts';
import { place } from './tortured.ts';

const CHILDREN = 12_000;

/** A shell whose thousands of children all fail, each with words and missing files of its own: all of them are walked through. */
function failingChildren(): string {
  const path = join(place(), 'children.strace');
  const fd = openSync(path, 'w');
  let us = 0;
  const line = (pid: number, call: string): string => {
    us += 50;
    return `${pid} ${(1_700_000_000 + us / 1e6).toFixed(6)} ${call}\n`;
  };
  writeSync(fd, line(100, 'execve("/bin/sh", ["sh", "-c", "make check"], 0x7ffd /* 3 vars */) = 0'));
  for (let child = 0; child < CHILDREN; child++) {
    const pid = 200 + child;
    const missed = Array.from({ length: 20 }, (_, at) =>
      line(pid, `openat(AT_FDCWD, "/etc/app${child}/${at}.conf", O_RDONLY) = -1 ENOENT (No such file or directory)`),
    );
    const said = `tool: /etc/app${child}/3.conf: No such file or directory\\n`;
    writeSync(
      fd,
      [
        line(100, `fork() = ${pid}`),
        ...missed,
        line(pid, `write(2, "${said}", ${said.length - 1}) = ${said.length - 1}`),
        line(pid, 'exit_group(1) = ?'),
        line(pid, '+++ exited with 1 +++'),
        line(100, `wait4(-1, [{WIFEXITED(s) && WEXITSTATUS(s) == 1}], 0, NULL) = ${pid}`),
      ].join(''),
    );
  }
  writeSync(fd, line(100, 'exit_group(1) = ?') + line(100, '+++ exited with 1 +++'));
  closeSync(fd);
  return path;
}

test('a long diagnosis says how far it is, lets other views in, ends at Esc and begins anew at Enter', async () => {
  using session = whytrace(['open', failingChildren()], { size: '100x30' });
  await session.waitFor(/Looking for the cause, \d+ %/, 30_000);
  await session.press('7');
  await session.waitFor(/slowest calls ─+ 1\/200[\s\S]*Looking for the cause, \d+ %/, 30_000);
  await session.press('3');
  await session.waitFor('esc cancels');
  await session.press('esc');
  await session.waitFor('Enter in view 3 begins anew');
  await session.press('enter');
  await session.waitFor(/Looking for the cause, \d+ %/);
  await session.waitForNo('Looking for the cause', 50_000);
  expect(session.text()).toContain('3.conf');
  await session.press('q');
  expect((await session.waitForExit()).status).toBe(0);
  expect(session.disorder()).toEqual([]);
});
