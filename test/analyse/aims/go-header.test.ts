// Header files of the Go tree that its assembler looks for.
import { expect, test } from 'vitest';
import { diagnoseLines } from '../fixtures.ts';

const assembling = (header: string): readonly string[] => {
  const says = `/app/s_amd64.s:2: #include: open /opt/go/pkg/include/${header}: no such file or directory`;
  return [
    '8 execve("/opt/go/pkg/tool/linux_amd64/asm", ["/opt/go/pkg/tool/linux_amd64/asm", "-I", "/opt/go/pkg/include", "/app/s_amd64.s"], 0xc000 /* 9 vars */) = 0',
    `8 openat(AT_FDCWD, "/app/${header}", O_RDONLY|O_CLOEXEC) = -1 ENOENT (No such file or directory)`,
    `8 openat(AT_FDCWD, "/opt/go/pkg/include/${header}", O_RDONLY|O_CLOEXEC) = -1 ENOENT (No such file or directory)`,
    `8 write(2, "${says}\\n", ${says.length + 1}) = ${says.length + 1}`,
    '8 exit_group(1) = ?',
    '8 +++ exited with 1 +++',
  ];
};

test('a header that every release has shows that the tree is incomplete', () => {
  expect(diagnoseLines(assembling('textflag.h')).report.findings).toMatchObject([
    { code: 'go/goroot-incomplete', subject: '/opt/go/pkg/include/textflag.h' },
  ]);
});

test("a header that no release has is the program's own", () => {
  expect(diagnoseLines(assembling('texflag.h')).report.findings.map(({ code }) => code)).not.toContain('go/goroot-incomplete');
});
