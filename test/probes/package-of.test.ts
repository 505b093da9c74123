// Which package has a library or a command: the host's manager is asked, a table helps out.
import { expect, test } from 'vitest';
import { debianNames, managerOf } from '../../src/probes/package-managers.ts';
import { type Ask, askHost, packageFinder } from '../../src/probes/package-of.ts';

const DEBIAN = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n';
const FEDORA = 'NAME="Fedora Linux"\nID=fedora\nVERSION_ID=41\n';
const ALPINE = 'ID=alpine\n';
const ARCH = 'ID=endeavouros\nID_LIKE="arch"\n';

/** A host whose package manager answers what stands here; programs that are not listed are not installed. */
const saying =
  (answers: Readonly<Record<string, string>>): Ask =>
  ([program = '']) =>
    answers[program] ?? null;
const table = { library: (soname: string) => (soname === 'libz.so.1' ? 'from-table' : null), command: () => null };
const finder = (osRelease: string, ask: Ask | null, isThere = false, hasLists = false) =>
  packageFinder({ osRelease, table, ask, exists: () => isThere, hasLists: () => hasLists });

test.each([
  [DEBIAN, 'apt'],
  ['ID=linuxmint\nID_LIKE="ubuntu debian"\n', 'apt'],
  [FEDORA, 'dnf'],
  ['ID="rocky"\nID_LIKE="rhel centos fedora"\n', 'dnf'],
  [ALPINE, 'apk'],
  [ARCH, 'pacman'],
  ['ID="opensuse-tumbleweed"\nID_LIKE="opensuse suse"\n', 'zypper'],
  ['ID=nixos\n', null],
])('%j has %s', (osRelease, manager) => {
  expect(managerOf(osRelease)).toBe(manager);
});

test('dpkg names the package that lost a file: it is to be installed again', () => {
  const ask = saying({ dpkg: 'lib32gcc-s1: /usr/lib32/libgcc_s.so.1\nlibgcc-s1:amd64: /lib/x86_64-linux-gnu/libgcc_s.so.1\n' });
  expect(finder(DEBIAN, ask).library('libgcc_s.so.1')).toEqual({
    name: 'libgcc-s1',
    manager: 'apt',
    install: ['apt-get', 'install', '--reinstall', 'libgcc-s1'],
    source: 'host',
  });
  expect(finder(DEBIAN, ask, true).library('libgcc_s.so.1')?.install).toEqual(['apt-get', 'install', 'libgcc-s1']);
});

test('a library of that name in a private directory is not the one', () => {
  const ask = saying({ dpkg: 'firefox-esr: /usr/lib/firefox-esr/libprivate.so\n' });
  expect(finder(DEBIAN, ask).library('libprivate.so')).toBeNull();
});

test('what dpkg does not know apt-file finds, and then apt-cache by the rule for names', () => {
  const file = saying({
    dpkg: '',
    'apt-file': 'libfoo-dev: /usr/lib/x86_64-linux-gnu/foo/libfoo.so.1\nlibfoo1: /usr/lib/x86_64-linux-gnu/libfoo.so.1\n',
  });
  expect(finder(DEBIAN, file).library('libfoo.so.1')).toMatchObject({ name: 'libfoo1', source: 'host', install: ['apt-get', 'install', 'libfoo1'] });
  const cache = saying({ dpkg: '', 'apt-cache': 'libfoo1t64\nlibfoo-dev\n' });
  expect(finder(DEBIAN, cache, false, true).library('libfoo.so.1')).toMatchObject({ name: 'libfoo1t64', source: 'host' });
  expect(finder(DEBIAN, cache, false, false).library('libfoo.so.1')).toBeNull();
});

test('the table answers before anything slow is asked, and alone where nothing may be asked', () => {
  const asked: string[] = [];
  const ask: Ask = ([program = '']) => {
    asked.push(program);
    return '';
  };
  expect(finder(DEBIAN, ask).library('libz.so.1')).toMatchObject({ name: 'from-table', source: 'table' });
  expect(asked).toEqual(['dpkg']);
  expect(finder(DEBIAN, null).library('libz.so.1')).toMatchObject({ name: 'from-table', source: 'table' });
});

