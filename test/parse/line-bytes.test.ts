// Single facts of a line, from its bytes.
import { expect, test } from 'vitest';
import {
  CREATES,
  countResult,
  descriptorBehind,
  firstDescriptor,
  gaveDescriptorOf,
  hasWord,
  OPENS_TO_READ_AND_WRITE,
  OPENS_TO_WRITE,
  openedDescriptor,
  openFlags,
} from '../../src/parse/line-bytes.ts';

const bytes = (text: string) => Buffer.from(text);

test.each([
  ['7 read(3</x>, "= 9", 4096) = 512 <0.000012>', 512],
  ['7 <... write resumed>) = 6', 6],
  ['read(3, "", 1)   = 0\r', 0],
  ['7 read(3, 0x1, 1) = -1 EAGAIN (Resource temporarily unavailable) <0.000010>', Number.NaN],
  ['7 read(3, ', Number.NaN],
  ['7 mmap(NULL, 1) = 0x7f00', Number.NaN],
])('the count in %s', (line, count) => expect(countResult(bytes(line))).toBe(count));

test.each([
  ['7 close(3</etc/passwd>) = 0', 3],
  ['7 1700000000.1 fcntl(12, F_GETFD) = 0', 12],
  ['7 openat(AT_FDCWD, "3", O_RDONLY) = 4', -1],
  ['7 stat("/3", {}) = 0', -1],
  ['7 <... close resumed>) = 0', -1],
])('the descriptor in %s', (line, fd) => expect(firstDescriptor(bytes(line))).toBe(fd));

test.each([
  ['7 openat(AT_FDCWD, "/a) = 9", O_RDONLY) = 3</a> <0.000010>', 3],
  ['7 open("/a", O_RDONLY) = 4', 4],
  ['7 <... openat resumed>) = 5</b>', 5],
  ['7 open("/a", O_RDONLY) = -1 ENOENT (No such file or directory)', Number.NaN],
])('the descriptor that %s gave', (line, fd) => expect(openedDescriptor(bytes(line))).toBe(fd));

test('the descriptor of a mapping, and what an open asks for', () => {
  expect(descriptorBehind(bytes('7 mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, 3</lib/x,y.so>, 0) = 0x7f'), 4)).toBe(3);
  expect(descriptorBehind(bytes('7 mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f'), 4)).toBe(-1);
  expect(openFlags(bytes('openat(AT_FDCWD, "O_RDWR", O_WRONLY|O_CREAT|O_TRUNC, 0644) = 3'))).toBe(OPENS_TO_WRITE | CREATES);
  expect(openFlags(bytes('open("/a", O_RDWR) = 3'))).toBe(OPENS_TO_READ_AND_WRITE);
  expect(openFlags(bytes('open("/a", O_RDONLY|O_DIRECTORY) = 3'))).toBe(0);
  expect(hasWord(bytes('open("/CLOEXEC", O_RDONLY) = 3'), bytes('CLOEXEC'))).toBe(false);
  expect(hasWord(bytes('open("/a", O_RDONLY|O_CLOEXEC) = 3'), bytes('CLOEXEC'))).toBe(true);
});

test.each([
  ['7 openat(AT_FDCWD</w>, "/etc/motd", O_RDONLY) = 3</etc/motd> <0.000010>', true],
  ['7 openat(AT_FDCWD</w>, "motd", O_RDONLY) = 3</etc/motd>', true],
  ['7 <... openat resumed>) = 3</etc/motd>', false],
  ['7 openat(AT_FDCWD</w>, "/etc/motd", O_RDONLY) = 3</etc/motd.new>', false],
  ['7 openat(AT_FDCWD</w>, "/etc/motd", O_RDONLY) = 3</etc/motd (deleted)>', false],
  ['7 openat(AT_FDCWD</w>, "/etc/motd", O_RDONLY) = 3', false],
  ['7 openat(AT_FDCWD</w>, "/etc/mo', false],
])('whether the descriptor surely leads to /etc/motd: %s', (line, leads) => expect(gaveDescriptorOf(bytes(line), '/etc/motd')).toBe(leads));
