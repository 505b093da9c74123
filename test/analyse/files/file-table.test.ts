// The table of files: what was done to each path, by whom, how it went, how many bytes.
import { expect, test } from 'vitest';
import { fileTable } from '../../../src/analyse/files/file-table.ts';
import { FILE_DID, FILE_OUTCOMES, type FilesAsk } from '../../../src/model/file-table.ts';
import { namesOfRow, pathOf } from '../../../src/tui/views/files-words.ts';
import { inquiryOf } from '../fixtures.ts';
import { answerOf } from '../survey.ts';

const ASK: FilesAsk = { order: 'errors', failedOnly: false, subject: null, evidence: [] };

function tableOf(lines: readonly string[], ask: Partial<FilesAsk> = {}) {
  const inquiry = inquiryOf(lines);
  const table = answerOf(fileTable(inquiry, { ...ASK, ...ask }, { name: '', events: null, length: inquiry.trace.eventCount }));
  const text = (row: number): string => pathOf(table, row, inquiry.trace);
  return [...table.order].map((row) => ({
    path: text(row),
    did: Object.keys(FILE_DID).filter((name) => (table.did[row]! & FILE_DID[name as keyof typeof FILE_DID]) !== 0),
    outcome: FILE_OUTCOMES[table.outcome[row]!],
    calls: table.calls[row],
    failed: table.failed[row],
    bytes: table.movedBytes[row],
    others: table.otherProcesses[row],
    names: namesOfRow(table, row).map((id) => inquiry.trace.pathText(id)),
    instead: table.insteadRow[row]! < 0 ? null : text(table.insteadRow[row]!),
  }));
}
const pathsOf = (lines: readonly string[], ask: Partial<FilesAsk> = {}) => tableOf(lines, ask).map(({ path }) => path);

test('reads and writes through descriptors count for the path that was opened, annotated or not', () => {
  const annotated = [
    '7 openat(AT_FDCWD</w>, "/etc/motd", O_RDONLY|O_CLOEXEC) = 3</etc/motd> <0.000010>',
    '7 read(3</etc/motd>, "hello\\n", 4096) = 6 <0.000020>',
    '7 read(3</etc/motd>, "", 4096) = 0 <0.000003>',
    '7 openat(AT_FDCWD</w>, "out", O_WRONLY|O_CREAT|O_TRUNC, 0644) = 4</w/out> <0.000010>',
    '7 write(4</w/out>, "hello\\n", 6 <unfinished ...>',
    '8 getpid() = 8',
    '7 <... write resumed>) = 6 <0.000100>',
  ];
  const plain = ['7 chdir("/w") = 0', ...annotated.map((line) => line.replaceAll(/(AT_FDCWD|\b\d)<\/[^>]*>/g, '$1'))];
  for (const lines of [annotated, plain]) {
    expect(tableOf(lines)).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ path: '/etc/motd', did: ['read'], outcome: 'ok', bytes: 6 }),
        expect.objectContaining({ path: '/w/out', did: ['written', 'created'], outcome: 'ok', bytes: 6 }),
      ]),
    );
  }
});

test('a path with links on the way and what it led to are one', () => {
  const [file, ...others] = tableOf([
    '7 openat(AT_FDCWD</w>, "/lib64/libc.so.6", O_RDONLY|O_CLOEXEC) = 3</usr/lib/libc.so.6>',
    '7 read(3</usr/lib/libc.so.6>, "\\177ELF"..., 832) = 832',
    '7 mmap(NULL, 2260560, PROT_READ, MAP_PRIVATE|MAP_DENYWRITE, 3</usr/lib/libc.so.6>, 0) = 0x7f0000000000',
  ]);
  expect(others).toEqual([]);
  expect(file).toMatchObject({
    path: '/lib64/libc.so.6',
    did: ['read', 'mapped'],
    bytes: 832,
    names: ['/lib64/libc.so.6', '/usr/lib/libc.so.6'],
  });
});

test('relative paths of two directories are two files', () => {
  const lines = [
    '7 chdir("/a") = 0',
    '7 stat("x", {st_mode=S_IFREG|0644, ...}) = 0',
    '7 chdir("/b") = 0',
    '7 stat("x", 0x7ffd) = -1 ENOENT (No such file or directory)',
  ];
  expect(tableOf(lines)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ path: '/a/x', failed: 0, names: ['x'] }),
      expect.objectContaining({ path: '/b/x', failed: 1, outcome: 'failed' }),
    ]),
  );
});

