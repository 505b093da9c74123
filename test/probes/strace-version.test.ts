// Which strace is there, and how new.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findStrace, parseStraceVersion } from '../../src/probes/strace-version.ts';

test.each([
  ['strace -- version 4.5.20\n', 4, 5],
  ['strace -- version 4.26+ds\nCopyright', 4, 26],
  ['strace -- version 5.10-1-g12ab\n', 5, 10],
  ['strace -- version 6.1\n', 6, 1],
  ['rubbish', 4, 5],
])('reads %j', (text, major, minor) => expect(parseStraceVersion(text)).toEqual({ major, minor }));

test('the first strace on PATH is taken, relative directories are not searched', () => {
  const directory = mkdtempSync(join(tmpdir(), 'whytrace-strace-'));
  writeFileSync(join(directory, 'strace'), '#!/bin/sh\necho "strace -- version 9.9"\n', { mode: 0o755 });
  expect(findStrace({ PATH: `.:${directory}` })).toEqual({ path: join(directory, 'strace'), version: { major: 9, minor: 9 } });
  rmSync(directory, { recursive: true });
});
test('other systems are told that tracing is Linux only', () => expect(() => findStrace({}, 'darwin')).toThrow(/Linux only/));
test('where there is no strace, the command that installs it is named', () => {
  expect(() => findStrace({ PATH: '/nonexistent' }, 'linux', [])).toThrow(/^strace is not installed: .*(install|add|-S) ?.*/);
});
