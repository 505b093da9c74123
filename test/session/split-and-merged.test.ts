// A capture of many processes, split into a file each and merged again, is the capture it was.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { captureSets } from '../../src/capture/open-set.ts';
import type { Trace } from '../../src/model/trace.ts';
import { loadTrace, traceFromText } from '../../src/session/load-trace.ts';
import { captureFixtures, fixtureBytes } from '../fixtures/captures.ts';

const folder = mkdtempSync(join(tmpdir(), 'whytrace-split-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Lines `PID STAMP …` alone, in the order of their stamps. */
const linesOf = (bytes: Uint8Array): readonly string[] =>
  Buffer.from(bytes)
    .toString('latin1')
    .split('\n')
    .filter((line) => /^\d+ +\d{10}\.\d{6} /.test(line));

const scenarios = fileURLToPath(new URL('../fixtures/scenarios/', import.meta.url));
const recorded = readdirSync(scenarios)
  .map((name) => ({ name, path: `${scenarios}${name}/trace.strace.gz` }))
  .filter(({ path }) => existsSync(path) && statSync(path).size < 40_000);

const captures = [...captureFixtures(), ...recorded.filter((_, at) => at % 8 === 0)].flatMap(({ name, path }) => {
  const lines = linesOf(fixtureBytes(path));
  const pids = new Set(lines.map((line) => Number.parseInt(line, 10)));
  const stamps = lines.map((line) => /\d{10}\.\d{6}/.exec(line)![0]);
  return lines.length > 20 && pids.size > 1 && stamps.every((stamp, at) => at === 0 || stamps[at - 1]! <= stamp) ? [{ name, lines }] : [];
});

/** As `-ff` writes it: a file for each process, without pids. */
function split(name: string, lines: readonly string[]): string {
  const directory = join(folder, name.replaceAll('/', '-'));
  mkdirSync(directory);
  const files = Map.groupBy(lines, (line) => Number.parseInt(line, 10));
  for (const [pid, own] of files)
    writeFileSync(join(directory, `trace.${pid}`), own.map((line) => `${line.replace(/^\d+ +/, '')}\n`).join(''), 'latin1');
  return directory;
}

/** Every record; what happened in the same microsecond in any order. */
function records(trace: Trace): readonly string[] {
  const all = Array.from(
    { length: trace.eventCount },
    (_, event) => `${trace.timeText(event)} ${trace.tid(event)} ${trace.kind(event)} ${trace.text(event)}`,
  );
  return all.sort();
}

test('there are such captures', () => expect(captures.length).toBeGreaterThan(2));

test.each(captures)('$name', async ({ name, lines }) => {
  const whole = traceFromText(Buffer.from(`${lines.join('\n')}\n`, 'latin1'));
  const merged = await loadTrace(captureSets([split(name, lines)])[0]!);
  expect(records(merged)).toEqual(records(whole));
  const times = Array.from({ length: merged.eventCount }, (_, event) => merged.sinceStartNs(event));
  expect(times).toEqual([...times].sort((a, b) => a - b));
});
