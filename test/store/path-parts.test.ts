// Paths by what they share: last component and directory, as ids.
import { expect, test } from 'vitest';
import { traceFromText } from '../../src/session/load-trace.ts';

const trace = traceFromText(
  ['/usr/bin/go', '/opt/go/', '/usr/bin/gofmt', 'go', '/usr/bin/g\\303\\266', '/x/g\\303\\266', '/usr/bin/ago', '/', '']
    .map((path) => `stat("${path}", 0x7ffc) = -1 ENOENT (No such file or directory)`)
    .join('\n'),
);
const texts = (ids: readonly number[]) => ids.map((id) => trace.pathText(id) as string);
const idOf = (event: number) => trace.pathIdOf(event);

test('paths are found by their last component, slashes at the end aside', () => {
  expect(texts(trace.pathIdsOfBase('go'))).toEqual(['/usr/bin/go', '/opt/go/', 'go']);
  expect(texts(trace.pathIdsOfBase('gö'))).toEqual(['/usr/bin/gö', '/x/gö']);
  expect(trace.pathIdsOfBase('nothing')).toEqual([]);
});

test('paths with the same last component have the same base id', () => {
  expect(trace.baseIdOf(idOf(1))).toBe(trace.baseIdOf(idOf(0)));
  expect(trace.baseIdOf(idOf(3))).toBe(trace.baseIdOf(idOf(0)));
  expect(trace.baseIdOf(idOf(6))).not.toBe(trace.baseIdOf(idOf(0)));
});

test('paths in the same directory have the same directory id', () => {
  expect(trace.directoryIdOf(idOf(2))).toBe(trace.directoryIdOf(idOf(0)));
  expect(trace.directoryIdOf(idOf(1))).not.toBe(trace.directoryIdOf(idOf(0)));
  expect(trace.directoryIdOf(idOf(4))).toBe(trace.directoryIdOf(idOf(6)));
});

test('a last component of any length is found', () => {
  const names = Array.from({ length: 40 }, (_, at) => 'Makefile.d-0123456789_abcdefghijklmnopqrstuvwxyz'.slice(0, at + 1));
  const all = traceFromText(names.map((name) => `stat("/src/${name}", 0x7ffc) = -1 ENOENT (No such file or directory)`).join('\n'));
  for (const name of names) expect(all.pathIdsOfBase(name).map((id) => all.pathText(id))).toEqual([`/src/${name}`]);
});

test('of thousands of last components, those that are the same have one id, whichever is asked first', () => {
  const names = Array.from({ length: 3000 }, (_, at) => `unit_${at}.o`);
  const paths = [...names.map((name) => `/a/${name}`), ...names.map((name) => `/b/${name}/`)];
  const all = traceFromText(paths.map((path) => `stat("${path}", 0x7ffc) = -1 ENOENT (No such file or directory)`).join('\n'));
  const second = names.map((_, at) => all.baseIdOf(all.pathIdOf(names.length + at)));
  expect(names.map((_, at) => all.baseIdOf(all.pathIdOf(at)))).toEqual(second);
  expect(new Set(second).size).toBe(names.length);
});
