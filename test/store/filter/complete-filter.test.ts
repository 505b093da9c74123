// Completions of the filter line: keys and the values that occur.
import { expect, test } from 'vitest';
import { memorySource } from '../../../src/model/byte-source.ts';
import { CaptureParser } from '../../../src/parse/capture-parser.ts';
import { completeFilter } from '../../../src/store/filter/complete-filter.ts';
import { traceOf } from '../../../src/store/trace-of.ts';
import { TraceStore } from '../../../src/store/trace-store.ts';

const bytes = Buffer.from(
  [
    '1 execve("/bin/sh", ["sh"], 0x7 /* 1 var */) = 0',
    '1 openat(AT_FDCWD, "/a b", O_RDONLY) = -1 ENOENT (No such file or directory)',
    '1 openat(AT_FDCWD, "/c", O_RDONLY) = -1 ENOENT (No such file or directory)',
    '1 open("/c", O_RDONLY) = -1 EACCES (Permission denied)',
    '1 --- SIGCHLD {si_signo=SIGCHLD} ---',
    '',
  ].join('\n'),
);
const store = new TraceStore();
new CaptureParser(store.symbols, store).parse(bytes, 0, bytes.length, 0, true);
const trace = traceOf(store, { files: [], source: memorySource(bytes), lines: () => 5, ended: () => true });
const tallies = { names: new Uint32Array(store.tallies.names), errnos: new Uint32Array(store.tallies.errnos) };
const complete = (text: string) => completeFilter(text, text.length, trace, tallies).map(({ insert, count }) => [insert, count]);

test.each([
  ['pr', [['proc:', null]]],
  ['!wh', [['!why: ', null]]],
  [
    'errno:',
    [
      ['errno:ENOENT', 2],
      ['errno:EACCES', 1],
    ],
  ],
  [
    'fail: call:op',
    [
      ['call:openat', 2],
      ['call:open', 1],
    ],
  ],
  ['call:openat,exe', [['call:openat,execve', 1]]],
  ['call:%net', [['call:%network', null]]],
  ['sig:', [['sig:SIGCHLD', 1]]],
  ['proc:', [['proc:sh', 4]]],
  ['pid:', [['pid:1', 4]]],
  ['path:/a', [['path:"/a b"', null]]],
])('%s', (text, completions) => {
  expect(complete(text)).toEqual(completions);
});

test('only what stands before the cursor counts', () => {
  expect(completeFilter('errno:E openat', 7, trace, tallies)).toHaveLength(2);
});
