// Files that could not be started, where the way to them decides: links, closed directories, another root.
import { expect, test } from 'vitest';
import { diagnoseLines } from './fixtures.ts';

const first = (lines: readonly string[]) => diagnoseLines(lines).report.findings[0];
const started = '5 execve("/opt/super", ["super"], 0x7ffc /* 9 vars */) = 0';
const end = (status: number): readonly string[] => [`5 exit_group(${status}) = ?`, `5 +++ exited with ${status} +++`];

test('a link in the middle of the path, behind which nothing was ever found', () => {
  const lines = [
    started,
    '5 readlink("/srv/current", "releases/42", 128) = 11',
    '5 execve("/srv/current/bin/web", ["/srv/current/bin/web"], 0xc000 /* 9 vars */) = -1 ENOENT (No such file or directory)',
    ...end(1),
  ];
  expect(first(lines)).toMatchObject({ code: 'exec/dangling-symlink', subject: '/srv/releases/42' });
});

test('a link in the middle of the path that leads somewhere: the file itself is missing', () => {
  const lines = [
    started,
    '5 readlink("/srv/current", "releases/42", 128) = 11',
    '5 newfstatat(AT_FDCWD, "/srv/releases/42/VERSION", {st_mode=S_IFREG|0644, st_size=3, ...}, 0) = 0',
    '5 execve("/srv/current/bin/web", ["/srv/current/bin/web"], 0xc000 /* 9 vars */) = -1 ENOENT (No such file or directory)',
    ...end(1),
  ];
  expect(first(lines)).toMatchObject({ code: 'file/not-found', subject: '/srv/current/bin/web' });
});

test('behind a chroot, what -y shows of a directory and what a process names are the same file', () => {
  const lines = [
    '5 execve("/usr/sbin/chroot", ["chroot", "/jail", "/bin/start"], 0x7ffc /* 9 vars */) = 0',
    '5 chroot("/jail") = 0',
    '5 execve("/bin/start", ["start"], 0x7ffc /* 9 vars */) = 0',
    '5 newfstatat(AT_FDCWD</jail>, "/opt/legacy/calc", {st_mode=S_IFREG|0755, st_size=14952, ...}, 0) = 0',
    '5 chdir("/opt/legacy") = 0',
    '5 openat(AT_FDCWD</jail/opt/legacy>, "/tmp/out", O_WRONLY|O_CREAT|O_TRUNC, 0666) = 3</jail/tmp/out>',
    '5 execve("./calc", ["./calc"], 0x7ffc /* 9 vars */) = -1 ENOENT (No such file or directory)',
    '5 write(2</dev/pts/0>, "./calc: not found\\n", 18) = 18',
    ...end(127),
  ];
  expect(first(lines)).toMatchObject({ code: 'exec/missing-elf-interpreter', subject: '/opt/legacy/calc' });
});

const script = (mode: string): readonly string[] => [
  '5 execve("/usr/bin/setpriv", ["setpriv"], 0x7ffc /* 9 vars */) = 0',
  '5 setresuid(65534, 65534, 65534) = 0',
  '5 execve("/bin/bash", ["bash", "loop"], 0x7ffc /* 9 vars */) = 0',
  `5 newfstatat(AT_FDCWD, "/srv/closed", {st_mode=S_IFDIR|${mode}, st_size=4096, ...}, 0) = 0`,
  '5 newfstatat(AT_FDCWD, "/srv/job", {st_mode=S_IFREG|0755, st_size=75, ...}, 0) = 0',
  '5 execve("/srv/job", ["/srv/job"], 0x7ffc /* 9 vars */) = -1 EACCES (Permission denied)',
  '5 openat(AT_FDCWD, "/srv/job", O_RDONLY) = 3',
  '5 read(3, "#!/srv/closed/.pyen"..., 128) = 75',
  '5 close(3) = 0',
  ...end(126),
];

test("a script whose interpreter lies in somebody else's closed directory, though its first line is cut", () => {
  expect(first(script('0700'))).toMatchObject({ code: 'exec/directory-not-searchable', subject: '/srv/closed' });
});

test('the same with an open directory: the file system forbids it', () => {
  expect(first(script('0755'))).toMatchObject({ code: 'exec/noexec-mount' });
});

const making = (printed: string): readonly string[] => [
  '6 execve("/usr/bin/make", ["make"], 0x7ffc /* 9 vars */) = 0',
  `6 write(1, "${printed}\\n", ${printed.length + 1}) = ${printed.length + 1}`,
  '6 newfstatat(AT_FDCWD, "tools/lex", 0x7ffe, 0) = -1 ELOOP (Too many levels of symbolic links)',
  '6 write(2, "make: tools/lex: Too many levels of symbolic links\\n", 51) = 51',
  '6 exit_group(2) = ?',
  '6 +++ exited with 2 +++',
];

test('make looks at the program of the command that it printed: its links lead in a circle', () => {
  expect(first(making('tools/lex -o scan.c scan.l'))).toMatchObject({ code: 'exec/symlink-loop', subject: 'tools/lex' });
});

test('a loop at a file that is no command is no failed start, but a file that cannot be reached', () => {
  expect(first(making('checking tools/lex'))).toMatchObject({ code: 'exec/symlink-loop', title: expect.stringContaining('cannot be looked at') });
});

const notThere = 'execve("/usr/local/bin/web", ["web"], 0x7ffc /* 9 vars */) = -1 ENOENT (No such file or directory)';

test('strace has seen the file that its own first execve is given: the interpreter is what is missing', () => {
  expect(first([`5 ${notThere}`, ...end(1)])).toMatchObject({ code: 'exec/missing-elf-interpreter', subject: '/usr/local/bin/web' });
});

test('a program that tries the one directory of its PATH has seen nothing', () => {
  expect(first([started, `5 ${notThere}`, ...end(1)])).toMatchObject({ code: 'exec/not-on-path', subject: 'web' });
});
