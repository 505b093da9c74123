// What the linker said, where strace cut its strings (`-s`): what is left, and the file where the name is not whole.
import { expect, test } from 'vitest';
import { diagnoseLines } from '../fixtures.ts';

const findings = (lines: readonly string[]) => diagnoseLines(lines).report.findings;

test('a cut version names the library that lacks it, in full by the length of its path', () => {
  const found = findings([
    '7 execve("./hx", ["./hx"], 0x7ffc /* 9 vars */) = 0',
    '7 openat(AT_FDCWD, "/lib/x86_64-linux-gnu/libm.so.6", O_RDONLY|O_CLOEXEC) = 3',
    '7 read(3, "\\177ELF\\2\\1\\1\\3\\0\\0\\0\\0\\0\\0\\0\\0"..., 832) = 832',
    '7 mmap(NULL, 913680, PROT_READ, MAP_PRIVATE|MAP_DENYWRITE, 3, 0) = 0x7f085f326000',
    '7 close(3) = 0',
    '7 writev(2, [{iov_base="./hx", iov_len=4}, {iov_base=": ", iov_len=2}, {iov_base="/lib/x86_64-linu"..., iov_len=31}, {iov_base=": ", iov_len=2}, {iov_base="version `GLIBC_2"..., iov_len=49}, {iov_base="\\n", iov_len=1}], 6) = 89',
    '7 exit_group(1) = ?',
    '7 +++ exited with 1 +++',
  ]);
  expect(found).toMatchObject([
    {
      code: 'loader/version-not-found',
      subject: '/lib/x86_64-linux-gnu/libm.so.6',
      title: 'hx needs version GLIBC_2…, which libm.so.6 here does not have: it is too old',
    },
  ]);
});

test("a symbol cut in musl's message names the program that needs it", () => {
  const found = findings([
    '7 execve("/opt/ringd", ["/opt/ringd"], 0x7ffc /* 9 vars */) = 0',
    '7 writev(2, [{iov_base="Error relocating /opt/ringd: rin"..., iov_len=58}, {iov_base=NULL, iov_len=0}], 2) = 58',
    '7 writev(2, [{iov_base="\\n", iov_len=1}, {iov_base=NULL, iov_len=0}], 2) = 1',
    '7 exit_group(127) = ?',
    '7 +++ exited with 127 +++',
  ]);
  expect(found).toMatchObject([{ code: 'loader/undefined-symbol', subject: '/opt/ringd', title: expect.stringContaining('the symbol rin…,') }]);
});
