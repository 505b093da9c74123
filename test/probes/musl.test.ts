// musl's search, in a root directory made for it: no musl is needed on the host.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type ElfRecipe, writeElf } from '../../demo/elf-writer.ts';
import type { LibraryNode } from '../../src/model/answers.ts';
import { localAnswers } from '../../src/probes/host-answers.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const directory = temporaryDirectory();
const interpreter = '/lib/ld-musl-x86_64.so.1';
const elf = (recipe: Partial<ElfRecipe>) => writeElf({ machine: 'x86-64', ...recipe });
/** A root with a loader and a program at /usr/bin/app. */
function root(name: string, needed: readonly string[], recipe: Partial<ElfRecipe> = {}) {
  const file = (path: string, content: string | Buffer) => directory.file(join(name, path), content, 0o755);
  file(interpreter, elf({ soname: 'ld-musl-x86_64.so.1' }));
  file('/usr/bin/app', elf({ interpreter, needed, program: { prints: '', exits: 0 }, ...recipe }));
  const tree = (env: Record<string, string> = {}) => localAnswers({ root: join(directory.path, name) }).libraryTree('/usr/bin/app', env);
  return { file, tree };
}

test('its libc is the loader itself, and the default directories are its own', () => {
  const { tree, file } = root('plain', ['libc.musl-x86_64.so.1', 'libz.so.1']);
  file('/usr/lib/libz.so.1', elf({ soname: 'libz.so.1', needed: ['libc.musl-x86_64.so.1'] }));
  expect(tree()).toMatchObject({
    value: {
      libc: 'musl',
      interpreter: { path: interpreter, state: 'present' },
      roots: [
        { soname: 'libc.musl-x86_64.so.1', state: 'loaded', path: interpreter },
        {
          soname: 'libz.so.1',
          state: 'loaded',
          rule: 'default',
          tries: [
            { path: '/lib/libz.so.1', outcome: 'missing' },
            { path: '/usr/local/lib/libz.so.1', outcome: 'missing' },
            { path: '/usr/lib/libz.so.1', outcome: 'used' },
          ],
        },
      ],
    },
  });
});

test('/etc/ld-musl-ARCH.path replaces the default directories', () => {
  const { tree, file } = root('path-file', ['libown.so.1']);
  file('/etc/ld-musl-x86_64.path', '/opt/a:/opt/b\n/opt/c\n');
  expect(tree()).toMatchObject({
    value: { roots: [{ state: 'missing', tries: ['a', 'b', 'c'].map((name) => ({ path: `/opt/${name}/libown.so.1` })) }] },
  });
});

test('LD_LIBRARY_PATH comes before the run path, and a run path counts for what the libraries need', () => {
  const { tree, file } = root('order', ['libone.so.1'], { runpath: '$ORIGIN/../private' });
  file('/usr/private/libone.so.1', elf({ soname: 'libone.so.1', needed: ['libtwo.so.1'] }));
  file('/usr/private/libtwo.so.1', elf({ soname: 'libtwo.so.1' }));
  expect(tree({ LD_LIBRARY_PATH: '/env' })).toMatchObject({
    value: {
      roots: [
        {
          tries: [
            { path: '/env/libone.so.1', rule: 'ld-library-path' },
            { path: '/usr/bin/../private/libone.so.1', rule: 'runpath', outcome: 'used' },
          ],
          needs: [{ soname: 'libtwo.so.1', state: 'loaded', rule: 'runpath' }],
        },
      ],
    },
  });
});

test('a library of another class ends the search', () => {
  const { tree, file } = root('class', ['libold.so.1']);
  file('/lib/libold.so.1', elf({ machine: 'i386', soname: 'libold.so.1' }));
  file('/usr/lib/libold.so.1', elf({ soname: 'libold.so.1' }));
  expect(tree()).toMatchObject({ value: { roots: [{ state: 'bad', path: '/lib/libold.so.1', tries: [{ outcome: 'wrong-class' }] }] } });
});

test.skipIf(!existsSync(interpreter))('agrees with a real musl about what starts (needs musl)', () => {
  const file = (path: string, recipe: Partial<ElfRecipe>) => directory.file(join('real', path), elf(recipe), 0o755);
  file('lib/libouter.so.1', { soname: 'libouter.so.1', needed: ['libinner.so.1'] });
  file('lib/libinner.so.1', { soname: 'libinner.so.1' });
  file('old/libouter.so.1', { machine: 'i386', soname: 'libouter.so.1' });
  const started = { interpreter, program: { prints: 'started\n', exits: 0 } };
  const programs = [
    file('by-runpath', { ...started, needed: ['libouter.so.1', 'libc.so'], runpath: '$ORIGIN/lib' }),
    file('by-rpath', { ...started, needed: ['libouter.so.1'], rpath: '$ORIGIN/lib' }),
    file('lost', { ...started, needed: ['libnone.so.1'] }),
    file('other-token', { ...started, needed: ['libouter.so.1'], runpath: '$LIB:$ORIGIN/lib' }),
  ];
  const answers = localAnswers({ askPackageManager: false });
  const all = (nodes: readonly LibraryNode[]): readonly LibraryNode[] => nodes.flatMap((node) => [node, ...all(node.needs)]);
  const ours = programs.map((path) => {
    const tree = answers.libraryTree(path, {});
    return tree.kind === 'known' && all(tree.value.roots).every(({ state }) => state === 'loaded');
  });
  const theirs = programs.map((path) => spawnSync(path, [], { encoding: 'utf8', env: {} }).stdout === 'started\n');
  expect(ours).toEqual(theirs);
  expect(theirs).toEqual([true, true, false, false]);
});
