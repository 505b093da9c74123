// What is told of a fix before the yes: its kind, its steps, diffs, whether it can be taken back, and warnings.
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { fixCommandsTable } from '../../../src/knowledge/fix-commands.ts';
import table from '../../../src/knowledge/fix-commands.yaml';
import { applyFix } from '../../../src/wizard/fix/apply-fix.ts';
import { dryRunFix } from '../../../src/wizard/fix/dry-run.ts';
import { editedText } from '../../../src/wizard/fix/edit-text.ts';
import { knownCommand } from '../../../src/wizard/fix/known-command.ts';
import { planFix } from '../../../src/wizard/fix/plan-fix.ts';
import { modeAfter } from '../../../src/wizard/fix/symbolic-mode.ts';
import { undoFix } from '../../../src/wizard/fix/undo-fix.ts';
import { variableLines, variableRun } from '../../../src/wizard/fix/variable.ts';
import { directoryHash, eachInWorld, remedy, saysOf, watch } from './world.ts';

const held = eachInWorld();
const CASE = '20261126-exec-not-executable-abcde';

test('the table of commands has the shape that the program reads', () => {
  expect(v.safeParse(fixCommandsTable, table).issues).toBeUndefined();
});

test.each<[string, string[][], string, string]>([
  ['chmod', [['chmod', 'u+x', 'file']], 'change', 'WORLD/file: mode 0644 → 0744'],
  ['ln', [['ln', '-sfn', 'new', 'link']], 'change', 'makes the link WORLD/link → new (a link to old)'],
  ['rm', [['rm', 'file', 'gone']], 'change', 'removes WORLD/file (a file of 8 bytes)\nremoves WORLD/gone (not there yet)'],
  ['go env -w', [['go', 'env', '-w', 'GOFLAGS=-mod=mod']], 'change', 'writes GOFLAGS=-mod=mod to HOME/.config/go/env (now: GOFLAGS=-mod=vendor)'],
  ['go env -u', [['go', 'env', '-u', 'GOFLAGS']], 'change', 'takes GOFLAGS=-mod=vendor out of HOME/.config/go/env'],
  ['go mod init', [['go', 'mod', 'init', 'example.com/x']], 'change', 'may change WORLD/go.mod (not there yet)'],
  ['sysctl', [['sysctl', '-w', 'kernel.ostype=X']], 'change', 'kernel.ostype: Linux → X, until the next start of the system'],
])('%s in words', async (_name, commands, kind, says) => {
  const { path, home, given } = held.world;
  writeFileSync(join(path, 'file'), 'content\n', { mode: 0o644 });
  symlinkSync('old', join(path, 'link'));
  mkdirSync(join(home, '.config/go'), { recursive: true });
  writeFileSync(join(home, '.config/go/env'), 'GOFLAGS=-mod=vendor\n');
  const plan = await planFix(remedy(commands), given);
  expect(plan).toMatchObject({ kind, undo: 'exact' });
  expect(saysOf(plan).replaceAll(path, 'WORLD').replaceAll(home, 'HOME')).toBe(says);
});

test('sed -i is shown as a diff, without being run for real', async () => {
  const { path, given } = held.world;
  writeFileSync(join(path, 'script'), '#!/bin/sh\r\necho\r\n');
  const plan = await planFix(remedy([['sed', '-i', 's/\\r$//', 'script']]), given);
  expect(plan.steps[0]?.diff).toContain('-#!/bin/sh\r\n-echo\r\n+#!/bin/sh\n+echo\n');
  const evil = await planFix(remedy([['sed', '-i', '1e touch ran', 'script']]), given);
  expect(evil.steps[0]?.diff).toBeNull();
  expect(() => readFileSync(join(path, 'ran'))).toThrow();
});

test('edits of one file are shown one upon the other', async () => {
  const { path, given } = held.world;
  writeFileSync(join(path, 'rc'), 'a\nline\nb\n');
  const plan = await planFix(
    remedy([], {
      edits: [
        { path: 'rc', how: 'replace', from: 'line\n', to: '' },
        { path: 'rc', how: 'prepend', text: 'line' },
      ],
    }),
    given,
  );
  expect(plan.steps.map(({ diff }) => diff?.split('\n').slice(3).join('|'))).toEqual([' a|-line| b|', '+line| a| b|']);
  await applyFix(plan, CASE, watch);
  expect(readFileSync(join(path, 'rc'), 'utf8')).toBe('line\na\nb\n');
});

