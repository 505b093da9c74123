// What a program's words are about: its own judgement, or something that it was told.
import { expect, test } from 'vitest';
import { errnosIn, speaksOfChild, speaksOfOwn, speaksOfSystem } from '../../src/knowledge/own-words.ts';

test.each([
  'a.c:3:1: error: expected expression',
  'usage: tool FILE',
  'AssertionError: 1 != 2',
  'line 4: X: unbound variable',
  'FAILED (failures=1)',
])('its own: %s', (text) => {
  expect(speaksOfOwn(text)).toBe(true);
  expect(speaksOfSystem(text)).toBe(false);
});

test.each([
  'sh: 1: tool: not found',
  'tool: Permission denied',
  'dial tcp: connection refused',
  'OSError: [Errno 28] x',
  'cannot open shared object file',
])('told: %s', (text) => expect(speaksOfSystem(text)).toBe(true));

test('errnos in a text', () => {
  expect(errnosIn('cp: /x: Auf dem Gerät ist kein Speicherplatz mehr verfügbar')).toEqual(['ENOSPC']);
  expect(errnosIn('[Errno 13] /x')).toContain('EACCES');
  expect(errnosIn('UNIQUE constraint failed: u.n (19)')).toEqual([]);
});

test('what only passes on how a child ended', () => {
  expect(speaksOfChild('make: *** [Makefile:5: all] Error 2')).toBe(true);
  expect(speaksOfChild('syntax error')).toBe(false);
});
