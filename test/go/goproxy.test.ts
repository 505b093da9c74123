// The list that GOPROXY is.
import { expect, test } from 'vitest';
import { readGoproxy, withoutEntry } from '../../src/go/goproxy.ts';

const short = (value: string) => readGoproxy(value).map(({ kind, url, onError }) => `${kind} ${url} ${onError}`);

test('behind a comma go goes on for what is not there, behind a bar after any error', () => {
  expect(short('https://a.test|https://b.test,direct')).toEqual(['proxy https://a.test next', 'proxy https://b.test stop', 'direct direct stop']);
});

test('direct and off end the list', () => {
  expect(short('off,https://a.test')).toEqual(['off off stop']);
});

test('https:// is added to a host, and a single word is no address', () => {
  expect(short('goproxy.test/mod,nothing')).toEqual(['proxy https://goproxy.test/mod stop', 'invalid nothing stop']);
});

test('empty parts are passed over', () => {
  expect(short(' , |file:///srv/mod')).toEqual(['directory file:///srv/mod stop']);
});

test.each([
  ['http://a:1,http://b:2', 0, 'http://b:2'],
  ['http://a:1|http://b:2,direct', 1, 'http://a:1,direct'],
  ['http://a:1', 0, 'https://proxy.golang.org,direct'],
])('%s without number %i', (value, at, left) => {
  const entry = readGoproxy(value)[at];
  if (entry === undefined) throw new Error('there is no such entry');
  expect(withoutEntry(value, entry)).toBe(left);
});
