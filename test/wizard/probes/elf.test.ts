// The probe `elf`: files written on the spot, and programs of the host; none of them is run.
import { expect, test } from 'vitest';
import { writeElf } from '../../../demo/elf-writer.ts';
import { worldHost } from '../../../demo/world-host.ts';
import { localAnswers } from '../../../src/probes/host-answers.ts';
import { hostTools } from '../../../src/wizard/host-tools.ts';
import { elf } from '../../../src/wizard/probes/elf.ts';
import { gcc } from '../../probes/host-programs.ts';
import { temporaryDirectory } from '../../probes/temporary-directory.ts';

const directory = temporaryDirectory();
const host = worldHost(localAnswers({ askPackageManager: false }));
const machine = host.machine ?? 'x86-64';
const program = { prints: 'hello\n', exits: 0 };
const watch = { signal: new AbortController().signal, progress: () => {} };
const env = { PATH: process.env.PATH ?? '', HOME: directory.folder('home') };
const ask = (file: string, more: Readonly<Record<string, string>> = {}) =>
  elf.ask(hostTools.request([file], directory.path, { ...env, ...more }, watch));

test('a program of the host fits, found along PATH', async () => {
  const answer = await ask('ls');
  expect(answer).toMatchObject({ status: 'pass', facts: { kind: 'elf', missing: [], codes: [] } });
  expect(answer.evidence.join('\n')).toMatch(/ELF (?:32|64)-bit/);
});

test('a static program needs nothing', async () => {
  directory.file('static', writeElf({ machine, program }), 0o755);
  expect(await ask('./static')).toMatchObject({ status: 'pass', says: expect.stringContaining('needs no interpreter') });
});

test('a program for another machine, and the build beside it that fits', async () => {
  const file = directory.file('dist/other/tool', writeElf({ machine: host.foreignMachine }), 0o755);
  const native = directory.file('dist/native/tool-linux-amd64', writeElf({ machine, program }), 0o755);
  expect(await ask('dist/other/tool')).toMatchObject({
    status: 'fail',
    cause: { code: 'exec/wrong-architecture', subject: file, parameters: { fitting: native, replaced: file } },
  });
});

test('a build that does not fit either is not offered', async () => {
  directory.file('two/a/solo', writeElf({ machine: host.foreignMachine }), 0o755);
  directory.file('two/b/solo', writeElf({ machine: host.foreignMachine }), 0o755);
  expect((await ask('two/a/solo')).facts.fitting).toBe(null);
});

test('an interpreter that is missing, and that the host has by that name elsewhere', async () => {
  if (host.interpreter === null) return;
  const name = host.interpreter.slice(host.interpreter.lastIndexOf('/') + 1);
  const interpreter = `${directory.folder('sysroot/lib')}/${name}`;
  directory.file('moved', writeElf({ machine, interpreter, needed: [], program }), 0o755);
  expect(await ask('./moved')).toMatchObject({
    cause: { code: 'exec/missing-elf-interpreter', subject: interpreter, parameters: { loader: expect.stringContaining(name) } },
  });
});

test('a library that is nowhere, one of another class, one that is empty: each with the code of its own', async () => {
  const { interpreter } = host;
  if (interpreter === null) return;
  const needs = (soname: string) => writeElf({ machine, interpreter, needed: [soname], runpath: '$ORIGIN/lib', program });
  directory.file('n', needs('libnowhere-at-all.so.1'), 0o755);
  directory.file('c', needs('libother-class.so.1'), 0o755);
  directory.file('e', needs('libempty-file.so.1'), 0o755);
  const other = directory.file(
    'lib/libother-class.so.1',
    writeElf({ machine: machine === 'AArch64' ? 'ARM' : 'i386', soname: 'libother-class.so.1' }),
  );
  const empty = directory.file('lib/libempty-file.so.1', '');
  expect((await ask('./n')).cause).toMatchObject({ code: 'loader/missing-library', subject: 'libnowhere-at-all.so.1' });
  expect((await ask('./c')).cause).toMatchObject({ code: 'loader/wrong-class-library', subject: other });
  expect((await ask('./e')).cause).toMatchObject({ code: 'loader/bad-library', subject: empty });
});

test('LD_LIBRARY_PATH of the command counts', async () => {
  const { interpreter } = host;
  if (interpreter === null) return;
  directory.file('l', writeElf({ machine, interpreter, needed: ['libapart.so.3'], program }), 0o755);
  directory.file('apart/libapart.so.3', writeElf({ machine, soname: 'libapart.so.3' }));
  expect((await ask('./l')).status).toBe('fail');
  expect((await ask('./l', { LD_LIBRARY_PATH: `${directory.path}/apart` })).status).toBe('pass');
});

test.runIf(gcc !== null)('a version that the library found does not define', async () => {
  const { execFileSync } = await import('node:child_process');
  const cc = (...args: string[]) => execFileSync(gcc ?? '', args, { cwd: directory.path, stdio: 'pipe' });
  directory.folder('v');
  directory.file('v.c', 'int f(void) { return 1; }\n');
  directory.file('main.c', 'int f(void); int main(void) { return f(); }\n');
  directory.file('new.map', 'V_1.0 { };\nV_2.0 { global: f; } V_1.0;\n');
  directory.file('old.map', 'V_1.0 { global: f; };\n');
  cc('-shared', '-o', 'v/libv.so.1', '-Wl,-soname,libv.so.1', '-Wl,--version-script=new.map', 'v.c');
  cc('-o', 'wants-new', 'main.c', 'v/libv.so.1', '-Wl,-rpath,$ORIGIN/v');
  expect((await ask('./wants-new')).status).toBe('pass');
  cc('-shared', '-o', 'v/libv.so.1', '-Wl,-soname,libv.so.1', '-Wl,--version-script=old.map', 'v.c');
  expect((await ask('./wants-new')).cause).toMatchObject({ code: 'loader/version-not-found', subject: 'V_2.0' });
});

test('scripts, texts and what is not there', async () => {
  directory.file('s', '#!/bin/sh\n', 0o755);
  directory.file('lfs', 'version https://git-lfs.github.com/spec/v1\noid sha256:00\n', 0o755);
  expect(await ask('./s')).toMatchObject({ status: 'pass', facts: { kind: 'script' } });
  expect(await ask('./lfs')).toMatchObject({ status: 'fail', cause: { code: 'exec/bad-format' } });
  expect(await ask('./none')).toMatchObject({ status: 'unknown' });
  expect((await ask('./none')).cause).toBe(undefined);
});
