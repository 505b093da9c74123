// The words for calls and flags: their shape, and that they are about calls that exist.
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { callsTable, callWords, flagWords } from '../../src/knowledge/calls.ts';
import table from '../../src/knowledge/calls.yaml';
import syscalls from '../../src/parse/syscalls.yaml';

test('the table has the shape that the code reads', () => {
  expect(() => v.parse(callsTable, table)).not.toThrow();
});

test('every call in it exists on Linux', () => {
  const known = new Set(JSON.stringify(syscalls).match(/[a-z_0-9]+/g));
  expect(Object.keys(v.parse(callsTable, table).calls).filter((name) => !known.has(name))).toEqual([]);
});

test('arguments are named in the order strace prints them', () => {
  expect(callWords('openat')).toMatchObject({ args: ['dirfd', 'pathname', 'flags', 'mode'] });
  expect(callWords('getpid')?.args).toEqual([]);
  expect(callWords('constructor')).toBeNull();
});

test('a flag says what it asks for, in words without a full stop', () => {
  expect(flagWords('O_EXCL')).toContain('EEXIST');
  expect(flagWords('NOT_A_FLAG')).toBeNull();
  expect(Object.values(v.parse(callsTable, table).flags).filter((says) => says.endsWith('.'))).toEqual([]);
});
