// Libraries are found wherever they are put, but for places that hold none.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { localAnswers } from '../../src/probes/host-answers.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const directory = temporaryDirectory();
for (const path of [
  'usr/lib/x86_64-linux-gnu',
  'usr/local/cuda/lib64',
  'opt/vendor/tool/lib',
  'usr/share/doc',
  'usr/lib/lib.so.d',
  'home/dev/.local/lib',
])
  directory.file(join(path, 'libthing.so.2'), '');
directory.folder('usr/lib/other/libthing.so.2');
const find = (soname: string) => localAnswers({ root: directory.path, homes: ['/home/dev'] }).libraryElsewhere(soname);

test('finds every file of the name, and no directory of it', () => {
  const found = find('libthing.so.2');
  expect(found.kind === 'known' && [...found.value].sort()).toEqual([
    '/home/dev/.local/lib/libthing.so.2',
    '/opt/vendor/tool/lib/libthing.so.2',
    '/usr/lib/lib.so.d/libthing.so.2',
    '/usr/lib/x86_64-linux-gnu/libthing.so.2',
    '/usr/local/cuda/lib64/libthing.so.2',
  ]);
});

test('says nowhere for a name that is none', () => {
  expect(find('libnone.so.1')).toEqual({ kind: 'known', value: [] });
  expect(find('')).toEqual({ kind: 'known', value: [] });
  expect(find('/opt/vendor/tool/lib/libthing.so.2')).toEqual({ kind: 'known', value: [] });
});
