// Words for a shell: what it reads is what was meant, and nothing of it acts on the terminal.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rawBytes } from '../../src/text/raw-bytes.ts';
import { shellLine } from '../../src/text/shell-quote.ts';
import { toVisible } from '../../src/text/visible.ts';
import { HOSTILE } from '../fuzz/hostile.ts';

const FIXED = [
  '',
  ' ',
  "it's",
  '$(touch x)',
  '`id`',
  '$HOME',
  '*',
  '~',
  '=ls',
  '-n',
  '%s%d',
  '\\n',
  'a\\',
  '"',
  '\n',
  'a\n',
  '\na',
  "'\n'",
  '!!',
  '#',
  'a=b',
  '\udc80\udcff',
  '\x01',
];
const words = [
  ...FIXED,
  ...HOSTILE.map((word) => word.replaceAll('\0', '')),
  ...fc.sample(fc.string({ unit: 'binary' }), { numRuns: 300, seed: 7 }).map((word) => word.replaceAll('\0', '')),
];

test.each(['/bin/sh', '/bin/bash', '/usr/bin/zsh', '/usr/bin/busybox'].filter(existsSync))('%s reads back every word', (shell) => {
  const script = `printf '%s\\0' ${shellLine(words)}`;
  const read = execFileSync(shell, [...(shell.endsWith('busybox') ? ['sh'] : []), '-c', shell === '/bin/sh' ? withoutDollarQuotes(script) : script]);
  const wanted = (shell === '/bin/sh' ? words.filter((word) => !word.endsWith('\n')) : words).map((word) =>
    Buffer.concat([rawBytes(word), Buffer.of(0)]),
  );
  expect(read.toString('latin1')).toBe(Buffer.concat(wanted).toString('latin1'));
});

/** dash knows `$'…'` (POSIX.1-2024) since 0.5.13: words that end in a newline need it. */
const withoutDollarQuotes = (script: string): string => script.replaceAll(/ \$'[^']*'/g, '');

test('what is pasted is visible', () => {
  for (const word of words) expect(toVisible(shellLine([word]))).toBe(shellLine([word]));
});

test('plain words stay plain', () => {
  expect(shellLine(['apt-get', 'install', 'libc6:i386', '/a b', 'größe'])).toBe("apt-get install libc6:i386 '/a b' 'größe'");
});
