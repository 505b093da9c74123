// The files of a set give the order in which things happened.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import zlib from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { rawText } from '../../src/model/raw-text.ts';
import { loadCapture } from '../../src/session/load-trace.ts';
import type { StoredTrace } from '../../src/store/stored-trace.ts';
import { fixtureBytes, fixturePath } from '../fixtures/captures.ts';

const directory = mkdtempSync(join(tmpdir(), 'set-reading-'));
afterAll(() => rmSync(directory, { recursive: true }));
let sets = 0;

/** Writes a set and reads it. */
async function read(files: ReadonlyMap<number, string | Uint8Array>): Promise<StoredTrace> {
  const prefix = join(directory, `set-${sets++}`);
  const paths = [...files].map(([pid, content]) => {
    const path = `${prefix}.${pid}`;
    writeFileSync(path, content);
    return path;
  });
  return (await loadCapture({ title: rawText(prefix), paths })).trace;
}

const lines = (trace: StoredTrace): string[] => Array.from({ length: trace.eventCount }, (_, event) => trace.rawLines(event)).flat() as string[];

/** The files that strace -ff would have written. A line without a pid belongs to the one before. */
function splitByPid(capture: string): Map<number, string> {
  const files = new Map<number, string>();
  let pid = 0;
  for (const line of capture.split('\n').filter((one) => one !== '')) {
    const match = /^(\d+) +(.*)$/.exec(line);
    pid = match === null ? pid : Number(match[1]);
    files.set(pid, `${files.get(pid) ?? ''}${match?.[2] ?? line}\n`);
  }
  return files;
}

describe('a pid that comes again, in one file', () => {
  const parent = [
    'execve("/bin/a", ["a"], 0x0 /* 1 var */) = 0',
    'clone(child_stack=NULL, flags=SIGCHLD) = 50',
    'wait4(-1, [{WIFEXITED(s) && WEXITSTATUS(s) == 3}], 0, NULL) = 50',
    'clone(child_stack=NULL, flags=SIGCHLD) = 50',
    'wait4(-1, [{WIFEXITED(s) && WEXITSTATUS(s) == 4}], 0, NULL) = 50',
    'exit_group(4) = ?',
    '+++ exited with 4 +++',
  ];
  const child = (name: string, status: number): string[] => [
    `execve("/bin/${name}", ["${name}"], 0x0 /* 1 var */) = 0`,
    `exit_group(${status}) = ?`,
    `+++ exited with ${status} +++`,
  ];
  const stamped = (of: readonly string[], micros: readonly number[]): string =>
    of.map((line, at) => `1700000000.0000${String(micros[at]).padStart(2, '0')} ${line}\n`).join('');
  const joined = (of: readonly string[]): string => of.map((line) => `${line}\n`).join('');
  const expected = [
    [40, 'a', 4],
    [50, 'b', 3],
    [50, 'c', 4],
  ];
  const found = (trace: StoredTrace) => trace.processes.map((one) => [one.pid, one.comm, one.end?.kind === 'exit' ? one.end.status : null]);

  test('is two processes, by their stamps', async () => {
    const trace = await read(
      new Map([
        [40, stamped(parent, [1, 2, 6, 7, 11, 12, 13])],
        [50, stamped([...child('b', 3), ...child('c', 4)], [3, 4, 5, 8, 9, 10])],
      ]),
    );
    expect(found(trace)).toEqual(expected);
  });

  test('is two processes, by who made them where there are no stamps', async () => {
    const trace = await read(
      new Map([
        [40, joined(parent)],
        [50, joined([...child('b', 3), ...child('c', 4)])],
      ]),
    );
    expect(found(trace)).toEqual(expected);
  });
});

