// Which start-up file changed PATH, in real shells with real homes.
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { remediesFor } from '../../../src/knowledge/causes.ts';
import { applyEdit } from '../../../src/wizard/fix/apply-edit.ts';
import { pathOrigin } from '../../../src/wizard/probes/path-origin.ts';
import { asked } from './asked.ts';
import { envOf, homeWith, TOOL } from './shell/home.ts';

const has = (shell: string): boolean => ['/bin', '/usr/bin', '/usr/local/bin'].some((directory) => existsSync(join(directory, shell)));
const origin = (home: string, ...args: readonly string[]) => asked(pathOrigin, args, { env: envOf(home), cwd: home });

/** Asks, makes the change that it proposes, and asks again. */
async function mended(home: string, ...args: readonly string[]) {
  const before = await origin(home, ...args);
  const [remedy] = remediesFor(before.cause?.code ?? '', before.cause?.parameters ?? {});
  for (const edit of remedy?.edits ?? []) await applyEdit(edit, home, 'test');
  return { before, remedy, after: await origin(home, ...args) };
}

const GUARD = ['case $- in', '  *i*) ;;', '  *) return;;', 'esac', 'export PATH="$HOME/tools/bin:$PATH"', ''].join('\n');
const tool = { 'tools/bin/report': TOOL };

test.runIf(has('bash'))('names the return that a shell which is not interactive takes, and moves the line before it', async () => {
  const home = homeWith({ ...tool, '.bash_profile': '. ~/.bashrc\n', '.bashrc': GUARD });
  const { before, remedy, after } = await mended(home, 'report', 'bash', '-l', '-c', 'report');
  expect(before).toMatchObject({ status: 'fail', cause: { code: 'exec/not-on-path', subject: 'report' } });
  expect(before.says).toContain('~/.bashrc is left at line 3 (case $- in) before line 5');
  expect(remedy?.title).toBe('Move line 5 of ~/.bashrc before line 1, where the file is left');
  expect(after).toMatchObject({ status: 'pass', facts: { addedBy: join(home, '.bashrc:1') } });
});

test.runIf(has('bash'))('names the file that hides another one, and lets it read that', async () => {
  const home = homeWith({ ...tool, '.profile': 'PATH="$HOME/tools/bin:$PATH"\n', '.bash_profile': 'export EDITOR=vi\n' });
  const { before, after } = await mended(home, 'report', 'bash', '-l');
  expect(before.says).toContain('~/.profile:1 adds');
  expect(before.says).toContain('bash -l -c does not read ~/.profile: it reads ~/.bash_profile');
  expect(after.status).toBe('pass');
});

test.runIf(has('bash'))('names the line that drops a directory, in a function that another file calls', async () => {
  const home = homeWith({
    ...tool,
    '.bash_profile': 'PATH="$HOME/tools/bin:$PATH"\n. ~/.functions\nclean\n',
    '.functions': 'clean() {\n  PATH=/usr/bin:/bin\n}\n',
  });
  const { before, after } = await mended(home, 'report', 'bash', '-l');
  expect(before.evidence.join('\n')).toContain('~/.functions:2 drops');
  expect(before.evidence.join('\n')).toContain('(clean, called at ~/.bash_profile:3)');
  expect(after.status).toBe('pass');
});

test('finds file and line of a shell that tells neither, and mends a wrong letter', async () => {
  const home = homeWith({ ...tool, '.profile': '. ~/.more\nPATH="$HOME/other:$PATH"\n', '.more': 'export PATH="$HOME/tool/bin:$PATH"\n' });
  const { before, after } = await mended(home, 'report', 'sh', '-l');
  expect(before.says).toContain('~/.more:1 adds');
  expect(readFileSync(join(home, '.more'), 'utf8')).toBe('export PATH="$HOME/tools/bin:$PATH"\n');
  expect(after.status).toBe('pass');
});

test.runIf(has('zsh'))('reads the start-up files of zsh', async () => {
  const home = homeWith({ ...tool, '.zshrc': '# mine\npath=($HOME/tools/bin $path)\n' });
  const { before, after } = await mended(home, 'report', 'zsh', '-l', '-c', 'report');
  expect(before.says).toContain('~/.zshrc:2 adds');
  expect(after.says).toContain('~/.zprofile:1 adds');
});

test('a shell that reads no start-up file cannot be mended by one: another shell is', async () => {
  const home = homeWith({ ...tool, '.profile': 'PATH="$HOME/tools/bin:$PATH"\n' });
  const { before, remedy } = await mended(home, 'report', 'sh', '-c', 'report --all');
  expect(before.says).toContain('it reads no start-up file');
  expect(remedy).toMatchObject({ commands: [[expect.any(String), '-l', '-c', 'report --all']] });
  expect(remedy?.edits).toBeUndefined();
});

test.runIf(has('bash'))(
  'a file that ends the shell, and one that waits, are told and prove nothing',
  async () => {
    const home = homeWith({ '.bash_profile': 'echo going >&2\nexit 3\n' });
    expect(await origin(home, '-', 'bash', '-l')).toMatchObject({ status: 'unknown', says: expect.stringContaining('(status 3): going') });
    writeFileSync(join(home, '.bash_profile'), 'sleep 60\n');
    const waits = await origin(home, '-', 'bash', '-l');
    expect(waits).toMatchObject({ status: 'unknown', says: expect.stringContaining('cut off after 4 seconds') });
    expect(waits.cause).toBeUndefined();
  },
  15_000,
);

test.runIf(has('bash'))('a ~ within quotes leads bash there, and sh not', async () => {
  const home = homeWith({ ...tool, '.profile': "export PATH='~/tools/bin':$PATH\n" });
  expect(await origin(home, 'report', 'bash', '-l')).toMatchObject({ status: 'pass', facts: { addedBy: join(home, '.profile:1') } });
  if (basename(realpathSync('/bin/sh')) !== 'dash') return;
  const { before, after } = await mended(home, 'report', 'sh', '-l');
  expect(before.says).toContain('~/.profile:1 adds ~/tools/bin, which is not expanded within quotes');
  expect(after.status).toBe('pass');
});

test.runIf(has('bash'))('what comes behind a PS4 of its own is not taken for known', async () => {
  const home = homeWith({ ...tool, '.bash_profile': 'PS4="> "\nPATH="$HOME/tools/bin:$PATH"\n' });
  const answer = await origin(home, 'report', 'bash', '-l');
  expect(answer).toMatchObject({ status: 'unknown', says: expect.stringContaining('~/.bash_profile:1 changes what the shell prints') });
});

test('without a command it tells all that changed PATH', async () => {
  const home = homeWith({ '.profile': 'set -u\nPATH="$PATH:/opt/a b/bin"\n' });
  const answer = await origin(home, '-', 'sh', '-l');
  expect(answer.status).toBe('pass');
  expect(answer.evidence.join('\n')).toContain('~/.profile:2 adds /opt/a b/bin');
});