test('what the table knows of another release is not offered', () => {
  const offering = (names: string) => finder(DEBIAN, saying({ dpkg: '', 'apt-cache': names }), false, true).library('libz.so.1');
  expect(offering('from-table\nfrom-table-dev\n')).toMatchObject({ name: 'from-table' });
  expect(offering('from-table-dev\n')).toBeNull();
});

test('command-not-found names the package of a command', () => {
  const ask = saying({ dpkg: '', '/usr/lib/command-not-found': "Command 'jq' not found, but can be installed with:\n\nsudo apt install jq\n" });
  expect(finder(DEBIAN, ask).command('jq')).toMatchObject({ name: 'jq', install: ['apt-get', 'install', 'jq'] });
});

test('dnf, apk and zypper install by what a package provides when nobody knows its name', () => {
  expect(finder(FEDORA, null).library('libfoo.so.1')).toMatchObject({ install: ['dnf', 'install', 'libfoo.so.1()(64bit)'] });
  expect(finder(ALPINE, null).library('libfoo.so.1')).toMatchObject({ install: ['apk', 'add', 'so:libfoo.so.1'] });
  expect(finder(ARCH, null).library('libfoo.so.1')).toBeNull();
});

test('each manager’s answer is read', () => {
  expect(
    finder(FEDORA, saying({ rpm: 'no package provides libfoo.so.1()(64bit)\n', dnf: 'foo-libs\nfoo-libs\n' })).library('libfoo.so.1')?.name,
  ).toBe('foo-libs');
  expect(finder(FEDORA, saying({ rpm: 'foo-libs\n' })).library('libfoo.so.1')).toMatchObject({ install: ['dnf', 'reinstall', 'foo-libs'] });
  expect(finder(ALPINE, saying({ apk: 'foo-libs\n' })).library('libfoo.so.1')?.name).toBe('foo-libs');
  expect(finder(ARCH, saying({ pacman: 'extra/foo\n' })).library('libfoo.so.1')?.name).toBe('foo');
});

test('a 32-bit program gets the package for its own kind', () => {
  expect(finder(DEBIAN, saying({ dpkg: 'libgcc-s1:amd64: /lib/x86_64-linux-gnu/libgcc_s.so.1\n' })).library('libgcc_s.so.1', true)).toMatchObject({
    name: 'libgcc-s1:i386',
    install: ['apt-get', 'install', 'libgcc-s1:i386'],
  });
  expect(finder(FEDORA, null).library('libfoo.so.1', true)?.name).toBe('libfoo.so.1');
});

test.each(['--help', '', 'a b', '*', 'x/../y', '$(id)'])('%j is no name to ask about', (name) => {
  const ask: Ask = () => {
    throw new Error('asked');
  };
  expect([finder(DEBIAN, ask).library(name), finder(DEBIAN, ask).command(name)]).toEqual([null, null]);
});

test.each([
  ['libfoo.so.1', ['libfoo1', 'libfoo1t64']],
  ['libssl.so.1.1', ['libssl1.1', 'libssl1.1t64']],
  ['libpng16.so.16', ['libpng16-16', 'libpng16-16t64']],
  ['libgcc_s.so.1', ['libgcc-s1', 'libgcc-s1t64']],
  ['libdb-5.3.so', ['libdb5.3', 'libdb5.3t64']],
  ['plugin.so', []],
])('%s is in %j by Debian’s rule', (soname, names) => {
  expect(debianNames(soname)).toEqual(names);
});

test('a program that takes too long, or is not there, has no answer', () => {
  expect(askHost(['sleep', '5'], 50)).toBeNull();
  expect(askHost(['no-such-package-manager'], 1000)).toBeNull();
  expect(askHost(['echo', 'word'], 5000)).toBe('word\n\n');
});
