// Where the time went: summed up the same from a capture that is read once and from one that is loaded; for the tools that draw it.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, expect, test } from 'vitest';
import { captureSets } from '../../src/capture/open-set.ts';
import { foldedLines } from '../../src/export/folded.ts';
import { speedscopePieces } from '../../src/export/speedscope.ts';
import { timeOfTrace } from '../../src/export/time-of-trace.ts';
import { TimeSink } from '../../src/export/time-sink.ts';
import { OTHERS, stacksOf, TimeTree, totalNs } from '../../src/export/time-tree.ts';
import { readCapture } from '../../src/session/capture-reading.ts';
import { loadTrace, traceFromText } from '../../src/session/load-trace.ts';

const directory = mkdtempSync(join(tmpdir(), 'whytrace-time-'));
afterAll(() => rmSync(directory, { recursive: true }));

async function timeOfText(text: string): Promise<TimeSink> {
  const path = join(directory, 'capture');
  writeFileSync(path, text);
  return timeOfFile(path);
}

async function timeOfFile(path: string): Promise<TimeSink> {
  const sink = new TimeSink();
  const reading = await readCapture(captureSets([path])[0]!, sink.symbols, sink, []);
  while (await reading.step());
  sink.end();
  reading.close();
  return sink;
}

const TIMED = `100 1700000000.000000 execve("/usr/bin/sh", ["sh"], 0x7ff /* 3 vars */) = 0 <0.000100>
100 1700000000.000200 clone(child_stack=NULL, flags=SIGCHLD) = 101 <0.000050>
100 1700000000.000300 wait4(-1,  <unfinished ...>
101 1700000000.000400 execve("/usr/bin/cat", ["cat", "/etc/a;b"], 0x7ff /* 3 vars */) = 0 <0.000120>
101 1700000000.000600 openat(AT_FDCWD, "/etc/a;b", O_RDONLY) = 3</etc/a;b> <0.000010>
101 1700000000.000700 read(3</etc/a;b>, "x", 10) = 1 <0.002000>
101 1700000000.002800 +++ exited with 0 +++
100 1700000000.003000 <... wait4 resumed>NULL, 0, NULL) = 101 <0.002600>
100 1700000000.003100 exit_group(0) = ?
100 1700000000.003200 +++ exited with 0 +++
`;

test('folded: process, call and path, in microseconds; what separates frames is no part of one', async () => {
  const { tree, hasTimes } = await timeOfText(TIMED);
  expect([...foldedLines(tree, hasTimes)].sort()).toEqual([
    'cat (101);execve;/usr/bin/cat 120\n',
    'cat (101);openat;/etc/a,b 10\n',
    'cat (101);read;/etc/a,b 2000\n',
    'sh (100);clone 50\n',
    'sh (100);execve;/usr/bin/sh 100\n',
    'sh (100);exit_group 100\n',
    'sh (100);wait4 2600\n',
  ]);
});

test('a loaded capture sums up to the same, and to less where a filter keeps less', async () => {
  const trace = traceFromText(TIMED);
  const { tree, hasTimes } = timeOfTrace(trace, null);
  const read = await timeOfText(TIMED);
  expect([...foldedLines(tree, hasTimes)].sort()).toEqual([...foldedLines(read.tree, true)].sort());
  expect(totalNs(timeOfTrace(trace, Uint32Array.of(5)).tree.root)).toBe(2_000_000);
});

test('without -T a call lasts until the next record of its thread', async () => {
  const { tree } = await timeOfText(TIMED.replaceAll(/ <0\.\d+>$/gm, ''));
  expect([...foldedLines(tree, true)]).toContain('cat (101);read;/etc/a,b 2100\n');
});

test('without any times calls are counted', async () => {
  const { tree, hasTimes } = await timeOfText('1 close(3) = 0\n1 close(4) = 0\n');
  expect(hasTimes).toBe(false);
  expect([...foldedLines(tree, hasTimes)]).toEqual(['process (1);close 2\n']);
});

test('stacks of -k stand in for paths, from the outermost frame in', async () => {
  const text = `7 1700000000.0 openat(AT_FDCWD, "/x", O_RDONLY) = -1 ENOENT (No such file or directory) <0.000020>
 > /usr/lib/libc.so.6(__open64+0x51) [0xf8011]
 > /usr/bin/bash() [0x3f2d7]
 > /usr/bin/bash(main+0x4d) [0x2fefd]
7 1700000000.1 close(3) = 0 <0.000005>
`;
  const expected = ['process (7);main;bash+0x3f2d7;__open64;openat 20\n', 'process (7);close 5\n'];
  expect([...foldedLines((await timeOfText(text)).tree, true)]).toEqual(expected);
  expect([...foldedLines(timeOfTrace(traceFromText(text), null).tree, true)]).toEqual(expected);
});

test.each(['go-build', 'missing-library', 'healthy'])('speedscope: a file by its own schema, of the recorded world %s', async (name) => {
  const path = new URL(`../../demo/captures/${name}.strace.gz`, import.meta.url).pathname;
  const { tree, hasTimes } = await timeOfFile(path);
  const file = JSON.parse([...speedscopePieces(tree, { name, exporter: 'whytrace@1', hasTimes })].join(''));
  const schema = JSON.parse(readFileSync(new URL('../fixtures/speedscope/file-format-schema.json', import.meta.url), 'utf8'));
  const validate = new Ajv().compile({ $ref: '#/definitions/FileFormat.File', definitions: schema.definitions });
  expect(validate(file), JSON.stringify(validate.errors)).toBe(true);
  const weights = file.profiles.flatMap((profile: { weights: number[] }) => profile.weights);
  expect(weights.reduce((sum: number, one: number) => sum + one, 0)).toBe(totalNs(tree.root));
  expect(Math.max(...file.profiles.flatMap((profile: { samples: number[][] }) => profile.samples.flat()))).toBe(file.shared.frames.length - 1);
});

test('a capture of any number of paths is a tree of bounded size', async () => {
  const tree = new TimeTree(undefined, 10);
  for (let path = 0; path < 1000; path++) tree.add(['cat (1)', 'openat', `/tmp/${path}`], 1);
  const stacks = [...stacksOf(tree.root)];
  expect(stacks.length).toBeLessThan(12);
  expect(stacks.at(-1)).toEqual({ frames: ['cat (1)', 'openat', OTHERS], ns: 992 });
  expect(totalNs(tree.root)).toBe(1000);
});

test('loaded and read captures agree on what a set of real ones is about', async () => {
  const path = new URL('../../demo/captures/missing-library.strace.gz', import.meta.url).pathname;
  const trace = await loadTrace(captureSets([path])[0]!);
  const loaded = timeOfTrace(trace, null);
  const read = await timeOfFile(path);
  expect([...foldedLines(loaded.tree, true)].sort()).toEqual([...foldedLines(read.tree, true)].sort());
});

test('a call before a part that was dropped does not take the time of that part', () => {
  const text = `7 1700000000.000000 execve("/bin/x", ["x"], 0x7 /* 1 var */) = 0
7 1700000000.500000 getpid() = 7
whytrace: dropped 1200000000 bytes here, about 11000000 lines, to stay within --max-size
7 1700000900.000000 getpid() = 7
7 1700000900.250000 exit_group(0) = ?
7 1700000900.250000 +++ exited with 0 +++
`;
  const ns = totalNs(timeOfTrace(traceFromText(text), null).tree.root);
  expect(Math.round(ns / 1e6)).toBe(750);
});
