// The first line of a script, as the kernel takes it apart.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rawText } from '../../src/model/raw-text.ts';
import { envCommand, parseShebang } from '../../src/probes/shebang.ts';
import { gcc } from './host-programs.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const directory = temporaryDirectory();
const parse = (text: string) => parseShebang(Buffer.from(text));

test.each([
  ['#!/bin/sh\n', { interpreter: '/bin/sh', argument: null, carriageReturn: false }],
  ['#!  /bin/sh  -e  \necho', { interpreter: '/bin/sh', argument: '-e', carriageReturn: false }],
  ['#!/usr/bin/env python3 -u\n', { interpreter: '/usr/bin/env', argument: 'python3 -u', carriageReturn: false }],
  ['#!\t/bin/sh\t-x\ty\n', { interpreter: '/bin/sh', argument: '-x\ty', carriageReturn: false }],
  ['#!/bin/sh', { interpreter: '/bin/sh', argument: null, carriageReturn: false }],
  ['#!/bin/bash\r\necho', { interpreter: '/bin/bash\r', argument: null, carriageReturn: true }],
  ['#!/usr/bin/env bash\r\n', { interpreter: '/usr/bin/env', argument: 'bash\r', carriageReturn: true }],
])('%j', (text, expected) => {
  expect(parse(text)).toEqual(expected);
});

test.each(['', '#', '# !/bin/sh\n', '#!', '#!\n', '#!   \n', `#!${' '.repeat(300)}/bin/sh\n`, `#!/${'x'.repeat(300)}\n`])(
  '%j is no script',
  (text) => {
    expect(parse(text)).toBeNull();
  },
);

test('a long line is cut in its argument, never in its interpreter', () => {
  expect(parse(`#!/bin/echo ${'y'.repeat(400)}\n`)).toMatchObject({ interpreter: '/bin/echo', argument: 'y'.repeat(243) });
});

test.skipIf(gcc === null)('agrees with the kernel on lines made at random (needs gcc, for an interpreter that prints its arguments)', () => {
  const interpreter = join(directory.path, 'i');
  const source = directory.file('i.c', '#include <stdio.h>\nint main(int c, char **v) { for (int i = 0; i < c; i++) puts(v[i]); return c; }\n');
  spawnSync(gcc ?? '', ['-o', interpreter, source]);
  const blank = fc.constantFrom('', ' ', '\t', '  ');
  const argument = fc.constantFrom('', 'a', '-x y', 'a\tb', 'a\r', ' \r');
  fc.assert(
    fc.property(blank, blank, argument, blank, fc.constantFrom('\n', '\r\n', ''), (before, between, words, after, end) => {
      const line = `#!${before}${interpreter}${between === '' && words !== '' ? ' ' : between}${words}${after}${end}`;
      const script = directory.file('script', line, 0o755);
      const run = spawnSync(script, [], { encoding: 'utf8' });
      const parsed = parse(line);
      if (run.error !== undefined) expect([line, parsed?.interpreter]).not.toEqual([line, interpreter]);
      else
        expect([line, parsed?.argument === null ? [parsed.interpreter] : [parsed?.interpreter, parsed?.argument]]).toEqual([
          line,
          run.stdout.split('\n').slice(0, -2),
        ]);
    }),
    { numRuns: 60 },
  );
});

test.each([
  ['/usr/bin/env', 'python3', 'python3'],
  ['/usr/bin/env', 'python3 -u', 'python3 -u'],
  ['/usr/bin/env', '-S python3 -u', 'python3'],
  ['/usr/bin/env', '-S -i A=b node --x', 'node'],
  ['/usr/bin/env', '-Sruby', 'ruby'],
  ['/usr/bin/env', '-S -u HOME perl', 'perl'],
  ['/bin/sh', '-e', null],
  ['/usr/bin/env', null, null],
])('%s %s looks up %s', (interpreter, argument, command) => {
  expect(envCommand({ interpreter: rawText(interpreter), argument: argument === null ? null : rawText(argument) })).toBe(command);
});
