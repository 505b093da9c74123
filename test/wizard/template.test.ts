// What the words of a template become.
import { expect, test } from 'vitest';
import { fillAll } from '../../src/wizard/template.ts';
import { beginWalk, take } from '../../src/wizard/walk.ts';
import { cardOf, given, result } from './cards.ts';

const card = cardOf({ id: 'lookup' }, { id: 'which' }, { id: 'end' });
const walk = take(
  card,
  take(card, beginWalk(card, given), result('pass', { found: '/opt/go/bin/go', tried: ['/bin', '/usr/bin'] })),
  result('pass', { answer: 'zsh' }),
);

test('the command, its place and its environment', () => {
  expect(fillAll(['{command}', '{commandLine}', '{cwd}', '{env.HOME}/go'], walk)).toEqual({ args: ['go', 'go version', '/work', '/home/dev/go'] });
});

test('what steps have found, and what was answered', () => {
  expect(fillAll(['{lookup.found}', '{which}', 'x{lookup.tried}'], walk)).toEqual({ args: ['/opt/go/bin/go', 'zsh', 'x/bin /usr/bin'] });
});

test('a star spreads a list over several arguments', () => {
  expect(fillAll(['*{argv}', '*{lookup.tried}'], walk)).toEqual({ args: ['go', 'version', '/bin', '/usr/bin'] });
});

test('a word that nobody knows is named, and nothing is filled in for it', () => {
  expect(fillAll(['{lookup.nothing}'], walk)).toEqual({ missing: 'lookup.nothing' });
  expect(fillAll(['{pid}'], walk)).toEqual({ missing: 'pid' });
});
