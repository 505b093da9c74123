// What a command line does to files: what is read is never written over, a mistake costs nothing, and a name that cannot be opened is told.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { actions } from '../../src/cli/actions.ts';
import { runCommandLine } from '../../src/cli/command-line.ts';
import { createProgram } from '../../src/cli/program.ts';
import { printedBy } from '../fuzz/printed.ts';
import { homeIn, treeOf, within } from '../fuzz/scratch.ts';

const CAPTURE = '7 close(3) = 0\n7 +++ exited with 1 +++\n';
let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'whytrace-files-'));
  writeFileSync(join(home, 'trace'), CAPTURE);
  writeFileSync(join(home, 'kept'), 'kept');
});
afterEach(() => rmSync(home, { recursive: true }));

async function typed(...argv: string[]) {
  const run = () => runCommandLine(argv, (again, onEnd) => createProgram(actions, again, onEnd));
  const { result, printed } = await printedBy(() => within({ cwd: home, env: homeIn(home) }, run));
  return { status: result, ...printed };
}

test.each([
  ['export', 'trace', '--to', 'csv', '-o', './trace'],
  ['export', 'trace', '--to', 'folded', '-o', 'trace'],
  ['diagnose', '--html', 'trace', 'trace'],
])('%s is not written over the capture that is read', async (...argv) => {
  expect(await typed(...argv)).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/^whytrace: \S+ is the capture itself: name another file to write to\n$/),
  });
  expect(readFileSync(join(home, 'trace'), 'utf8')).toBe(CAPTURE);
});

test.each(['kept', 'new'])('a mistake in the filter leaves the output %s as it was', async (out) => {
  const before = treeOf(home);
  expect(await typed('export', 'trace', '--to', 'csv', '--filter', 'pid:', '-o', out)).toMatchObject({ status: 2 });
  expect(treeOf(home)).toEqual(before);
});

test('an export takes the place of what stood in its file', async () => {
  writeFileSync(join(home, 'kept'), 'x'.repeat(10_000));
  expect(await typed('export', 'trace', '--to', 'jsonl', '-o', 'kept')).toMatchObject({ status: 0, stderr: '' });
  expect(
    readFileSync(join(home, 'kept'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).kind),
  ).toEqual(['call', 'exit']);
});

test('a name that is too long is told, and the other capture is read', async () => {
  const { status, stdout, stderr } = await typed('stats', 'x'.repeat(300), 'trace');
  expect([status, stderr]).toEqual([2, `whytrace: cannot read ${'x'.repeat(300)}: its name is too long\n`]);
  expect(stdout).toContain('== trace');
});

test('the hint at a mistake shows what was typed and sends none of it to the terminal', async () => {
  expect((await typed('--json', '\u001b[2Jx')).stderr).toBe("whytrace: unknown option '--json' (see whytrace \\e[2Jx --help)\n");
});

test('where PATH leads nowhere, a command is traced all the same, and no capture is left', async () => {
  expect(await typed('diagnose', '--no-save', '--', '/bin/sh', '-c', 'exit 0')).toMatchObject({ status: 0 });
  const captures = join(home, 'state/whytrace/captures');
  expect(existsSync(captures) ? treeOf(captures) : {}).toEqual({});
});
