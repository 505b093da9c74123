// Questions of views about a whole capture: asked of the session, worked out beside the screen.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { FilesAsk } from '../../src/model/file-table.ts';
import type { Session } from '../../src/model/session.ts';
import { openStored } from '../../src/session/open-session.ts';

const ASK: FilesAsk = { order: 'errors', failedOnly: false, subject: null, evidence: [] };
const directory = mkdtempSync(join(tmpdir(), 'whytrace-surveys-'));
afterAll(() => rmSync(directory, { recursive: true }));

async function withCapture(lines: readonly string[], use: (session: Session) => Promise<void>) {
  const file = join(directory, 'trace');
  writeFileSync(file, `${lines.join('\n')}\n`);
  const [session] = await openStored([file]);
  try {
    await expect.poll(() => session!.trace.ended).toBe(true);
    await use(session!);
  } finally {
    await session!.close();
  }
}
const STATS = Array.from({ length: 20_000 }, (_, i) => `7 stat("/f${i % 100}", {st_mode=S_IFREG|0644, ...}) = 0`);

test('the answer is about what the filter keeps', () =>
  withCapture(['7 stat("/a", {}) = 0', '8 stat("/b", {}) = 0'], async (session) => {
    expect(await session.survey('files', ASK)).toMatchObject({ paths: 2 });
    session.setFilter('pid:8', false);
    await expect.poll(() => session.filtered.length).toBe(1);
    expect(await session.survey('files', ASK)).toMatchObject({ paths: 1 });
  }));

test('a question is given up for a new one of the same kind, and when the person cancels it', () =>
  withCapture(STATS, async (session) => {
    const first = session.survey('files', ASK);
    const second = session.survey('files', { ...ASK, order: 'name' });
    expect(session.surveyProgress('files')).not.toBeNull();
    expect(await first).toBe('left');
    expect(await second).toMatchObject({ paths: 100 });
    const third = session.survey('files', { ...ASK, order: 'count' });
    session.cancelSurvey('files', 'cancelled');
    expect(await third).toBe('cancelled');
    expect(session.surveyProgress('files')).toBeNull();
  }));

test('a closed session answers no more', () =>
  withCapture(STATS, async (session) => {
    const asked = session.survey('files', ASK);
    void session.close();
    expect(await asked).toBe('left');
  }));
