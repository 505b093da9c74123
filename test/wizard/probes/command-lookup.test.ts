// The way to a command, on real files.
import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandLookup } from '../../../src/wizard/probes/command-lookup.ts';
import { asked } from './asked.ts';
import { homeWith, TOOL } from './shell/home.ts';

test('every link on the way is told, and what it ends at', async () => {
  const home = homeWith({ 'opt/bin/tool-2': TOOL, 'bin/x': '' });
  symlinkSync('tool-2', join(home, 'opt/bin/tool'));
  symlinkSync('../opt/bin/tool', join(home, 'bin/tool'));
  const answer = await asked(commandLookup, ['tool', `${home}/none:${home}/bin`]);
  expect(answer).toMatchObject({ status: 'pass', facts: { found: `${home}/bin/tool` } });
  expect(answer.evidence.map((line) => line.replaceAll(home, ''))).toEqual(
    expect.arrayContaining([
      '    link /bin/tool → ../opt/bin/tool',
      '    link /opt/bin/tool → tool-2',
      expect.stringMatching(/^ {4}file \/opt\/bin\/tool-2: mode 0755, owner/),
    ]),
  );
});

test('a link that leads nowhere names what is missing, a file without its mode the mode', async () => {
  const home = homeWith({ 'a/x': '', 'b/tool': TOOL });
  symlinkSync('../gone/tool', join(home, 'a/tool'));
  chmodSync(join(home, 'b/tool'), 0o644);
  const answer = await asked(commandLookup, ['tool', `${home}/a:${home}/b`]);
  expect(answer).toMatchObject({ status: 'fail', facts: { state: 'unusable' } });
  expect(answer.evidence).toEqual(expect.arrayContaining([`    ${home}/gone is not there`, expect.stringContaining('mode 0644')]));
  expect(answer.cause).toBeUndefined();
});

test('a command that lies nowhere proves that it is not on PATH', async () => {
  const answer = await asked(commandLookup, ['no-such-tool', '/usr/bin:/bin']);
  expect(answer).toMatchObject({ status: 'fail', cause: { code: 'exec/not-on-path', subject: 'no-such-tool' } });
});
