// Command lines: the words a real shell gives, and what only a shell can run.
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { readCommandLine } from '../../../src/tui/start-screen/shell-words.ts';

test.each([
  'go version',
  "bash -c 'go version'",
  String.raw`printf "%s \"x\" \\ \n" a\ b 'c"d' e""f ''`,
  '  tool   --flag=a\\=b  ',
  "echo 'it'\\''s' \"a'b\" x,y@z:/-+%",
])('gives the words that a shell gives: %s', (line) => {
  const read = readCommandLine(line);
  const shell = execFileSync('sh', ['-c', `for word in ${line}; do printf '%s\\0' "$word"; done`], { encoding: 'utf8' });
  expect(read).toEqual({ kind: 'words', argv: shell.split('\0').slice(0, -1) });
});

test.each(['a | b', 'a && b', 'echo $HOME', 'echo "$HOME"', 'ls *.go', 'cd /tmp', 'A=1 go build', 'cat ~/x', 'a > b', '# note', '(a)', 'export A=1'])(
  'leaves to a shell what only a shell does: %s',
  (line) => {
    expect(readCommandLine(line)).toMatchObject({ kind: 'shell', argv: ['sh', '-c', line] });
  },
);

test.each(['echo "a', "echo 'a", 'echo a\\'])('says what is not finished: %s', (line) => {
  expect(readCommandLine(line).kind).toBe('error');
});