test('what no row describes cannot be taken back by whytrace, and that is said before', async () => {
  const plan = await planFix(remedy([['systemctl', 'restart', 'nginx']]), held.world.given);
  expect(plan).toMatchObject({ kind: 'change', undo: 'none' });
  expect(plan.warnings).toContain('systemctl restart nginx: what this command changes cannot be taken back by whytrace');
});

test.runIf(process.geteuid?.() === 0)('it says that it runs as root', async () => {
  const plan = await planFix(remedy([['touch', 'x']]), held.world.given);
  expect(plan.asRoot).toBe(true);
  expect(plan.warnings[0]).toBe('this runs as root');
});

test('what is too much to be kept cannot be taken back', async () => {
  const { path, given } = held.world;
  writeFileSync(join(path, 'huge'), '');
  const { truncateSync } = await import('node:fs');
  truncateSync(join(path, 'huge'), 2 ** 31);
  const plan = await planFix(remedy([['rm', 'huge']]), given);
  expect(plan.undo).toBe('none');
  expect(plan.warnings.at(-1)).toMatch(/huge cannot be kept, so this cannot be taken back by whytrace: it has more than 512 MiB/);
});

test.each([
  ['only looks', [['ls', '-l']], 'only looks', 'look'],
  ['no command', [], 'starts a service', 'by-hand'],
  ['a word of the shell', [['fg']], 'none', 'by-hand'],
  ['env', [['env', '-u', 'LD_PRELOAD', 'tool', '--version']], 'none', 'variable'],
  ['the command run another way', [['sh', '-c', 'ulimit -v unlimited; exec "$@"', 'sh', 'tool', '--version']], 'runs it again', 'wrapped'],
  ['another program', [['/opt/bin/tool']], 'none', 'wrapped'],
  ['a question to a server', [['curl', '-v', 'http://localhost/']], 'asks once', 'look'],
])('what kind it is: %s', async (_name, commands, risk, kind) => {
  expect(await planFix(remedy(commands, { risk }), held.world.given)).toMatchObject({ kind, undo: null });
});

test('a package manager: asked beforehand, run without a question, and taken back by removing what came', async () => {
  const { path, given } = held.world;
  const bin = join(path, 'bin');
  mkdirSync(bin);
  writeFileSync(join(path, 'installed'), 'libc6\n');
  const fake = (name: string, text: string) => {
    writeFileSync(join(bin, name), `#!/bin/sh\ncd ${path}\n${text}\n`);
    chmodSync(join(bin, name), 0o755);
  };
  fake('dpkg-query', "sed 's/^/installed /' installed; echo 'config-files old'");
  fake(
    'apt-get',
    'echo "$*" >> log; case "$*" in *--dry-run*) echo "Inst libq1";; install*) printf "libq1\\nlibdep2\\n" >> installed;; remove*) sed -i "/libq1/d; /libdep2/d" installed;; esac',
  );
  process.env.PATH = `${bin}:${process.env.PATH}`;
  try {
    const plan = await planFix(remedy([['apt-get', 'install', 'libq1']], { risk: 'installs a package' }), {
      ...given,
      env: { PATH: process.env.PATH },
    });
    expect(plan).toMatchObject({ undo: 'by-command', steps: [{ command: ['apt-get', 'install', '-y', 'libq1'] }] });
    expect(await dryRunFix(plan, watch)).toEqual([{ command: ['apt-get', 'install', 'libq1', '--dry-run'], lines: ['Inst libq1'] }]);
    expect(await applyFix(plan, CASE, watch)).toMatchObject({ status: 'pass' });
    expect(readFileSync(join(path, 'installed'), 'utf8')).toBe('libc6\nlibq1\nlibdep2\n');
    expect(await undoFix(CASE)).toMatchObject({ state: 'undone', evidence: ['$ apt-get remove -y libq1 libdep2'] });
    expect(readFileSync(join(path, 'installed'), 'utf8')).toBe('libc6\n');
  } finally {
    process.env.PATH = process.env.PATH?.replace(`${bin}:`, '');
  }
});

