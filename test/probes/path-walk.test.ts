// A path is walked as the kernel walks it: what it leads to, or where it ended.
import { execFileSync } from 'node:child_process';
import { statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hostFiles } from '../../src/probes/host-files.ts';
import { walkPath } from '../../src/probes/path-walk.ts';
import type { Credentials } from '../../src/probes/permissions.ts';
import { isRoot } from './host-programs.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const root: Credentials = { uid: 0, gids: [0], overridesModes: true };
const nobody: Credentials = { uid: 65534, gids: [65534], overridesModes: false };
const directory = temporaryDirectory();
const at = (name: string) => join(directory.path, name);
const walk = (path: string, who = root) => walkPath(path, hostFiles(), who);

test('leads to a file with its mode and size', () => {
  directory.file('tool', 'four', 0o751);
  expect(walk(at('tool'))).toMatchObject({ links: [], end: { kind: 'file', path: at('tool'), mode: 0o751, sizeBytes: 4 } });
});

test('follows absolute and relative links, in directories too, and names each', () => {
  directory.file('real/bin/go', '');
  symlinkSync(at('real'), at('current'));
  symlinkSync('../current/./bin/go', join(directory.folder('links'), 'go'));
  expect(walk(at('links/go'))).toMatchObject({
    links: [
      { at: at('links/go'), target: '../current/./bin/go' },
      { at: at('current'), target: at('real') },
    ],
    end: { kind: 'file', path: at('real/bin/go') },
  });
});

test('.. is the parent of where a link leads, not of where it stands', () => {
  directory.file('far/below/file', '');
  directory.folder('far/below/deep');
  symlinkSync(at('far/below/deep'), at('near'));
  expect(walk(`${directory.path}/near/../file`)).toMatchObject({ end: { kind: 'file', path: at('far/below/file') } });
  expect(walk('/../../usr')).toMatchObject({ end: { kind: 'directory', path: '/usr' } });
});

test('a missing name is where it ends, of a link its target', () => {
  symlinkSync(at('gone/go'), at('dangling'));
  expect(walk(at('nowhere/file'))).toMatchObject({ end: { kind: 'ENOENT', at: at('nowhere') } });
  expect(walk(at('dangling'))).toMatchObject({ links: [{ at: at('dangling') }], end: { kind: 'ENOENT', at: at('gone') } });
});

test('a file in the place of a directory is named, also before a slash at the end', () => {
  directory.file('plain', '');
  expect(walk(at('plain/below'))).toMatchObject({ end: { kind: 'ENOTDIR', at: at('plain') } });
  expect(walk(`${at('plain')}/`)).toMatchObject({ end: { kind: 'ENOTDIR', at: at('plain') } });
  expect(walk(`${directory.path}/`)).toMatchObject({ end: { kind: 'directory', path: directory.path } });
});

test('40 links are followed, 41 are too many, as the kernel has it', () => {
  directory.file('link0', '');
  for (let index = 1; index <= 41; index += 1) symlinkSync(`link${index - 1}`, at(`link${index}`));
  expect(statSync(at('link40')).isFile()).toBe(true);
  expect(walk(at('link40'))).toMatchObject({ end: { kind: 'file', path: at('link0') } });
  expect(() => statSync(at('link41'))).toThrow('ELOOP');
  expect(walk(at('link41')).end.kind).toBe('ELOOP');
});

test('links in a circle end in ELOOP', () => {
  symlinkSync('b', at('a'));
  symlinkSync('a', at('b'));
  expect(walk(at('a')).end).toEqual({ kind: 'ELOOP', at: expect.stringMatching(/\/[ab]$/) });
});

test('a directory without search permission stops a user, not root', () => {
  directory.file('closed/inside', '', 0o644);
  execFileSync('chmod', ['0700', at('closed')]);
  execFileSync('chmod', ['0755', directory.path]);
  const stranger = { ...nobody, uid: 65533 };
  expect(walk(at('closed/inside'), stranger)).toMatchObject({ end: { kind: 'EACCES', at: at('closed') } });
  expect(walk(at('closed/inside'), root)).toMatchObject({ end: { kind: 'file' } });
});

test.skipIf(!isRoot)('agrees with the kernel about a user who may not search (needs root)', () => {
  const asNobody = (path: string) => {
    try {
      execFileSync('stat', ['-L', path], { uid: 65534, gid: 65534, stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  };
  for (const mode of ['0755', '0711', '0744', '0701', '0750', '0600']) {
    directory.file('guarded/file', '');
    execFileSync('chmod', [mode, at('guarded')]);
    expect([mode, walk(at('guarded/file'), nobody).end.kind === 'file']).toEqual([mode, asNobody(at('guarded/file'))]);
  }
});

test('names that are too long are said to be', () => {
  expect(walk(`/${'x'.repeat(256)}`)).toMatchObject({ end: { kind: 'ENAMETOOLONG', at: `/${'x'.repeat(256)}` } });
  expect(walk('/x'.repeat(2100))).toMatchObject({ end: { kind: 'ENAMETOOLONG' } });
  expect(walk('')).toMatchObject({ end: { kind: 'ENOENT' } });
});

test('names that are not UTF-8 are found by their bytes', () => {
  execFileSync('sh', ['-c', `printf x > "$(printf '${directory.path}/odd\\377')"`]);
  expect(walk(`${directory.path}/odd\udcff`)).toMatchObject({ end: { kind: 'file', sizeBytes: 1 } });
});
