// The causes table: its shape, its relation, and remedies filled in.
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { DETECTED_CODES } from '../../src/analyse/detectors/index.ts';
import { causeCodes, causeOf, causesTable, explains, remediesFor } from '../../src/knowledge/causes.ts';
import table from '../../src/knowledge/causes.yaml';

test('has the shape that the program reads', () => {
  expect(v.safeParse(causesTable, table).issues).toBeUndefined();
});

test('knows every code that a detector names', () => {
  expect(DETECTED_CODES.filter((code) => causeOf(code) === null)).toEqual([]);
});

test('what a cause beats is in the table, and nothing beats itself in a circle', () => {
  for (const code of causeCodes()) {
    for (const beaten of causeOf(code)?.beats ?? []) expect(causeCodes()).toContain(beaten);
    expect(explains(code, code), code).toBe(false);
  }
});

test('a deeper cause explains a symptom through a third', () => {
  expect(explains('exec/missing-elf-interpreter', 'exec/not-on-path')).toBe(true);
  expect(explains('exec/not-on-path', 'exec/missing-elf-interpreter')).toBe(false);
});

test('a remedy is filled with the words of the finding', () => {
  expect(remediesFor('exec/not-executable', { file: '/opt/tool' })).toMatchObject([{ commands: [['chmod', '+x', '/opt/tool']] }]);
});

test('one whose words are not known is left out', () => {
  expect(remediesFor('exec/bad-format', { file: '/opt/tool' }).map(({ title }) => title)).toEqual(['See what it is']);
});

test('the words of a package manager become arguments of their own', () => {
  const install = ['apt-get', 'install', 'libq1'].join('\0');
  expect(remediesFor('loader/missing-library', { library: 'libq.so.1', install })[0]?.commands).toEqual([['apt-get', 'install', 'libq1']]);
});
