// When the conditions of a card hold.
import { expect, test } from 'vitest';
import { matches } from '../../src/knowledge/code-pattern.ts';
import { holds } from '../../src/wizard/condition.ts';
import type { StepRecord } from '../../src/wizard/step-result.ts';
import { result } from './cards.ts';

const record = (step: string, part: Partial<StepRecord>): StepRecord => ({ ...result('pass'), step, kind: 'probe', ...part });
const taken = [
  record('lookup', { status: 'fail', facts: { state: 'not-found', tried: ['/bin', '/usr/bin'], count: 2, found: null } }),
  record('shells', { facts: { answer: 'login' } }),
];

test.each([
  [{ status: 'fail' }, true],
  [{ status: 'pass' }, false],
  [{ step: 'shells', status: 'pass' }, true],
  [{ step: 'never-taken', status: 'pass' }, false],
  [{ fact: 'state', is: 'not-found' }, true],
  [{ fact: 'state', is: 'found' }, false],
  [{ fact: 'state', isNot: 'found' }, true],
  [{ fact: 'count', is: 2 }, true],
  [{ fact: 'tried', has: '/bin' }, true],
  [{ fact: 'tried', has: '/sbin' }, false],
  [{ fact: 'tried' }, true],
  [{ fact: 'found' }, false],
  [{ step: 'shells', fact: 'answer', is: 'login' }, true],
  [{ step: 'shells', fact: 'answer', is: 'login', status: 'fail' }, false],
] as const)('%j: %s', (condition, expected) => {
  expect(holds(condition, taken, 'lookup')).toBe(expected);
});

test('a cause counts wherever it was found', () => {
  const found = [...taken, record('loader', { cause: { code: 'loader/missing-library', subject: 'libx.so', title: '', parameters: {} } })];
  expect(holds({ cause: 'loader/*' }, found, 'lookup')).toBe(true);
  expect(holds({ cause: 'loader/*' }, taken, 'lookup')).toBe(false);
});

test('a star stands for any part of a code', () => {
  expect(['exec/not-on-path', 'loader/x'].map((code) => matches(code, 'exec/*'))).toEqual([true, false]);
  expect(matches('exec/not-on-path', 'exec/not-on-path')).toBe(true);
  expect(matches('exec/a', 'exec/a*a')).toBe(false);
});
