// The steps of the cards: their shape, and that every name in them leads somewhere.
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { builtInCards, CARD_FILES, LAST_STEPS } from '../../src/knowledge/card-book.ts';
import { cardFile } from '../../src/knowledge/card-files.ts';
import { cardSteps } from '../../src/knowledge/card-steps.ts';
import { CARDS } from '../../src/knowledge/cards.ts';
import { causeCodes } from '../../src/knowledge/causes.ts';
import { matches } from '../../src/knowledge/code-pattern.ts';
import { probeNamed } from '../../src/wizard/probes.ts';

const names = Object.keys(CARD_FILES);

test('every card of the book is a symptom of the start screen', () => {
  expect(CARDS.map(({ card }) => card)).toEqual(expect.arrayContaining(names));
});

test('the last steps are what their schema says', () => {
  expect(v.parse(cardSteps, LAST_STEPS)).toHaveLength(4);
});

test.each(names)('%s is what its schema says, and each of its names leads somewhere', (name) => {
  v.parse(cardFile, CARD_FILES[name]);
  const { steps = [], concerns = [] } = builtInCards().find(({ card }) => card === name) ?? {};
  const ids = steps.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const conditions = steps.flatMap((step) => [...(step.if ?? []), ...(step.next ?? []).flatMap(({ when }) => when)]);
  expect(ids).toEqual(expect.arrayContaining(conditions.flatMap(({ step }) => step ?? [])));
  expect(ids).toEqual(expect.arrayContaining(steps.flatMap(({ next = [] }) => next.map(({ go }) => go))));
  expect(steps.filter((step) => step.kind === 'probe' && probeNamed(step.probe) === null)).toEqual([]);
  for (const pattern of [...concerns, ...conditions.flatMap(({ cause }) => cause ?? [])])
    expect(causeCodes().some((code) => matches(code, pattern))).toBe(true);
});
