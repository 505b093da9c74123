// `whytrace cases` as a person types it, and what `diagnose` says of a cause that was seen before.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepCase } from '../../src/cases/keep-case.ts';
import { record } from '../cases/kept.ts';
import { whytrace } from './whytrace.ts';

const ID = '20261120-exec-not-executable-aaaaa';
const held = { root: '', old: process.env.XDG_DATA_HOME };

beforeAll(async () => {
  held.root = mkdtempSync(join(tmpdir(), 'whytrace-cli-cases-'));
  process.env.XDG_DATA_HOME = join(held.root, 'data');
  const one = record(ID, { subject: join(held.root, 'tool'), title: `evil \u001b[2J ${held.root}/tool` });
  const texts = { 'case.json': JSON.stringify(one), 'report.json': '{}', 'report.md': '# evil \u001b[2J\n', 'evidence.txt': '' };
  await keepCase(ID, texts, ID);
});
afterAll(() => {
  process.env.XDG_DATA_HOME = held.old;
  rmSync(held.root, { recursive: true, force: true });
});

test('lists, shows and searches; nothing in a case reaches the terminal as it is', async () => {
  for (const args of [[], ['list'], ['search', 'evil'], ['show', 'aaaaa']]) {
    const { status, stdout } = await whytrace(['cases', ...args]);
    expect([status, stdout.includes('evil \\e[2J')], args.join(' ')).toEqual([0, true]);
    expect(stdout).not.toContain('\u001b');
  }
  expect(JSON.parse((await whytrace(['cases', '--json'])).stdout)).toMatchObject([{ id: ID }]);
  expect(JSON.parse((await whytrace(['cases', 'show', ID, '--json'])).stdout)).toMatchObject({ case: { id: ID }, report: {} });
  expect(JSON.parse((await whytrace(['cases', 'stats', '--json'])).stdout)).toMatchObject({ all: { cases: 1, fixed: 1 } });
});

test.each([
  [['frobnicate'], /^whytrace: cases cannot frobnicate: list, search,/],
  [['show'], /^whytrace: usage: whytrace cases show ID/],
  [['show', 'zzz'], /^whytrace: there is no case zzz: whytrace cases lists all/],
  [['undo', 'aaaaa'], /^whytrace: nothing was kept for 20261120-exec-not-executable-aaaaa: there is nothing to take back/],
  [['import', '/nowhere'], /^whytrace: \/nowhere cannot be read \(ENOENT\)/],
  [['push'], /^whytrace: there is no shared repository yet/],
])('cases %j: one sentence, status 2', async (args, says) => {
  const { status, stderr } = await whytrace(['cases', ...args]);
  expect(status).toBe(2);
  expect(stderr).toMatch(says);
});

test('diagnose says that it was seen before, in text only', async () => {
  const tool = join(held.root, 'tool');
  writeFileSync(tool, '#!/bin/sh\n');
  chmodSync(tool, 0o644);
  const capture = join(held.root, 'capture');
  writeFileSync(
    capture,
    [
      `1 execve("/bin/sh", ["sh", "-c", "${tool}"], 0x1 /* 9 vars */) = 0`,
      `1 execve("${tool}", ["${tool}"], 0x1) = -1 EACCES (Permission denied)`,
      `1 write(2, "sh: 1: ${tool}: Permission denied\\n", 60) = 60`,
      '1 exit_group(126) = ?',
      '1 +++ exited with 126 +++',
      '',
    ].join('\n'),
  );
  const { stdout } = await whytrace(['diagnose', capture]);
  expect(stdout).toContain('seen once, last fixed by "Make it executable" on 2026-11-20');
  expect((await whytrace(['diagnose', '--json', capture])).stdout).not.toContain('seen once');
});
