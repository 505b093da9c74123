// Which argument of a call is its path.
import { expect, test } from 'vitest';
import { PATH_OF_FD } from '../../src/parse/line.ts';
import { scan } from './scan.ts';

test.each([
  ['open("/etc/passwd", O_RDONLY) = 3', '/etc/passwd'],
  ['openat(AT_FDCWD, "rel/ative", O_RDONLY) = 3', 'rel/ative'],
  ['openat(AT_FDCWD</src>, "/lib/x", O_RDONLY) = 3', '/lib/x'],
  ['openat(3</dir>, "x", O_RDONLY) = 3', 'x'],
  ['execve("/bin/sh", ["sh", "-c", "x"], 0x7ff /* 3 vars */) = 0', '/bin/sh'],
  ['symlink("what it says", "the link") = 0', 'the link'],
  ['rename("from", "to") = 0', 'from'],
  ['stat("with \\"quotes\\"", {st_mode=S_IFREG}) = 0', 'with \\"quotes\\"'],
  ['openat(dirfd=AT_FDCWD, pathname="/named", flags=O_RDONLY) = 3', '/named'],
  ['execve(pathname="/bin/true", argv=["true"], envp=0x7ff /* 3 vars */) = 0', '/bin/true'],
  ['symlink(target="a", linkpath="b") = 0', 'b'],
  ['close(fd=3</etc/passwd>) = 0', '/etc/passwd'],
  ['execve(0x8, NULL, NULL) = -1 EFAULT (Bad address)', null],
  ['write(1, "no path", 7) = 7', null],
  ['stat("cut', null],
])('%s', (line, path) => {
  expect(scan(line).path).toBe(path);
});

test('without a path argument, what the descriptor leads to stands in, and is marked', () => {
  const read = scan('read(3</etc/passwd>, "root", 4) = 4');
  expect(read.path).toBe('/etc/passwd');
  expect(read.flags & PATH_OF_FD).toBe(PATH_OF_FD);
  expect(scan('sendto(5<TCP:[10.0.0.1:1->10.0.0.2:443]>, "x", 1, 0, NULL, 0) = 1').path).toBe('TCP:[10.0.0.1:1->10.0.0.2:443]');
});
