// The parts of the start screen: run form, process picker, file picker, paste box, errors.
import { expect, test } from 'vitest';
import { startDialog } from '../../../src/tui/start-screen/start-dialog.ts';
import type { StartModel } from '../../../src/tui/start-screen/start-model.ts';
import { draw, medium, small } from './drawn.tsx';
import { known, typed } from './typed.ts';

test('the run form shows what will run, and when a shell is needed', () => {
  expect(draw(typed(known, medium, 'r', '"go build | tee log"').model, medium)).toMatchInlineSnapshot(`
    "
     command     go build | tee log
     directory   where whytrace was started
     environment NAME=VALUE ..., for the command only
     timeout     none; in seconds
     terminal    [ ] a terminal of its own

     runs        sh -c 'go build | tee log'
                 by a shell: "|" means something to a shell
    "
  `);
  expect(draw(typed(known, small, 'r', '"go build -o x ./... -v -x"').model, small)).toMatchInlineSnapshot(`
    "
     command     uild -o x ./... -v -x
     directory   where whytrace was st…
     environment NAME=VALUE ..., for t…
     timeout     none; in seconds
     terminal    [ ] a terminal of its …

     runs        go build -o x ./... -…
    "
  `);
});

test('a symptom leads to the form it needs, with what will be looked at', () => {
  expect(draw(typed(known, medium, ...Array(7).fill('down'), 'enter').model, medium)).toMatchInlineSnapshot(`
    "
     It ends at once, or says "No such file or directory" for a file that
     exists
     Looks at the interpreter the file names, the libraries it needs and every
     directory searched for them, their versions and class.

     command     for example: go version
     directory   where whytrace was started
     environment NAME=VALUE ..., for the command only
     timeout     none; in seconds
     terminal    [ ] a terminal of its own

    "
  `);
});

test('the process picker filters, marks, and says what the kernel permits', () => {
  const processes = [
    { pid: 4122, user: 'root', ageSeconds: 190, cpuPercent: 12.4, command: 'go build ./...' },
    { pid: 17, user: 'postgres', ageSeconds: 900_000, cpuPercent: 0.2, command: 'postgres: checkpointer\u001b[2J' },
  ];
  const opened = typed(known, medium, 'a').model;
  const read: StartModel = {
    ...opened,
    attach: {
      ...opened.attach,
      processes,
      verdicts: new Map([[17, { permitted: false, says: 'process 17 belongs to another user (uid 33): sudo whytrace attach 17' }]]),
    },
  };
  expect(draw(read, medium)).toMatchInlineSnapshot(`
    "
     find pid, user or part of the command line
         pid user           age   cpu command
        4122 root         3 min  12 % go build ./...
          17 postgres   10 days   0 % postgres: checkpointer\\e[2J














    "
  `);
  expect(draw(typed(read, medium, '"post"').model, medium)).toMatchInlineSnapshot(`
    "
     find post
         pid user           age   cpu command
          17 postgres   10 days   0 % postgres: checkpointer\\e[2J














     process 17 belongs to another user (uid 33): sudo whytrace attach 17
    "
  `);
  expect(draw(typed(read, small, 'tab').model, small)).toMatchInlineSnapshot(`
    "
     find pid, user or part of the com…
         pid user     command
    *   4122 root     go build ./...
          17 postgres postgres: checkp…


     1 process marked
    "
  `);
});

test('the file picker lists the directory, sets of strace -ff as one', () => {
  const opened = typed(known, medium, 'o').model;
  const entries = [
    { name: 'old', kind: 'directory', files: 1, sizeBytes: 4096, changedMs: 0 },
    { name: 'build', kind: 'set', files: 37, sizeBytes: 1_200_000, changedMs: 0 },
    { name: 'trace.txt', kind: 'file', files: 1, sizeBytes: 812, changedMs: 0 },
  ] as const;
  const listed: StartModel = {
    ...opened,
    file: { ...opened.file, listed: { directory: '/var/tmp/', entries }, described: new Map([['/var/tmp/trace.txt', 'strace output']]) },
  };
  expect(draw(listed, medium)).toMatchInlineSnapshot(`
    "
     file /var/tmp/
     old/                                                             directory
     build                                                -ff set of 37  1.2 MB
     trace.txt                                                            812 B















    "
  `);
  expect(draw(typed(listed, small, '"tr"').model, small)).toMatchInlineSnapshot(`
    "
     file /var/tmp/tr
     trace.txt                    812 B





     trace.txt: strace output
    "
  `);
});

test('the paste box counts lines', () => {
  const pasted = startDialog.update(typed(known, medium, 'p').model, { kind: 'paste', text: 'execve("/bin/ls") = 0\nexit_group(0) = ?\n' }, medium);
  expect(draw(pasted.model, medium)).toMatchInlineSnapshot(`
    "
     Paste strace output, then press Enter on an empty line or Ctrl-D.

     execve("/bin/ls") = 0
     exit_group(0) = ?


     2 lines, 40 B
    "
  `);
});

test('what went wrong stands below, in its place', () => {
  const failed = startDialog.failed(typed(known, medium, 'r', '"gone"', 'enter').model, 'strace is not installed: apt-get install strace' as never);
  expect(draw(failed, medium)).toMatchInlineSnapshot(`
    "
     command     gone
     directory   where whytrace was started
     environment NAME=VALUE ..., for the command only
     timeout     none; in seconds
     terminal    [ ] a terminal of its own

     runs        gone
     strace is not installed: apt-get install strace
    "
  `);
});
