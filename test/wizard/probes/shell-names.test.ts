// What a name means to real shells.
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readType, shellNames } from '../../../src/wizard/probes/shell-names.ts';
import { asked } from './asked.ts';
import { envOf, homeWith } from './shell/home.ts';

test.runIf(existsSync('/bin/bash'))('an alias of interactive shells hides the file, and what stands behind it is told', async () => {
  const home = homeWith({ '.bashrc': "alias env='echo no'\nenv2() { :; }\ncommand_not_found_handle() { return 127; }\n" });
  const answer = await asked(shellNames, ['env'], { env: envOf(home), cwd: home });
  expect(answer).toMatchObject({
    status: 'fail',
    facts: { hiddenIn: ['bash -i -c'], kinds: expect.arrayContaining(['alias', 'file']), handler: 'command_not_found_handle' },
  });
  expect(answer.evidence[0]).toMatch(/^bash -i -c: aliased to `echo no'; behind it: \/(?:usr\/)?bin\/env/);
  expect(await asked(shellNames, ['env2'], { env: envOf(home), cwd: home })).toMatchObject({
    facts: { hiddenIn: ['bash -i -c'], kinds: ['function'] },
  });
});

test('what every shell has built in hides nothing', async () => {
  const home = homeWith({});
  expect(await asked(shellNames, ['cd'], { env: envOf(home), cwd: home })).toMatchObject({ status: 'pass', facts: { kinds: ['builtin'] } });
});

test('a name that no shell knows is nothing, not an error', async () => {
  const home = homeWith({});
  const answer = await asked(shellNames, ['no-such-name'], { env: envOf(home), cwd: home });
  expect(answer).toMatchObject({ status: 'pass', facts: { hiddenIn: [], kinds: [] } });
});

test.each([
  ["ls is aliased to `ls -l'", 'alias'],
  ['ls is an alias for ls -l', 'alias'],
  ['ls is a function', 'function'],
  ['ls is a shell function from /h/.zshrc', 'function'],
  ['ls is a shell builtin', 'builtin'],
  ['ls is a special shell builtin', 'builtin'],
  ['ls is a shell keyword', 'keyword'],
  ['ls is a reserved word', 'keyword'],
  ['ls is hashed (/bin/ls)', 'file'],
  ['ls is a tracked alias for /bin/ls', 'file'],
  ['ls is /bin/ls', 'file'],
])('%s', (line, kind) => {
  expect(readType(`\n${line}\n`, 'ls').meanings).toMatchObject([{ kind }]);
});
