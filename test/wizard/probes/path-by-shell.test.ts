// PATH of real shells with a home of their own.
import { expect, test } from 'vitest';
import { answerOf, pathByShell } from '../../../src/wizard/probes/path-by-shell.ts';
import { asked } from './asked.ts';
import { envOf, homeWith, TOOL } from './shell/home.ts';

test('tells the shells that find a command from those that do not', async () => {
  const home = homeWith({ 'tools/bin/report': TOOL, '.profile': 'echo welcome\nPATH="$HOME/tools/bin:$PATH"\n' });
  const answer = await asked(pathByShell, ['report'], { env: envOf(home), cwd: home });
  expect(answer).toMatchObject({ status: 'fail', facts: { differs: true } });
  expect(answer.facts.foundIn).toContain('sh -l -c');
  expect(answer.facts.missingIn).toEqual(expect.arrayContaining(['sh -c', 'cron (sh -c)', 'env -i sh -c']));
  expect(answer.cause).toBeUndefined();
});

test('a command that every shell finds at the same place is as it should be', async () => {
  const home = homeWith({});
  const answer = await asked(pathByShell, ['env'], { env: envOf(home), cwd: home });
  expect(answer).toMatchObject({ status: 'pass', facts: { missingIn: [], differs: false } });
});

test('what a shell did not say is no difference', () => {
  const silent = { id: 'bash -i -c', path: null, trouble: 'it was cut off', found: null };
  expect(answerOf('go', [{ id: 'sh -c', path: '/bin', trouble: null, found: '/bin/go' }, silent])).toMatchObject({ status: 'pass' });
  expect(answerOf('go', [silent])).toMatchObject({ status: 'unknown' });
});

test('another file by shell is told', () => {
  const shells = ['/bin/go', '/opt/go'].map((found, i) => ({ id: `s${i}`, path: `/p${i}`, trouble: null, found }));
  expect(answerOf('go', shells)).toMatchObject({ status: 'fail', says: 'go is another file by shell: /bin/go, /opt/go' });
});
