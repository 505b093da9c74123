// Cards and causes of the person's own: used as ours are, and each mistake told with its file and line.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { withOwnCauses } from '../../src/knowledge/own-causes.ts';
import type { Finding } from '../../src/model/report.ts';
import { readShelf } from '../../src/wizard/card-shelf.ts';
import { hostTools } from '../../src/wizard/host-tools.ts';
import { walkUnasked } from '../../src/wizard/walk-unasked.ts';
import { given } from './cards.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'whytrace-config-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const put = (path: string, text: string) => {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), text);
};

const CARD = `card: licence
symptom: The simulator says that it has no licence
begin: run
looksAt: the licence server and the file that names it
example: simulate --version
concerns: [acme/licence-server]
steps:
  - kind: probe
    id: lookup
    says: Look the simulator up
    why: It may not be installed.
    probe: command-lookup
    with: ['{command}']
  - kind: trace
    id: trace
    says: Run it
    why: The calls show what it asks.
    how: run
`;

test('a card of the person is among ours, with the last steps of every card', async () => {
  put('cards/licence.yaml', CARD);
  const shelf = await readShelf(directory);
  expect(shelf.problems).toEqual([]);
  expect(shelf.named('licence')?.steps.map(({ id }) => id)).toEqual(['lookup', 'trace', 'judge', 'fix', 'verify', 'save']);
  expect(shelf.about('acme/licence-server').card).toBe('licence');
  expect(shelf.cards.length).toBeGreaterThan(1);
});

test.each([
  ['what is no YAML', CARD.replace('symptom:', 'symptom: ['), /licence\.yaml:\d+: /],
  ['an alias of nothing', CARD.replace('why: The calls', 'why: *calls #'), /licence\.yaml:17: Unresolved alias .*: calls$/],
  [
    'an alias of too much',
    `${CARD}x0: &x0 [x]\n${Array.from({ length: 9 }, (_, at) => `x${at + 1}: &x${at + 1} [${`*x${at}, `.repeat(9)}]\n`).join('')}`,
    /licence\.yaml:1: Excessive alias count/,
  ],
  ['a key that is no text', `${CARD}? [a]\n: b\n`, /licence\.yaml:\d+: \[ a \]: there is no such key/],
  ['a kind of step that there is not', CARD.replace('kind: trace', 'kind: dance'), /licence\.yaml:14: steps\.1\.kind: /],
  ['a key that is missing', CARD.replace('    why: The calls show what it asks.\n', ''), /licence\.yaml:14: steps\.1\.why is missing/],
  [
    'a key that is too much',
    CARD.replace('    how: run', '    how: run\n    colour: red'),
    /licence\.yaml:\d+: steps\.1\.colour: there is no such key/,
  ],
  ['a probe that there is not', CARD.replace('probe: command-lookup', 'probe: crystal-ball'), /licence\.yaml:12: there is no probe crystal-ball/],
  [
    'a step that there is not',
    CARD.replace('    how: run', '    how: run\n    next: [{ when: [], go: nowhere }]'),
    /licence\.yaml:19: there is no step nowhere/,
  ],
])('%s is told with file and line, and our cards stay', async (_, text, says) => {
  put('cards/licence.yaml', text);
  using warned = vi.spyOn(process, 'emitWarning');
  const { problems, cards } = await readShelf(directory);
  // It would stand on the screen.
  expect(warned).not.toHaveBeenCalled();
  expect(problems[0]).toMatch(says);
  expect(cards.map(({ card }) => card)).toContain('command-not-found');
  expect(cards.map(({ card }) => card)).not.toContain('licence');
});

test('a command of a card from elsewhere is not run unless somebody has agreed', async () => {
  put('cards/licence.yaml', CARD.replace('    how: run', "    how: run\n    command: [touch, '{cwd}/touched']"));
  const card = (await readShelf(directory)).named('licence');
  if (card === null) throw new Error('the card is there');
  const tools = { ...hostTools, trace: () => Promise.reject(new Error('it was run')) };
  const walk = await walkUnasked(card, given, tools, { signal: new AbortController().signal, progress: () => {} });
  expect(walk.taken.find(({ step }) => step === 'trace')).toMatchObject({ status: 'skipped', command: ['touch', '{cwd}/touched'] });
});

const refused: Finding = {
  code: 'net/connection-refused',
  confidence: 0.95,
  title: 'nobody listens on 10.0.0.7:27000',
  subject: '10.0.0.7:27000',
  errno: 'ECONNREFUSED',
  process: { pid: 7, exe: '/opt/acme/simulate', comm: 'simulate' },
  chain: [{ role: 'cause', event: 3, line: 'connect(3, …) = -1 ECONNREFUSED', says: 'refused' }],
  remedies: [],
};

test('a cause of the person says what a finding means here; the finding stays behind it', async () => {
  put(
    'causes/acme.yaml',
    `- cause: acme/licence-server
  says: The licence server is not running
  when: { code: 'net/*', subject: ':27000$', program: /simulate$ }
  title: The licence server at {subject} is not running
  remedies:
    - { title: Start it, commands: [[systemctl, start, acme-licence]], risk: starts a service, reversible: true }
`,
  );
  const { causes, problems } = await readShelf(directory);
  expect(problems).toEqual([]);
  expect(withOwnCauses([refused], causes)).toMatchObject([
    { code: 'acme/licence-server', title: 'The licence server at 10.0.0.7:27000 is not running', confidence: 0.95, chain: refused.chain },
    { code: 'net/connection-refused' },
  ]);
  expect(withOwnCauses([{ ...refused, subject: '10.0.0.7:80' }], causes)).toEqual([{ ...refused, subject: '10.0.0.7:80' }]);
});

test('a pattern that can not be read is told with its line', async () => {
  put('causes/acme.yaml', "- cause: acme/x\n  says: x\n  when: { words: '(' }\n  title: x\n");
  expect((await readShelf(directory)).problems[0]).toMatch(/acme\.yaml:3: 0\.when\.words: this is no regular expression/);
});

test('without files of the person nothing is read', async () => {
  expect((await readShelf(directory)).problems).toEqual([]);
  expect((await readShelf(null)).cards.length).toBeGreaterThan(0);
});
