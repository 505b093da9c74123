// How far a diagnosis is: a rising number, whatever turns out to be looked at.
import { expect, test } from 'vitest';
import { Headway } from '../../src/analyse/headway.ts';

function told(work: (headway: Headway) => void): readonly number[] {
  const parts: number[] = [];
  work(new Headway((part) => parts.push(part)));
  return parts;
}

test('a piece takes its share of what is left, and pieces in it share that', () => {
  const parts = told((headway) => {
    headway.within(0.5, () => {});
    headway.within(0.5, () => {
      headway.within(0.5, () => headway.reached(0.5));
      headway.reached(1);
    });
    headway.within(1, () => {});
  });
  expect(parts).toEqual([0.5, 0.5625, 0.625, 0.75, 1]);
});

test('it never goes back: work that is found to be done already tells nothing', () => {
  const parts = told((headway) => {
    headway.within(0.8, () => {
      headway.reached(0.5);
      headway.reached(0.25);
    });
    headway.reached(0.1);
  });
  expect(parts).toEqual([0.4, 0.8]);
});
