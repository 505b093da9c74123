// The libraries a program would load are found as its loader finds them.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, readdirSync, realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type ElfRecipe, writeElf } from '../../demo/elf-writer.ts';
import type { LibraryNode, LibraryTree } from '../../src/model/answers.ts';
import { localAnswers } from '../../src/probes/host-answers.ts';
import { isRoot, programOf } from './host-programs.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const machine = process.arch === 'arm64' ? 'AArch64' : 'x86-64';
const interpreter = machine === 'AArch64' ? '/lib/ld-linux-aarch64.so.1' : '/lib64/ld-linux-x86-64.so.2';
const hasGlibc = existsSync(interpreter);
const directory = temporaryDirectory();
const at = (name: string) => join(directory.path, name);
const program = (name: string, recipe: Partial<ElfRecipe>) =>
  directory.file(name, writeElf({ machine, interpreter, program: { prints: 'started\n', exits: 0 }, ...recipe }), 0o755);
const library = (name: string, recipe: Partial<ElfRecipe> = {}) =>
  directory.file(name, writeElf({ machine, soname: name.slice(name.lastIndexOf('/') + 1), ...recipe }));

const answersNow = () => localAnswers({ askPackageManager: false });
function treeOf(path: string, env: Record<string, string> = {}): LibraryTree {
  const answer = answersNow().libraryTree(path, env);
  if (answer.kind !== 'known') throw new Error(`no tree: ${answer.because}`);
  return answer.value;
}
const all = (nodes: readonly LibraryNode[]): LibraryNode[] => nodes.flatMap((node) => [node, ...all(node.needs)]);
/** Whether the real loader starts it; its own word against ours. */
const starts = (path: string, env: Record<string, string> = {}) => spawnSync(path, [], { env, encoding: 'utf8' }).stdout === 'started\n';

