// Every recorded world: the root cause comes first, and healthy ones raise no alarm.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Report } from '../../src/model/report.ts';
import { diagnoseScenario, openScenario, type Scenario, scenarios } from './fixtures.ts';

const notYetPath = fileURLToPath(new URL('../fixtures/not-yet.yaml', import.meta.url));
const notYet = (parse(readFileSync(notYetPath, 'utf8')) ?? {}) as Readonly<Record<string, string>>;
const all = scenarios();
const broken = all.filter(({ id, expect }) => expect !== null && !(id in notYet));

describe('names the root cause', () => {
  test.each(broken.map((s) => [s.id, s.title, s] as const))('%s: %s', async (id, _title, scenario) => {
    const { report } = await diagnoseScenario(id);
    const [first] = report.findings;
    expect(report.verdict).toBe('cause-found');
    expect([scenario.expect!.code, ...(scenario.expect!.also ?? [])]).toContain(first?.code);
    if (scenario.expect!.subject !== undefined)
      expect([scenario.expect!.subject, ...(scenario.expect!.alsoSubjects ?? [])]).toContain(first?.subject);
  });
});

describe('raises no alarm', () => {
  test.each(all.filter(({ id, healthy }) => healthy && !(id in notYet)).map((s) => [s.id, s.title] as const))('%s: %s', async (id) => {
    const { report } = await diagnoseScenario(id);
    expect(report).toMatchObject({ verdict: 'no-fault', outcome: { kind: 'exit', status: 0 }, findings: [] });
  });
});

function isRight({ healthy, expect: wanted }: Scenario, { verdict, findings: [first] }: Report): boolean {
  if (healthy) return verdict === 'no-fault';
  const isCode = first !== undefined && [wanted!.code, ...(wanted!.also ?? [])].includes(first.code);
  return isCode && (wanted!.subject === undefined || [wanted!.subject, ...(wanted!.alsoSubjects ?? [])].includes(first.subject ?? ''));
}

// not-yet.yaml lists worlds that are still got wrong. It can only shrink: UPDATE_NOT_YET=1 npx vitest run test/analyse/scenarios.test.ts
describe('the list of what is not right yet', () => {
  const listed = all.filter(({ id }) => id in notYet);
  const right: string[] = [];
  afterAll(() => {
    if (process.env.UPDATE_NOT_YET === undefined) return;
    const lines = readFileSync(notYetPath, 'utf8').split('\n');
    writeFileSync(notYetPath, lines.filter((line) => !right.some((id) => line.startsWith(`${id}:`))).join('\n'));
  });

  test('has only recorded worlds', () => expect(Object.keys(notYet).filter((id) => !all.some((s) => s.id === id))).toEqual([]));

  test.each(listed.map((s) => [s.id, notYet[s.id], s] as const))('%s: %s', async (id, _reason, scenario) => {
    const { report } = await diagnoseScenario(id);
    const isNowRight = isRight(scenario, report);
    if (isNowRight) right.push(id);
    if (process.env.UPDATE_NOT_YET === undefined) expect(isNowRight, `${id} is right now: take it off test/fixtures/not-yet.yaml`).toBe(false);
  });
});

describe('the chain', () => {
  test.each(broken.slice(0, 30).map((s) => [s.id] as const))('of %s leads from the end to lines of the capture', async (id) => {
    const trace = await openScenario(id);
    const [first] = (await diagnoseScenario(id)).report.findings;
    expect(first?.chain.at(-1)?.role).toMatch(/^(cause|probe)$/);
    for (const step of first?.chain ?? []) if (step.role !== 'probe') expect(trace.text(step.event - 1)).toBe(step.line);
  });
});
