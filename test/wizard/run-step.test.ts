// Steps that are taken without the person: what comes of good and bad probes, and how the cause is named.
import { expect, test } from 'vitest';
import type { StepOf } from '../../src/knowledge/card-steps.ts';
import { Problem } from '../../src/model/problem.ts';
import type { ProbeAnswer } from '../../src/model/wizard.ts';
import { hostTools } from '../../src/wizard/host-tools.ts';
import { judge } from '../../src/wizard/judge.ts';
import type { Probe } from '../../src/wizard/probe.ts';
import { runStep } from '../../src/wizard/run-step.ts';
import type { StepTools } from '../../src/wizard/tools.ts';
import { beginWalk, take } from '../../src/wizard/walk.ts';
import { cardOf, given, result } from './cards.ts';

const watch = { signal: new AbortController().signal, progress: () => {} };
const step: StepOf<'probe'> = { kind: 'probe', id: 'ask-it', says: 'Ask it', why: 'it knows', probe: 'made-up', seconds: 0.2 };
const card = cardOf(step, { id: 'judge' });
const walk = beginWalk(card, given);

const toolsWith = (ask: Probe['ask']): StepTools => ({
  ...hostTools,
  probe: () => ({ name: 'made-up', says: '', usage: '', least: 0, most: null, ask }),
});
const answer: ProbeAnswer = { status: 'fail', says: 'broken', evidence: ['this line'], facts: {}, command: null };

test('the answer of a probe is the result, with the command that asks it alone', async () => {
  expect(
    await runStep(
      step,
      walk,
      toolsWith(async () => answer),
      watch,
    ),
  ).toMatchObject({
    status: 'fail',
    says: 'broken',
    command: ['whytrace', 'probe', 'made-up'],
  });
});

test('a probe that hangs is cut off and says so', async () => {
  const cut = await runStep(
    step,
    walk,
    toolsWith(() => new Promise(() => {})),
    watch,
  );
  expect(cut).toMatchObject({ status: 'unknown', says: 'it was cut off after 0.2 seconds' });
});

test('a probe that fails by itself is unknown, never a verdict', async () => {
  const broken = await runStep(
    step,
    walk,
    toolsWith(() => Promise.reject(new Error('EIO'))),
    watch,
  );
  expect(broken).toMatchObject({ status: 'unknown', says: 'the probe made-up failed: EIO' });
});

test('a probe whose arguments are not known is not asked', async () => {
  const needy = await runStep(
    { ...step, with: ['{pid}'] },
    walk,
    toolsWith(async () => answer),
    watch,
  );
  expect(needy).toMatchObject({ status: 'unknown', says: 'this needs to know pid, which is not known here' });
});

test('where nothing can be traced, the step says why', async () => {
  const tools: StepTools = { ...hostTools, trace: () => Promise.reject(new Problem('cannot-trace', 'ptrace is forbidden here')) };
  const traced = await runStep({ kind: 'trace', id: 'trace', says: 'Run it', why: 'it shows', how: 'run' }, walk, tools, watch);
  expect(traced).toMatchObject({ status: 'unknown', says: 'ptrace is forbidden here', command: ['whytrace', 'diagnose', '--', 'go', 'version'] });
});

test('without a capture, what a probe proved is the cause, with its remedies and no percentage', () => {
  const cause = { code: 'exec/not-on-path', subject: 'go', title: 'go is nowhere', parameters: { command: 'go' } };
  const judged = judge(take(card, walk, { ...result('fail'), evidence: ['/bin/go: no such file'], cause }));
  expect(judged).toMatchObject({ status: 'fail', says: 'go is nowhere', findings: [{ code: 'exec/not-on-path', subject: 'go', confidence: null }] });
  expect(judged.findings?.[0]?.remedies.map(({ title }) => title)).toContain('See where go exists');
});

test('what two probes proved alike stands there once, and so do its remedies', () => {
  const cause = { code: 'exec/not-on-path', subject: 'go', title: 'go is nowhere', parameters: { command: 'go' } };
  const record = (id: string) => ({ ...result('fail'), cause, step: id, kind: 'probe' as const });
  const proved = judge({ ...walk, taken: [record('a'), record('b')] });
  expect(proved.findings).toHaveLength(1);
  const traced = { ...result('fail'), findings: proved.findings!.map((one) => ({ ...one, remedies: [] })), step: 'trace', kind: 'trace' as const };
  const titles = judge({ ...walk, taken: [traced, record('a'), record('b')] }).findings?.[0]?.remedies.map(({ title }) => title) ?? [];
  expect(titles).toEqual([...new Set(titles)]);
  expect(titles).toContain('See where go exists');
});

test('nothing proven is not established, and what was unknown is said', () => {
  const judged = judge(take(card, walk, { ...result('unknown'), says: 'strace is missing' }));
  expect(judged).toMatchObject({ status: 'unknown', says: 'the cause is not established', evidence: ['strace is missing'] });
});

test('a probe that looked closer adds its remedies to what the capture has shown, and does not name it twice', () => {
  const shown = {
    code: 'exec/not-on-path',
    subject: 'go',
    title: 'go is not found',
    errno: null,
    confidence: 0.9,
    process: null,
    chain: [],
    remedies: [],
  };
  const both = cardOf({ kind: 'trace', id: 'trace', says: 'Run it', why: 'it shows', how: 'run' }, step, { id: 'judge' });
  const traced = take(both, beginWalk(both, given), { ...result('fail'), findings: [shown] });
  const cause = { code: 'exec/not-on-path', subject: 'go', title: 'go is nowhere', parameters: { command: 'go' } };
  const { findings = [] } = judge(take(both, traced, { ...result('fail'), cause }));
  expect(findings.map(({ title }) => title)).toEqual(['go is not found']);
  expect(findings[0]?.remedies.map(({ title }) => title)).toContain('See where go exists');
});