test.skipIf(!hasGlibc || programOf('ldd') === null)('agrees with ldd on every program and library of a sample of this host (needs glibc)', () => {
  const answers = answersNow();
  const paths = ['/usr/bin', '/usr/sbin', '/usr/lib/x86_64-linux-gnu']
    .filter(existsSync)
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((path) => {
      const format = answers.fileFormat(path);
      return format.kind === 'known' && format.value.kind === 'elf' && format.value.elf.class === 64 && format.value.elf.type === 'DYN';
    });
  const sample = paths.filter((_, index) => index % Math.ceil(paths.length / 120) === 0);
  expect(sample.length).toBeGreaterThan(10);
  for (const path of sample) {
    // ldd reads $ORIGIN by the name it is given, the kernel by the file: give it the file.
    const real = realpathSync(path);
    const { stdout } = spawnSync('ldd', [real], { encoding: 'utf8' });
    const theirs = stdout.split('\n').flatMap((line) => {
      const [, name, where] = /^\t(\S+) => (\/\S+|not found)/.exec(line) ?? /^\t(\/\S+()) \(/.exec(line) ?? [];
      return name === undefined ? [] : [where === 'not found' ? `${name} missing` : where || name];
    });
    const answer = answers.libraryTree(real, {});
    const tree = answer.kind === 'known' ? answer.value.roots : [];
    const ours = all(tree).map(({ path, soname, state }) => (state === 'loaded' ? path : `${soname} ${state}`));
    expect([path, ...ours.sort()]).toEqual([path, ...theirs.sort()]);
  }
});

test.skipIf(!hasGlibc)('a missing library is looked for in every directory, in order (needs glibc)', () => {
  const path = program('app/bin/tool', { needed: ['libno-such.so.1'], runpath: '$ORIGIN/../lib' });
  const { roots } = treeOf(path, { LD_LIBRARY_PATH: `/first:${at('second')}` });
  expect(roots).toMatchObject([{ soname: 'libno-such.so.1', state: 'missing', path: null, neededBy: path }]);
  const tries = roots[0]?.tries ?? [];
  expect(tries.slice(0, 3)).toEqual(
    ['/first/libno-such.so.1', `${at('second')}/libno-such.so.1`, `${at('app/bin/../lib')}/libno-such.so.1`].map((path, index) => ({
      path: index === 2 ? `${directory.path}/app/bin/../lib/libno-such.so.1` : path,
      rule: index === 2 ? 'runpath' : 'ld-library-path',
      outcome: 'missing',
      event: null,
    })),
  );
  expect(tries.slice(3).every(({ rule }) => rule === 'default')).toBe(true);
  expect(tries.length).toBeGreaterThan(4);
});

test.skipIf(!hasGlibc)('asks for the places that the loader asks for, one by one (LD_DEBUG=libs; needs glibc)', () => {
  const path = program('debug/bin/tool', { needed: ['libno-such.so.1'], runpath: '$ORIGIN/../lib:/opt/none' });
  const env = { LD_LIBRARY_PATH: at('elsewhere') };
  const { stderr } = spawnSync(path, [], { encoding: 'utf8', env: { ...env, LD_DEBUG: 'libs' } });
  // Subdirectories for CPU features are left out: the loader asks for them only where it does not know yet that they are missing.
  const theirs = [...stderr.matchAll(/trying file=(\S+)/g)]
    .map(([, file]) => file)
    .filter((file) => !/glibc-hwcaps|\/(tls|x86_64|haswell|avx512_1|xeon_phi)\//.test(file ?? ''));
  const ours = treeOf(path, env).roots[0]?.tries.map((one) => one.path);
  expect(theirs.length).toBeGreaterThan(3);
  expect(ours).toEqual(theirs);
});

test.skipIf(!hasGlibc)('the tree has each library under the object that asked first, and what it needs below (needs glibc)', () => {
  library('deep/lib/libleft.so.1', { needed: ['libbase.so.1'], runpath: '$ORIGIN' });
  library('deep/lib/libright.so.1', { needed: ['libbase.so.1', 'liblost.so.1'], runpath: '$ORIGIN' });
  library('deep/lib/libbase.so.1');
  const path = program('deep/bin/tool', { needed: ['libleft.so.1', 'libright.so.1'], runpath: '$ORIGIN/../lib' });
  expect(treeOf(path)).toMatchObject({
    interpreter: { path: interpreter, state: 'present' },
    libc: 'glibc',
    roots: [
      { soname: 'libleft.so.1', state: 'loaded', rule: 'runpath', needs: [{ soname: 'libbase.so.1', state: 'loaded' }] },
      { soname: 'libright.so.1', needs: [{ soname: 'liblost.so.1', state: 'missing', neededBy: `${directory.path}/deep/bin/../lib/libright.so.1` }] },
    ],
  });
});

test.skipIf(!hasGlibc)('RPATH counts for what the libraries need, RUNPATH for the object alone: as the loader has it (needs glibc)', () => {
  library('inherit/lib/libouter.so.1', { needed: ['libinner.so.1'] });
  library('inherit/lib/libinner.so.1');
  const old = program('inherit/bin/old', { needed: ['libouter.so.1'], rpath: '$ORIGIN/../lib' });
  const recent = program('inherit/bin/recent', { needed: ['libouter.so.1'], runpath: '$ORIGIN/../lib' });
  expect([old, recent].map((path) => [all(treeOf(path).roots).every(({ state }) => state === 'loaded'), starts(path)])).toEqual([
    [true, true],
    [false, false],
  ]);
});

test.skipIf(!hasGlibc)('LD_LIBRARY_PATH comes before RUNPATH and after RPATH (needs glibc)', () => {
  library('order/own/libpick.so.1');
  library('order/env/libpick.so.1');
  const env = { LD_LIBRARY_PATH: at('order/env') };
  const pick = (path: string) => treeOf(path, env).roots.find(({ soname }) => soname === 'libpick.so.1')?.path;
  expect(pick(program('order/runpath', { needed: ['libpick.so.1'], runpath: '$ORIGIN/own' }))).toBe(at('order/env/libpick.so.1'));
  expect(pick(program('order/rpath', { needed: ['libpick.so.1'], rpath: '$ORIGIN/own' }))).toBe(at('order/own/libpick.so.1'));
});

test.skipIf(!hasGlibc)('$ORIGIN is the real directory of a program that was started by a link (needs glibc)', () => {
  library('origin/lib/libnear.so.1');
  program('origin/bin/tool', { needed: ['libnear.so.1'], runpath: '$ORIGIN/../lib' });
  directory.folder('elsewhere/bin');
  symlinkSync(at('origin/bin/tool'), at('elsewhere/bin/tool'));
  const path = at('elsewhere/bin/tool');
  expect([treeOf(path).roots[0]?.state, starts(path)]).toEqual(['loaded', true]);
});

const bad: readonly [string, Buffer, Partial<LibraryNode>, string][] = [
  ['an empty file ends the search', Buffer.alloc(0), { state: 'bad' }, 'bad'],
  ['text ends the search', Buffer.from('INPUT(libother.so)\n'.repeat(60)), { state: 'bad' }, 'bad'],
  [
    'a 32-bit library is passed over',
    writeElf({ machine: machine === 'AArch64' ? 'ARM' : 'i386', soname: 'libbad.so.1' }),
    { state: 'missing' },
    'wrong-class',
  ],
  [
    'one for another machine is passed over',
    writeElf({ machine: machine === 'AArch64' ? 'x86-64' : 'AArch64', soname: 'libbad.so.1' }),
    { state: 'missing' },
    'wrong-machine',
  ],
];
test.skipIf(!hasGlibc).each(bad)('%s (needs glibc)', (name, content, node, outcome) => {
  const folder = name.replaceAll(' ', '-');
  directory.file(`${folder}/lib/libbad.so.1`, content);
  const path = program(`${folder}/tool`, { needed: ['libbad.so.1'], runpath: '$ORIGIN/lib' });
  const [root] = treeOf(path).roots;
  expect(root).toMatchObject({ ...node, tries: expect.arrayContaining([expect.objectContaining({ rule: 'runpath', outcome })]) });
  expect(root?.tries.length === 1).toBe(node.state === 'bad');
  expect(starts(path)).toBe(false);
});

test.skipIf(!hasGlibc)('after one that is passed over the next that fits is taken (needs glibc)', () => {
  directory.file('next/a/libok.so.1', writeElf({ machine: 'i386', soname: 'libok.so.1' }));
  library('next/b/libok.so.1');
  const path = program('next/tool', { needed: ['libok.so.1'], runpath: '$ORIGIN/a:$ORIGIN/b' });
  expect(treeOf(path).roots[0]).toMatchObject({
    state: 'loaded',
    path: at('next/b/libok.so.1'),
    tries: [{ outcome: 'wrong-class' }, { outcome: 'used' }],
  });
  expect(starts(path)).toBe(true);
});

test.skipIf(!hasGlibc)('a truncated library is found and is bad (needs glibc)', () => {
  const bytes = writeElf({ machine, soname: 'libcut.so.1' });
  directory.file('cut/libcut.so.1', bytes.subarray(0, bytes.length - 64));
  expect(treeOf(program('cut/tool', { needed: ['libcut.so.1'], runpath: '$ORIGIN' })).roots[0]).toMatchObject({
    state: 'bad',
    path: at('cut/libcut.so.1'),
  });
});

test.skipIf(!hasGlibc)('a library that the user may not read is unreadable (needs glibc)', () => {
  library('secret/libsecret.so.1');
  chmodSync(at('secret/libsecret.so.1'), 0o600);
  const path = program('secret/tool', { needed: ['libsecret.so.1'], runpath: '$ORIGIN' });
  chmodSync(directory.path, 0o755);
  const answer = localAnswers({ uid: 65533, gids: [65533], askPackageManager: false }).libraryTree(path, {});
  expect(answer).toMatchObject({ value: { roots: [{ state: 'unreadable', path: at('secret/libsecret.so.1') }] } });
});

test.skipIf(!hasGlibc)('LD_PRELOAD comes first, and only root of the tree that nobody needs (needs glibc)', () => {
  library('pre/libhook.so');
  const path = program('pre/tool', { needed: ['libc.so.6'] });
  const { roots } = treeOf(path, { LD_PRELOAD: `${at('pre/libhook.so')} ${at('pre/libnone.so')}` });
  expect(roots.slice(0, 3)).toMatchObject([
    { soname: at('pre/libhook.so'), rule: 'preload', state: 'loaded', neededBy: null },
    { soname: at('pre/libnone.so'), rule: 'preload', state: 'missing', neededBy: null },
    { soname: 'libc.so.6', state: 'loaded', neededBy: path },
  ]);
});

test.skipIf(!hasGlibc || !isRoot)('for a program that changes its user the environment is not looked at (needs root)', () => {
  library('setuid/lib/libown.so.1');
  const path = program('setuid/tool', { needed: ['libown.so.1'] });
  copyFileSync(path, at('setuid/raised'));
  execFileSync('chown', ['65534', at('setuid/raised')]);
  chmodSync(at('setuid/raised'), 0o4755);
  const env = { LD_LIBRARY_PATH: at('setuid/lib') };
  expect([treeOf(path, env).roots[0]?.state, treeOf(at('setuid/raised'), env).roots[0]?.state]).toEqual(['loaded', 'missing']);
});

test('a static program has no libraries, and a missing interpreter is said', () => {
  expect(treeOf(directory.file('static', writeElf({ machine, program: { prints: '', exits: 0 } }), 0o755))).toMatchObject({
    libc: 'static',
    roots: [],
    interpreter: null,
  });
  expect(treeOf(program('lost', { interpreter: '/no/ld-linux-x86-64.so.2', needed: ['libc.so.6'] }))).toMatchObject({
    libc: 'glibc',
    interpreter: { path: '/no/ld-linux-x86-64.so.2', state: 'missing' },
  });
});

test('what is no ELF file has no tree', () => {
  expect(answersNow().libraryTree(directory.file('script', '#!/bin/sh\n', 0o755), {})).toMatchObject({ kind: 'unknown' });
  expect(answersNow().libraryTree(at('not-there'), {})).toMatchObject({ kind: 'unknown' });
});
