// Libraries that dlopen is given under any name, and by programs of another class than the host's.
import { expect, test } from 'vitest';
import { diagnose } from '../../../src/analyse/diagnose.ts';
import { offlineAnswers } from '../../../src/probes/host-answers.ts';
import { traceFromText } from '../../../src/session/load-trace.ts';
import { UNKNOWN } from '../fixtures.ts';

const elf = (bits: 32 | 64, machine: string): string =>
  `\\177ELF\\${bits === 64 ? 2 : 1}\\1\\1\\0\\0\\0\\0\\0\\0\\0\\0\\0\\3\\0${machine}\\0\\1\\0\\0\\0`;
const X86_64 = '>';
const AARCH64 = '\\267';
const libc = `9 openat(AT_FDCWD, "/lib/libc.so.6", O_RDONLY|O_CLOEXEC) = 3
9 read(3, "${elf(64, X86_64)}"..., 832) = 832
9 mmap(NULL, 2000, PROT_READ, MAP_PRIVATE|MAP_DENYWRITE, 3, 0) = 0x7f63ef50f000
9 close(3) = 0
`;
const start = `9 execve("/usr/bin/node", ["node", "m.js"], 0x7ffc /* 9 vars */) = 0\n${libc}9 getpid() = 9\n`;
const addon = (header: string, then: string): string =>
  `9 openat(AT_FDCWD, "/app/b.node", O_RDONLY|O_CLOEXEC) = 17\n9 read(17, "${header}"..., 832) = 832\n${then}9 close(17) = 0\n`;
const end = (status: number): string => `9 exit_group(${status}) = ?\n9 +++ exited with ${status} +++\n`;
const findings = (text: string) => diagnose(traceFromText(text), UNKNOWN, offlineAnswers).report.findings;

test('an addon of another machine is closed after its header', () => {
  const says = '9 write(2, "node:internal/modules/cjs/loader"..., 884) = 884\n';
  expect(findings(`${start}${addon(elf(64, AARCH64), '')}${says}${end(1)}`)).toMatchObject([
    { code: 'loader/wrong-class-library', subject: '/app/b.node', title: expect.stringContaining('AArch64') },
  ]);
});

test('an addon whose symbol nobody has: the message names it', () => {
  const mapped = '9 mmap(NULL, 16400, PROT_READ, MAP_PRIVATE|MAP_DENYWRITE, 17, 0) = 0x7fa58ec25000\n';
  const says = 'Error: /app/b.node: undefined symbol: napi_create_quantum';
  const text = `${start}${addon(elf(64, X86_64), mapped)}9 munmap(0x7fa58ec25000, 16400) = 0\n9 write(2, "${says}\\n", ${says.length + 1}) = ${says.length + 1}\n${end(1)}`;
  expect(findings(text)).toMatchObject([{ code: 'loader/undefined-symbol', subject: 'napi_create_quantum' }]);
});

test('an addon that is only looked into, and a program that fails for itself', () => {
  const says = '9 write(2, "bad weather\\n", 12) = 12\n';
  const looked = '9 openat(AT_FDCWD, "/app/b.node", O_RDONLY|O_CLOEXEC) = 17\n9 read(17, "\\177ELF\\2\\1"..., 4096) = 4096\n9 close(17) = 0\n';
  expect(findings(`${start}${looked}${says}${end(1)}`)).toMatchObject([{ code: 'program/own-error' }]);
});

test('a 32-bit program passes over a 64-bit library on a 64-bit host', () => {
  const shell = `9 execve("/bin/sh", ["sh", "-c", "exec ./licd"], 0x7ffc /* 9 vars */) = 0\n${libc}`;
  const program = `9 execve("./licd", ["./licd"], 0x7ffc /* 9 vars */) = 0
9 mmap2(NULL, 8192, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0xf7fb5000
9 openat(AT_FDCWD, "/app/lib/libdongle.so.1", O_RDONLY|O_LARGEFILE|O_CLOEXEC) = 3
9 read(3, "${elf(64, X86_64)}"..., 512) = 512
9 close(3) = 0
9 openat(AT_FDCWD, "/lib/libdongle.so.1", O_RDONLY|O_LARGEFILE|O_CLOEXEC) = -1 ENOENT (No such file or directory)
`;
  expect(findings(`${shell}${program}${end(127)}`)).toMatchObject([
    { code: 'loader/wrong-class-library', subject: '/app/lib/libdongle.so.1', title: expect.stringContaining('64-bit') },
  ]);
});
