// Walks that were begun are found again, for the same command and place only.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { earlierWalk, keepProgress } from '../../src/wizard/progress.ts';
import { beginWalk, take } from '../../src/wizard/walk.ts';
import { cardOf, given, result } from './cards.ts';

const card = cardOf({ id: 'one' }, { id: 'two' });
const begun = beginWalk(card, given);
const half = take(card, begun, result('fail'));
let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'whytrace-progress-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

test('a walk is found again where it was left, and nobody else may read it', () => {
  keepProgress(half, directory);
  expect(earlierWalk(card, begun, directory)?.walk).toEqual(half);
  expect(statSync(join(directory, 'wizard/made-up.json')).mode & 0o777).toBe(0o600);
});

test('a walk about another command, or that has ended, is no beginning', () => {
  keepProgress(half, directory);
  expect(earlierWalk(card, { ...begun, given: { ...given, argv: ['make'] } }, directory)).toBeNull();
  keepProgress(take(card, half, result('pass')), directory);
  expect(earlierWalk(card, begun, directory)).toBeNull();
});

test('a damaged file, and a place that can not be written, are as if there were none', () => {
  keepProgress(half, directory);
  const path = join(directory, 'wizard/made-up.json');
  const kept = readFileSync(path, 'utf8');
  writeFileSync(path, kept.slice(0, 40));
  expect(earlierWalk(card, begun, directory)).toBeNull();
  writeFileSync(path, kept.replace('"taken":[', '"taken":[null,'));
  expect(earlierWalk(card, begun, directory)).toBeNull();
  expect(() => keepProgress(half, '/proc/nowhere')).not.toThrow();
  expect(earlierWalk(card, begun, '/proc/nowhere')).toBeNull();
});