test('a rename is about both its names, pipes and sockets are no files', () => {
  const lines = [
    '7 rename("/w/a.tmp", "/w/a") = 0',
    '7 renameat(AT_FDCWD</w>, "b.tmp", AT_FDCWD</w>, "b") = 0',
    '7 read(5<pipe:[77]>, "x", 1) = 1',
    '7 write(6<TCP:[1.2.3.4:1->5.6.7.8:2]>, "x", 1) = 1',
  ];
  expect(pathsOf(lines)).toEqual(['/w/a.tmp', '/w/a', '/w/b.tmp', '/w/b']);
});

test('tells what made up for a failure from what did not', () => {
  const lines = [
    '7 openat(AT_FDCWD, "/opt/lib/libz.so.1", O_RDONLY|O_CLOEXEC) = -1 ENOENT (No such file or directory)',
    '7 openat(AT_FDCWD, "/usr/lib/libz.so.1", O_RDONLY|O_CLOEXEC) = 3',
    '7 openat(AT_FDCWD, "/run/lock", O_RDWR) = -1 ENOENT (No such file or directory)',
    '7 openat(AT_FDCWD, "/run/lock", O_RDWR|O_CREAT, 0600) = 4',
    '7 stat("/etc/app.conf", {st_mode=S_IFREG|0600, ...}) = 0',
    '7 openat(AT_FDCWD, "/etc/app.conf", O_RDONLY) = -1 EACCES (Permission denied)',
    '7 stat("/etc/app.conf", {st_mode=S_IFREG|0600, ...}) = 0',
    '7 access("/etc/ld.so.preload", R_OK) = -1 ENOENT (No such file or directory)',
  ];
  expect(tableOf(lines).map(({ path, outcome, instead }) => [path, outcome, instead])).toEqual([
    // That it can be asked for does not make up for an open that was denied.
    ['/etc/app.conf', 'failed', null],
    ['/opt/lib/libz.so.1', 'found-elsewhere', '/usr/lib/libz.so.1'],
    ['/run/lock', 'worked-later', '/run/lock'],
    ['/etc/ld.so.preload', 'everyday', null],
    ['/usr/lib/libz.so.1', 'ok', null],
  ]);
  expect(pathsOf(lines, { failedOnly: true })).toHaveLength(4);
});

test('marks what the finding is about, everywhere it was looked for', () => {
  const lines = ['/a/libgone.so', '/b/libgone.so', '/b/other'].map(
    (path) => `7 openat(AT_FDCWD, "${path}", O_RDONLY) = -1 ENOENT (No such file or directory)`,
  );
  const marked = tableOf(lines, { subject: 'libgone.so', evidence: [1] }).filter(({ outcome }) => outcome === 'finding');
  expect(marked.map(({ path }) => path)).toEqual(['/a/libgone.so', '/b/libgone.so']);
});

test.each([
  ['name', ['/a', '/b', '/c']],
  ['count', ['/c', '/b', '/a']],
  ['bytes', ['/b', '/a', '/c']],
  ['time', ['/a', '/b', '/c']],
] as const)('sorted by %s', (order, paths) => {
  const lines = [
    '7 openat(AT_FDCWD</>, "/b", O_RDONLY) = 3</b> <0.000001>',
    '7 read(3</b>, "x"..., 900) = 900 <0.000010>',
    '7 openat(AT_FDCWD</>, "/a", O_RDONLY) = 4</a> <0.500000>',
    '7 stat("/c", {}) = 0 <0.000001>',
    '8 stat("/c", {}) = 0 <0.000001>',
    '9 stat("/c", {}) = 0 <0.000001>',
  ];
  expect(pathsOf(lines, { order })).toEqual(paths);
});

test('without -y descriptors are followed through dup, fork, close and exec', () => {
  const lines = [
    '7 openat(AT_FDCWD, "/a", O_RDONLY) = 3',
    '7 openat(AT_FDCWD, "/b", O_RDONLY|O_CLOEXEC) = 4',
    '7 dup2(3, 9) = 9',
    '7 fcntl(4, F_DUPFD_CLOEXEC, 10) = 10',
    '7 close(3) = 0',
    '7 clone(child_stack=NULL, flags=SIGCHLD) = 8',
    '7 close(9) = 0',
    '8 read(9, "x", 1) = 1',
    '8 read(10, "xy", 2) = 2',
    '8 execve("/bin/true", ["true"], 0x7ffd) = 0',
    '8 read(10, "xyz", 3) = 3',
    '8 read(9, "xyzw", 4) = 4',
    '7 read(9, "xyzwv", 5) = 5',
    '7 read(3, "xyzwvu", 6) = 6',
  ];
  const bytes = Object.fromEntries(tableOf(lines).map(({ path, bytes }) => [path, bytes]));
  expect(bytes).toMatchObject({ '/a': 5, '/b': 2 });
});
