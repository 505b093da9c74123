// Every recorded world: the root cause comes first, and healthy ones raise no alarm.
import { describe, expect, test } from 'vitest';
import { diagnoseScenario, openScenario, scenarios } from './fixtures.ts';

const all = scenarios();
const broken = all.filter(({ expect }) => expect !== null && expect.later !== true);

describe('names the root cause', () => {
  test.each(broken.map((s) => [s.id, s.title, s] as const))('%s: %s', async (id, _title, scenario) => {
    const { report } = await diagnoseScenario(id);
    const [first] = report.findings;
    expect(report.verdict).toBe('cause-found');
    expect([scenario.expect!.code, ...(scenario.expect!.also ?? [])]).toContain(first?.code);
    if (scenario.expect!.subject !== undefined) expect(first?.subject).toBe(scenario.expect!.subject);
  });
});

describe('raises no alarm', () => {
  test.each(all.filter(({ healthy }) => healthy).map((s) => [s.id, s.title] as const))('%s: %s', async (id) => {
    const { report } = await diagnoseScenario(id);
    expect(report).toMatchObject({ verdict: 'no-fault', outcome: { kind: 'exit', status: 0 }, findings: [] });
  });
});

describe('names no other cause where the right one comes later', () => {
  test.each(all.filter(({ expect }) => expect?.later === true).map((s) => [s.id, s.title] as const))('%s: %s', async (id) => {
    const { report } = await diagnoseScenario(id);
    expect(report.verdict).toBe('no-cause-found');
    expect(report.recordNext?.[0]?.slice(0, 2)).toEqual(['strace', '-f']);
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
