// Captures that stop before the command ended: what a child said last still decides, if it speaks clearly.
import { expect, test } from 'vitest';
import { diagnoseLines } from '../fixtures.ts';

const begin = [
  '1 execve("/bin/bash", ["bash", "run.sh"], 0x7ffc /* 9 vars */) = 0',
  '1 clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|CLONE_CHILD_SETTID|SIGCHLD, child_tidptr=0x7f4e) = 2',
  '1 wait4(-1,  <unfinished ...>',
  '2 execve("./tool.py", ["./tool.py", "src"], 0x55ad /* 9 vars */) = 0',
];
const looksFor = (name: string): readonly string[] =>
  ['/usr/bin', '/bin'].map(
    (directory) => `2 execve("${directory}/${name}", ["${name}", "./tool.py", "src"], 0x7ffd /* 9 vars */) = -1 ENOENT (No such file or directory)`,
  );

test('env has said what it does not find', () => {
  const lines = [...begin, ...looksFor('python9\\r'), '2 write(2, "env: \'python9\\\\r\': No such file or directory\\n", 45) = 45'];
  expect(diagnoseLines(lines).report.findings[0]).toMatchObject({ code: 'exec/missing-script-interpreter', subject: 'python9\\r' });
});

test('a child that goes on working after a search in vain', () => {
  const work = ['2 openat(AT_FDCWD, "/srv/data", O_RDONLY) = 3', '2 openat(AT_FDCWD, "/srv/more", O_RDONLY) = 4', '2 read(3,  <unfinished ...>'];
  expect(diagnoseLines([...begin, ...looksFor('python9'), ...work]).report.findings.map(({ code }) => code)).not.toContain(
    'exec/missing-script-interpreter',
  );
});
