// Whatever is typed between slashes ends.
import { expect, test } from 'vitest';
import { typedPattern } from '../../../src/store/filter/typed-pattern.ts';

test.each(['(a+)+b', '(a|a)*b', '(?:a*)*c'])('%s, which would try for years, says at once that it is not there', (text) => {
  expect(typedPattern(text).test('a'.repeat(80))).toBe(false);
});

test.each(['(a)\\1', '(?=a)b', '(?<!a)b', '(?<x>a)\\k<x>', '^(a?){40}a{40}b'])('%s, for which nobody can promise that, is refused', (text) => {
  expect(() => typedPattern(text)).toThrow('leave them out');
});

test.each(['\\(\\?=', '\\\\d', '(?<name>a)', '(?:a)', '\\d+\\.so', '(ab){2}'])('%s is a pattern', (text) => {
  expect(() => typedPattern(text)).not.toThrow();
});