describe('by stamps', () => {
  test('a capture that was split by pid is in its old order again', async () => {
    const text = Buffer.from(fixtureBytes(fixturePath('6.1/recorded/family.f-ttt-T-yy.strace'))).toString('latin1');
    const merged = await read(splitByPid(text));
    const began = Array.from({ length: merged.eventCount }, (_, event) => merged.rawLines(event)[0]);
    const whole = text.trimEnd().split('\n');
    expect(began).toEqual(whole.filter((line) => !line.includes(' resumed>')).map((line) => line.replace(/^\d+ +/, '')));
    expect(merged.lineCount).toBe(whole.length);
  });

  test('any split is merged into the order of the stamps, whatever the length of the lines', async () => {
    const one = fc.record({
      pid: fc.integer({ min: 1, max: 6 }),
      after: fc.integer({ min: 1, max: 900_000 }),
      size: fc.constantFrom(1, 40, 3000, 90_000),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(one, { minLength: 2, maxLength: 60 }), async (made) => {
        let micros = 1_700_000_000_000_000;
        const all = made.map(({ pid, after, size }) => {
          micros += after;
          const stamp = `${Math.floor(micros / 1e6)}.${String(micros % 1_000_000).padStart(6, '0')}`;
          return { pid, line: `${stamp} chdir("${'x'.repeat(size)}") = 0` };
        });
        const trace = await read(splitByPid(all.map(({ pid, line }) => `${pid} ${line}\n`).join('')));
        expect(lines(trace)).toEqual(all.map(({ line }) => line));
        expect(Array.from({ length: trace.eventCount }, (_, event) => trace.tid(event))).toEqual(all.map(({ pid }) => pid));
      }),
      { numRuns: 40 },
    );
  });

  test('midnight passes: who began before it comes before who began behind it', async () => {
    const trace = await read(
      new Map([
        [7, '23:59:58.000001 clone(child_stack=NULL, flags=SIGCHLD) = 8\n00:00:02.000001 wait4(-1, NULL, 0, NULL) = 8\n'],
        [8, '00:00:01.000001 chdir("/b") = 0\n00:00:03.000001 exit_group(0) = ?\n'],
      ]),
    );
    expect(Array.from({ length: trace.eventCount }, (_, event) => trace.tid(event))).toEqual([7, 8, 7, 8]);
    expect(trace.sinceStartNs(3)).toBe(5e9);
  });

  test('without a file that passes midnight, the morning comes first', async () => {
    const trace = await read(
      new Map([
        [7, '23:00:00 chdir("/late") = 0\n'],
        [8, '01:00:00 chdir("/early") = 0\n'],
      ]),
    );
    expect(Array.from({ length: trace.eventCount }, (_, event) => trace.tid(event))).toEqual([8, 7]);
  });

  test('in the same second a process comes before the wait that found it ended', async () => {
    const trace = await read(
      new Map([
        [7, '10:00:00 clone(child_stack=NULL, flags=SIGCHLD) = 8\n10:00:00 wait4(-1, NULL, 0, NULL) = 8\n10:00:00 chdir("/after") = 0\n'],
        [8, '10:00:00 chdir("/child") = 0\n10:00:00 +++ exited with 0 +++\n'],
        [9, '10:00:00 chdir("/other") = 0\n10:00:01 chdir("/other") = 0\n'],
      ]),
    );
    const tids = Array.from({ length: trace.eventCount }, (_, event) => trace.tid(event));
    expect(tids.filter((tid) => tid !== 9)).toEqual([7, 8, 8, 7, 7]);
    expect(trace.processes.map(({ pid, parent }) => [pid, parent])).toContainEqual([8, 0]);
  });

  test('a clock that is set back keeps the order within its file', async () => {
    const own = ['1700000100.000000 chdir("/1") = 0', '1700000050.000000 chdir("/2") = 0', '1700000060.000000 chdir("/3") = 0'];
    const trace = await read(
      new Map([
        [7, `${own.join('\n')}\n`],
        [8, '1700000101.000000 chdir("/4") = 0\n'],
      ]),
    );
    expect(lines(trace).slice(0, 3)).toEqual(own);
  });

  test('a last line that was cut has its turn by its stamp', async () => {
    const trace = await read(
      new Map([
        [7, '1700000000.000000 chdir("/1") = 0\n1700000005.000000 wait4(-1, '],
        [8, '1700000001.000000 chdir("/2") = 0\n'],
      ]),
    );
    expect(lines(trace).at(-1)).toBe('1700000005.000000 wait4(-1, ');
  });
});

describe('the files', () => {
  test('may be empty, and packed among others', async () => {
    const trace = await read(
      new Map<number, string | Uint8Array>([
        [5, ''],
        [7, zlib.gzipSync('1700000000.000000 chdir("/1") = 0\n1700000002.000000 chdir("/3") = 0\n')],
        [8, '1700000001.000000 chdir("/2") = 0\n'],
        [9, zlib.gzipSync('1700000003.000000 chdir("/4") = 0\n')],
      ]),
    );
    expect(Array.from({ length: trace.eventCount }, (_, event) => trace.path(event))).toEqual(['/1', '/2', '/3', '/4']);
    expect(trace.lines(3)).toEqual({ line: 1, endLine: 1, file: 3 });
  });

  test('all of them empty are said to be', async () => {
    await expect(
      read(
        new Map([
          [5, ''],
          [6, ''],
        ]),
      ),
    ).rejects.toThrow('all files of the set are empty');
  });

  test('more of them than may be open at a time are read all the same', async () => {
    const files = new Map(Array.from({ length: 700 }, (_, at) => [at + 1, `17000${String(at).padStart(5, '0')}.5 chdir("/${at}") = 0\n`] as const));
    const trace = await read(files);
    expect(trace.eventCount).toBe(700);
    expect(trace.path(699)).toBe('/699');
    expect(trace.rawLines(3)).toEqual([files.get(4)!.trimEnd()]);
  });
});

describe('without stamps', () => {
  test('what a forked process did stands behind its fork, in the order of the forks, where nobody waits', async () => {
    const trace = await read(
      new Map([
        [3, 'chdir("/second") = 0\n'],
        [7, 'clone(child_stack=NULL, flags=SIGCHLD) = 9\nclone(child_stack=NULL, flags=SIGCHLD) = 3\nexit_group(0) = ?\n'],
        [9, 'chdir("/first") = 0\n'],
      ]),
    );
    expect(Array.from({ length: trace.eventCount }, (_, event) => trace.tid(event))).toEqual([7, 7, 7, 9, 3]);
  });

  test('the differences of -r say nothing of the order: it is that of the forks', async () => {
    const trace = await read(
      new Map([
        [7, '     0.000000 clone(child_stack=NULL, flags=SIGCHLD) = 8\n     0.000200 wait4(-1, NULL, 0, NULL) = 8\n'],
        [8, '     0.000100 chdir("/child") = 0\n'],
      ]),
    );
    expect(Array.from({ length: trace.eventCount }, (_, event) => trace.tid(event))).toEqual([7, 8, 7]);
  });
});
