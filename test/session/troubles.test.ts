// What of an input could not be read is said wherever its verdict is.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import zlib from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { diagnose } from '../../src/analyse/diagnose.ts';
import { rawText } from '../../src/model/raw-text.ts';
import { offlineAnswers } from '../../src/probes/host-answers.ts';
import { loadTrace } from '../../src/session/load-trace.ts';
import { openStored } from '../../src/session/open-session.ts';
import { UNKNOWN_COMMAND } from '../../src/session/unknown-command.ts';
import { factsOf, headerSpans } from '../../src/tui/app/header.ts';

const directory = mkdtempSync(join(tmpdir(), 'troubles-'));
afterAll(() => rmSync(directory, { recursive: true }));

const text = Array.from({ length: 9000 }, (_, at) => `${1700000000 + at}.${String((at * 7919) % 999_983).padStart(6, '0')} close(${at}) = 0\n`).join(
  '',
);
const packed = zlib.gzipSync(text);
const fileWith = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(directory, name), content);
  return join(directory, name);
};
const load = (paths: readonly string[]) => loadTrace({ title: rawText('a capture'), paths });
const warnings = async (paths: readonly string[]) =>
  diagnose(await load(paths), UNKNOWN_COMMAND, offlineAnswers).report.warnings.filter(({ code }) => code === 'trace/partly-read');

test('a packed file that is cut off is a warning of the report; a whole one is none', async () => {
  const cut = fileWith('cut.gz', packed.subarray(0, packed.length >> 1));
  expect(await warnings([cut])).toEqual([{ code: 'trace/partly-read', title: expect.stringContaining('only a part of'), events: [] }]);
  expect(await warnings([fileWith('whole.gz', packed)])).toEqual([]);
});

test('the first line of the screen says that it is a part', async () => {
  const headerOf = async (path: string): Promise<string> => {
    const [session] = await openStored([path]);
    await session!.final;
    const facts = factsOf(session!, 0);
    const spans = headerSpans({ title: session!.title, state: session!.state, facts, columns: 100, utf8: true, nowMs: 0 });
    await session!.close();
    return spans.map((span) => span.text).join('');
  };
  expect(await headerOf(fileWith('cut-too.gz', packed.subarray(0, packed.length >> 1)))).toContain('only a part');
  expect(await headerOf(fileWith('whole-too.gz', packed))).not.toContain('only a part');
});

test('a file of a set that cannot be read leaves the others, and is named', async () => {
  const good = fileWith('set.1', '1700000000.000001 getpid() = 1\n');
  mkdirSync(join(directory, 'set.2'));
  const trace = await load([good, join(directory, 'set.2')]);
  expect(trace.eventCount).toBe(1);
  expect(trace.troubles).toEqual([expect.stringMatching(/cannot read .*set\.2: it is a directory/)]);
});

test('a set of which no file can be read, or one is not there, is refused', async () => {
  const good = fileWith('some.1', '1700000000.000001 getpid() = 1\n');
  mkdirSync(join(directory, 'none.1'));
  mkdirSync(join(directory, 'none.2'));
  await expect(load([join(directory, 'none.1'), join(directory, 'none.2')])).rejects.toThrow('it is a directory');
  await expect(load([good, join(directory, 'some.2')])).rejects.toThrow('there is no such file');
});
