// Exporting what is shown: formats, secrets, files that exist, cancelling.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { exportPage } from '../../../src/tui/app/export-page.ts';
import { type ExportJob, exportShown } from '../../../src/tui/app/export-shown.ts';
import { type FakeCall, fakeSession, GO_NOT_FOUND } from '../fake-session.ts';

const directory = mkdtempSync(join(tmpdir(), 'whytrace-export-'));
afterAll(() => rmSync(directory, { recursive: true }));

async function exported(ending: ExportJob['ending'], calls: readonly FakeCall[] = GO_NOT_FOUND, filter = '', masked = true): Promise<string> {
  const session = fakeSession({ calls });
  session.setFilter(filter, false);
  const path = join(directory, `${Math.random()}.${ending}`);
  await exportShown({ session, path, ending, masked, progress: () => true });
  return readFileSync(path, 'utf8');
}

test('only what the filter shows is exported, as the records of export --to jsonl', async () => {
  const lines = (await exported('jsonl', GO_NOT_FOUND, 'newfstatat')).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { kind: 'call', event: 4, name: 'newfstatat', errno: 'ENOENT' },
    { kind: 'call', event: 5, name: 'newfstatat', errno: 'ENOENT' },
  ]);
});

test('CSV begins with its columns, Markdown is a table of the screen', async () => {
  expect(await exported('csv')).toMatch(/^event,kind,.*\r\n1,call,/);
  expect(await exported('md', GO_NOT_FOUND, 'execve')).toMatch(/\| 1 \| 0\.001230 \| 4121 \| `execve` \| `\/usr\/bin\/bash .*` \| 0 \| 412 µs \|\n$/);
});

test('secrets are masked unless the person decided otherwise', async () => {
  const calls = [{ name: 'execve', args: ['"/usr/bin/curl"', '["curl", "https://me:hunter22@example.org/"]'], path: '/usr/bin/curl' }];
  for (const ending of ['jsonl', 'csv', 'md'] as const) {
    expect(await exported(ending, calls)).not.toContain('hunter22');
    expect(await exported(ending, calls, '', false)).toContain('hunter22');
  }
});

test('a secret with a sign of Markdown in it is masked all the same', async () => {
  const calls = [{ name: 'execve', args: ['["curl", "https://me:hun`ter22@example.org/"]'] }];
  expect(await exported('md', calls)).toContain('https://me:[redacted]@example.org/');
});

test('a file that exists is never overwritten', async () => {
  const path = join(directory, 'mine.csv');
  writeFileSync(path, 'mine');
  const job = { session: fakeSession({ calls: GO_NOT_FOUND }), path, ending: 'csv', masked: true, progress: () => true } as const;
  await expect(exportShown(job)).rejects.toMatchObject({ code: 'EEXIST' });
  expect(readFileSync(path, 'utf8')).toBe('mine');
});

test('records that a growing capture gives up meanwhile are told once, and the others are exported', async () => {
  const calls = Array.from({ length: 5000 }, () => GO_NOT_FOUND[0] as FakeCall);
  const session = fakeSession({ calls });
  const path = join(directory, 'meanwhile.jsonl');
  const progress = () => {
    Object.defineProperty(session.trace, 'gone', { value: { from: 3000, to: 4500 }, configurable: true });
    return true;
  };
  await exportShown({ session, path, ending: 'jsonl', masked: true, progress });
  const events = readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { event: number }).event - 1);
  expect(events).toEqual([...Array(3001).keys(), ...Array.from({ length: 500 }, (_, at) => 4500 + at)]);
});

test('a cancelled export keeps what was written', async () => {
  const calls = Array.from({ length: 5000 }, () => GO_NOT_FOUND[0] as FakeCall);
  const job = { session: fakeSession({ calls }), path: join(directory, 'cut.jsonl'), ending: 'jsonl', masked: true, progress: () => false } as const;
  const written = await exportShown(job);
  expect(written).toBeLessThan(5000);
  expect(readFileSync(job.path, 'utf8').trimEnd().split('\n')).toHaveLength(written);
});

test('the report leaves as a page, never over another file, and not before there is one', async () => {
  const path = join(directory, 'report.html');
  await expect(exportPage(fakeSession({ calls: GO_NOT_FOUND }), path, true)).rejects.toThrow('no report yet');
  const session = fakeSession({ calls: GO_NOT_FOUND, findings: [] });
  await exportPage(session, path, true);
  expect(readFileSync(path, 'utf8')).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/);
  await expect(exportPage(session, path, true)).rejects.toMatchObject({ code: 'EEXIST' });
});
