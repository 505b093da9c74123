// The table of packages has its shape, and enough in it.
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { packagesTable, packageTable } from '../../src/knowledge/packages.ts';

const table = v.parse(packagesTable, parse(readFileSync('src/knowledge/packages.yaml', 'utf8')));

test('has the common libraries and commands', () => {
  expect(Object.keys(table.libraries).length).toBeGreaterThanOrEqual(150);
  expect(Object.keys(table.commands).length).toBeGreaterThanOrEqual(100);
});

test('each entry helps somebody, and names of packages are names', () => {
  const entries = [...Object.entries(table.libraries), ...Object.entries(table.commands)];
  expect(entries.filter(([, names]) => Object.keys(names).length === 0)).toEqual([]);
  const odd = entries.filter(([, names]) => Object.values(names).some((name) => !/^[A-Za-z0-9][\w.+-]*$/.test(name ?? '')));
  expect(odd).toEqual([]);
});

test('answers by manager, and nothing for what it does not have', () => {
  expect(packageTable.library('libgcc_s.so.1', 'apt')).toBe('libgcc-s1');
  expect(packageTable.command('go', 'dnf')).toBe('golang');
  expect(packageTable.library('libcurl-gnutls.so.4', 'dnf')).toBeNull();
  expect(packageTable.command('constructor', 'apt')).toBeNull();
});
