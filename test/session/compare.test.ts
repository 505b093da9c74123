// Two sessions held against each other: the one reads the other by the memory that both share.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Session } from '../../src/model/session.ts';
import { openStored } from '../../src/session/open-session.ts';

const directory = mkdtempSync(join(tmpdir(), 'whytrace-compare-'));
afterAll(() => rmSync(directory, { recursive: true }));

async function opened(name: string, lines: readonly string[]): Promise<Session> {
  const file = join(directory, name);
  writeFileSync(file, `${lines.join('\n')}\n`);
  const [session] = await openStored([file]);
  await expect.poll(() => session!.trace.ended && session!.report !== null).toBe(true);
  return session!;
}

const run = (pid: number, result: string): readonly string[] => [
  `${pid} execve("/usr/bin/app", ["app"], 0x1 /* 3 vars */) = 0`,
  ...Array.from({ length: 3000 }, (_, at) => `${pid} stat("/srv/${at % 50}.conf", {st_mode=S_IFREG|0644, ...}) = 0`),
  `${pid} openat(AT_FDCWD, "/etc/app.conf", O_RDONLY) = ${result}`,
  `${pid} +++ exited with 0 +++`,
];

function compare(here: Session, other: Session) {
  const facts = ({ title, command, report }: Session) => ({ title, context: command, report: report! });
  return here.survey('compare', { other: other.shared()!, a: facts(other), b: facts(here) });
}

test('the difference is found, with the events of each', async () => {
  const [a, b] = await Promise.all([opened('a', run(7, '3')), opened('b', ['9 brk(NULL) = 0x1', ...run(9, '-1 EACCES (Permission denied)')])]);
  try {
    const comparison = await compare(b, a);
    expect(comparison).toMatchObject({ same: false, firstDifference: { about: '/etc/app.conf', a: { event: 3002 }, b: { event: 3003 } } });
    expect(await compare(a, a)).toMatchObject({ same: true });
    const given = compare(b, a);
    b.cancelSurvey('compare', 'cancelled');
    expect(await given).toBe('cancelled');
  } finally {
    await Promise.all([a.close(), b.close()]);
  }
});
