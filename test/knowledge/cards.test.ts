// The symptoms: their shape and their names.
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { CARDS, cardsTable } from '../../src/knowledge/cards.ts';

test('the cards are what their schema says, each name once', () => {
  const cards = v.parse(cardsTable, CARDS);
  expect(new Set(cards.map(({ card }) => card)).size).toBe(cards.length);
});

test('a card that begins with a command shows one', () => {
  for (const { begin, example } of CARDS) expect(example !== undefined).toBe(begin === 'run');
});
