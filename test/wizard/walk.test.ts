// How a walk goes through its card: order, branches, steps that are passed over, going back.
import { expect, test } from 'vitest';
import { beginWalk, goBack, skip, take } from '../../src/wizard/walk.ts';
import { cardOf, given, result } from './cards.ts';

const plain = cardOf({ id: 'one' }, { id: 'two' }, { id: 'three' });

test('steps are taken in order, and the walk ends behind the last', () => {
  let walk = beginWalk(plain, given);
  const visited: (string | null)[] = [walk.at];
  while (walk.at !== null) {
    walk = take(plain, walk, result('pass'));
    visited.push(walk.at);
  }
  expect(visited).toEqual(['one', 'two', 'three', null]);
  expect(walk.taken.map(({ step }) => step)).toEqual(['one', 'two', 'three']);
});

test('a branch whose conditions hold is followed; the others are not', () => {
  const card = cardOf({ id: 'one', next: [{ when: [{ status: 'fail' }], go: 'three' }] }, { id: 'two' }, { id: 'three' });
  const begun = beginWalk(card, given);
  expect(take(card, begun, result('fail')).at).toBe('three');
  expect(take(card, begun, result('pass')).at).toBe('two');
});

test('a step whose conditions do not hold is passed over, and is not among those taken', () => {
  const card = cardOf({ id: 'one' }, { id: 'two', if: [{ step: 'one', status: 'fail' }] }, { id: 'three' });
  const walk = take(card, beginWalk(card, given), result('pass'));
  expect(walk.at).toBe('three');
  expect(walk.taken.map(({ step }) => step)).toEqual(['one']);
});

test('a first step can be passed over as well', () => {
  const card = cardOf({ id: 'one', if: [{ step: 'two', status: 'pass' }] }, { id: 'two' });
  expect(beginWalk(card, given).at).toBe('two');
});

test('going back forgets what came of the step and of those behind it', () => {
  const end = take(plain, take(plain, take(plain, beginWalk(plain, given), result('pass')), result('fail')), result('pass'));
  expect(goBack(end, 'two')).toMatchObject({ at: 'two', taken: [{ step: 'one' }] });
  expect(goBack(end)).toMatchObject({ at: 'three', taken: [{ step: 'one' }, { step: 'two' }] });
});

test('there is no way back from the beginning', () => {
  const walk = beginWalk(plain, given);
  expect(goBack(walk)).toBe(walk);
});

test('a step that is not wanted is noted as skipped, and the walk goes on', () => {
  const walk = skip(plain, beginWalk(plain, given));
  expect(walk).toMatchObject({ at: 'two', taken: [{ step: 'one', status: 'skipped' }] });
});

test('a walk is plain data: it reads back as it was written', () => {
  const walk = take(plain, beginWalk(plain, given), result('fail', { state: 'not-found', tried: ['/bin'] }));
  expect(JSON.parse(JSON.stringify(walk))).toEqual(walk);
});
