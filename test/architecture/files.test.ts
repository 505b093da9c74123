// What every source file keeps to: it says what it is for, and it is short.
import { expect, test } from 'vitest';
import { type SourceFile, sourceFiles } from './sources.ts';

const files = ['src', 'test', 'scripts', 'bin', 'demo'].flatMap((folder) => sourceFiles(folder, ['.ts', '.tsx', '.mjs', '.js', '.yaml', '.sh']));

test('a file opens with a sentence that says what it is for', () => {
  expect(files.filter(({ text }) => !/^(#!.*\n)?(\/\/|#|':' \/\*;) ?\S/.test(text)).map(pathOf)).toEqual([]);
});

test('no source file has more than 300 lines', () => {
  expect(files.filter(({ path, text }) => !path.endsWith('.yaml') && text.split('\n').length > 301).map(pathOf)).toEqual([]);
});

test('no file names a path of the machine it was written on', () => {
  expect(files.filter(({ text }) => /["'`(\s]\/work\//.test(text)).map(pathOf)).toEqual([]);
});

test('standard output is written by the command line and the screen alone', () => {
  const writes = /\bconsole\.(log|error|info|warn)\(|process\.(stdout|stderr)\.write\(/;
  const wrong = files.filter(({ path, text }) => path.startsWith('src/') && !/^src\/(cli|tui)\//.test(path) && writes.test(text));
  expect(wrong.map(pathOf)).toEqual([]);
});

function pathOf({ path }: SourceFile): string {
  return path;
}