test('`go env -w`, by a go of our own: the file is back to the byte, and gone where it was not there', async () => {
  const { path, home, given } = held.world;
  mkdirSync(join(path, 'bin'));
  writeFileSync(join(path, 'bin/go'), '#!/bin/sh\nmkdir -p "$HOME/.config/go"\necho "$3" >> "$HOME/.config/go/env"\n', { mode: 0o755 });
  const before = directoryHash(home);
  const there = { ...given, env: { ...given.env, PATH: `${path}/bin:${given.env.PATH}` } };
  const applied = await applyFix(await planFix(remedy([['go', 'env', '-w', 'GOFLAGS=-mod=mod']]), there), CASE, watch);
  expect(applied).toMatchObject({ status: 'pass' });
  expect(readFileSync(join(home, '.config/go/env'), 'utf8')).toBe('GOFLAGS=-mod=mod\n');
  expect(await undoFix(CASE)).toMatchObject({ state: 'undone' });
  expect(() => readFileSync(join(home, '.config/go/env'))).toThrow();
  expect(before).not.toBe('');
});

test.each<[string, string | null, Parameters<typeof editedText>[1], ReturnType<typeof editedText>]>([
  ['a line behind one that has no end', 'a', { path: '', how: 'append', text: 'b' }, { text: 'a\nb\n' }],
  ['a line that is there already', 'a\nb\nc\n', { path: '', how: 'append', text: 'b' }, { text: 'a\nb\nc\n' }],
  ['a line before the first', 'a\n', { path: '', how: 'prepend', text: '#!/bin/sh' }, { text: '#!/bin/sh\na\n' }],
  ['text beyond ASCII', null, { path: '', how: 'append', text: 'é' }, { text: 'Ã©\n' }],
  ['a text that stands there once', 'x=1\ny=1\n', { path: '', how: 'replace', from: 'y=1', to: 'y=2' }, { text: 'x=1\ny=2\n' }],
  [
    'a text that stands there twice',
    'x\nx\n',
    { path: '', how: 'replace', from: 'x', to: 'y' },
    { problem: 'what is to be replaced stands in it 2 times' },
  ],
  [
    'a text that does not stand there',
    'a\n',
    { path: '', how: 'replace', from: 'x', to: 'y' },
    { problem: 'what is to be replaced does not stand in it' },
  ],
])('an edit: %s', (_name, text, edit, result) => {
  expect(editedText(text, edit)).toEqual(result);
});

test.each<[string, number, boolean, number | null]>([
  ['0755', 0o644, false, 0o755],
  ['a+x', 0o644, false, 0o755],
  ['u=rwx,go=rx', 0o600, false, 0o755],
  ['go-rwx', 0o777, false, 0o700],
  ['a+X', 0o644, false, 0o644],
  ['a+X', 0o644, true, 0o755],
  ['g=u', 0o750, false, 0o770],
  ['u+s', 0o755, false, 0o4755],
  ['+t', 0o755, true, 0o1755],
  ['rubbish', 0o755, true, null],
])('mode %s of %i', (words, mode, directory, result) => {
  expect(modeAfter(words, mode, directory)).toBe(result);
});

test.each<[string[], string[] | null]>([
  [
    ['chmod', '-x', 'file'],
    ['-x', 'file'],
  ],
  [['sudo', 'rm', '-rf', '--', '-odd'], ['-odd']],
  [
    ['/bin/ln', '-sfn', 'a', 'b'],
    ['a', 'b'],
  ],
  [['truncate', '-s0', 'f'], ['f']],
  [['truncate', '-s', '0', 'f'], ['f']],
  [['sed', 's/a/b/', 'f'], null],
  [['go', 'env', 'GOROOT'], null],
  [['unheard-of', 'x'], null],
])('operands of %j', (command, operands) => {
  expect(knownCommand(command)?.operands ?? null).toEqual(operands);
});

test('lines for shells: what was there before stays a variable', () => {
  const run = variableRun(['env', '-u', 'LD_PRELOAD', 'PATH=/opt/go/bin:/usr/bin', 'X=a b', 'go', 'version']);
  expect(run).toEqual({ set: { PATH: '/opt/go/bin:/usr/bin', X: 'a b' }, unset: ['LD_PRELOAD'] });
  if (run === null) throw new Error('no variables');
  const env = { PATH: '/usr/bin' };
  expect(variableLines(run, env, 'bash')).toEqual(['unset LD_PRELOAD', 'export PATH=/opt/go/bin:"$PATH"', "export X='a b'"]);
  expect(variableLines(run, env, 'fish')).toEqual(['set -e LD_PRELOAD', 'set -gx PATH /opt/go/bin "$PATH"', "set -gx X 'a b'"]);
});
