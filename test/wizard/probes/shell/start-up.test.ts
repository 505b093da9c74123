// What start-up files did to PATH, read from the commands that shells print.
import { expect, test } from 'vitest';
import { lineOfCommand } from '../../../../src/wizard/probes/shell/path-lines.ts';
import { earlyReturns, pathChanges } from '../../../../src/wizard/probes/shell/start-up.ts';
import { readXtrace } from '../../../../src/wizard/probes/shell/xtrace.ts';

const command = (file: string, line: number, path: string, text: string, level = 0, within = '') =>
  `+\u001e${level}\u001f${file}\u001f${line}\u001f${within}\u001f\u001f\u001f${path}\u001f${text}\n`;

test('PATH before the next command tells what a command did', () => {
  const records = readXtrace(
    `noise\n${command('/h/.profile', 1, '/bin', 'EDITOR=vi')}+${command('/h/.profile', 2, '/bin', 'PATH=/h/bin:/bin')}said by a program\n${command('', 1, '/h/bin:/bin', 'report')}`,
  );
  expect(pathChanges(records, '/bin', '/h/bin:/bin')).toMatchObject([{ file: '/h/.profile', line: 2, added: ['/h/bin'], removed: [] }]);
});

test('what a subshell does to its PATH changes nothing', () => {
  const text = command('/h/.profile', 1, '/bin', 'true') + command('/h/.profile', 2, '/bin', 'PATH=/x', 1) + command('/h/.profile', 2, '/x', 'ls', 1);
  expect(pathChanges(readXtrace(text), '/bin', '/bin')).toEqual([]);
});

test('a shell that prints an assignment behind it, and a command before it', () => {
  const text =
    command('/h/a', 1, '/bin', 'X=1') +
    command('/h/a', 2, '/n:/bin', 'PATH=/n:/bin') +
    command('/h/a', 3, '/n:/bin', 'eval x') +
    command('/h/a', 4, '/e', 'Y=1');
  expect(pathChanges(readXtrace(text), '/bin', '/f:/e', true)).toMatchObject([
    { line: 2, added: ['/n'] },
    { line: 3, added: ['/e'], removed: ['/n', '/bin'] },
    { line: 4, added: ['/f'], removed: [] },
  ]);
});

test('a return at the end of a file or within a function leaves nothing out', () => {
  const records = readXtrace(
    command('/h/a', 3, '/bin', '[ -z 1 ]') + command('/h/a', 4, '/bin', 'return') + command('/h/a', 2, '/bin', 'return 0', 0, 'load'),
  );
  expect(earlyReturns(records, () => 4)).toEqual([]);
  expect(earlyReturns(records, () => 9)).toEqual([{ file: '/h/a', line: 4, guard: { line: 3, text: '[ -z 1 ]' } }]);
});

test('a line is found by what stands outside of its variables, and only where it is the only one', () => {
  const known = { HOME: '/h', PATH: '/bin' };
  const text = '# PATH=/no\nPATH="$HOME/a:$PATH"\nexport PATH="$HOME/b:$PATH"\n';
  expect(lineOfCommand(text, 'PATH=/h/a:/bin', known)).toBe(2);
  expect(lineOfCommand(text, 'export PATH=/h/b:/bin', known)).toBe(3);
  expect(lineOfCommand(`${text}PATH=$OTHER\n`, 'PATH=/h/a:/bin', known)).toBeNull();
  expect(lineOfCommand(text, 'PATH=/h/c:/bin', known)).toBeNull();
});
