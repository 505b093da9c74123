// `--trace SET` in the words of each version.
import { expect, test } from 'vitest';
import { traceSetFor } from '../../src/capture/trace-set.ts';

const spelled = (version: string, set: string) => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return traceSetFor({ path: '/usr/bin/strace', version: { major, minor } }, set);
};

test('a version that knows a word gets it as it was typed', () => {
  expect(spelled('6.1', '!%net,?futex,/^open,%%stat,read')).toBe('!%net,?futex,/^open,%%stat,read');
});
test('up to 4.16 classes have bare names, and no call is optional', () => {
  expect(spelled('4.8', '%network,?futex,read')).toBe('network,futex,read');
  expect(spelled('4.5', '!%file')).toBe('!file');
});
test('%net is %network up to 4.25', () => {
  expect(spelled('4.20', '%net')).toBe('%network');
  expect(spelled('4.8', '%net')).toBe('network');
});
test.each([
  ['4.8', '/^open', '--trace /^open: strace 4.8 has no patterns (from 4.17): name the calls, or install a newer strace'],
  ['4.8', 'read,?%stat', '--trace ?%stat: strace 4.8 has no such class (from 4.17)'],
  ['4.5', '%memory', 'strace 4.5 has no such class (from 4.8)'],
  ['5.3', '%creds', 'strace 5.3 has no such class (from 5.5)'],
])('strace %s is not asked for %s', (version, set, sentence) => expect(() => spelled(version, set)).toThrow(sentence));
test('what nobody knows strace itself refuses', () => expect(spelled('4.20', '%nonsense,nonsense')).toBe('%nonsense,nonsense'));
