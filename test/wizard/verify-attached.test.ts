// Verification of a process that hung: when it has gone on to its end, it waits no more; unless it was ended by the fix.
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { Problem } from '../../src/model/problem.ts';
import type { Remedy } from '../../src/model/report.ts';
import { hostTools } from '../../src/wizard/host-tools.ts';
import type { StepRecord } from '../../src/wizard/step-result.ts';
import type { StepTools } from '../../src/wizard/tools.ts';
import { verifyFix } from '../../src/wizard/verify.ts';
import type { Walk } from '../../src/wizard/walk.ts';
import { given, result } from './cards.ts';

const watch = { signal: new AbortController().signal, progress: () => {} };
const tools: StepTools = { ...hostTools, trace: () => Promise.reject(new Problem('unreadable-input', 'there is no such process')) };
const { pid } = spawnSync('true');

const mendedBy = (commands: Remedy['commands']): Walk => {
  const remedy: Remedy = { title: 'End it', commands, risk: 'what it was doing is lost', reversible: false };
  const fix = {
    caseId: '20260101-process-waits-on-lock-abcde',
    remedy,
    kind: 'change',
    run: { set: {}, unset: [], argv: null },
    undo: 'none',
  } as const;
  const taken: readonly StepRecord[] = [
    { ...result('fail'), step: 'trace', kind: 'trace' },
    { ...result('pass'), step: 'fix', kind: 'fix', fix },
  ];
  return { card: 'stuck-at-start', given: { ...given, argv: null, pid }, taken, at: 'verify' };
};

test('the lock was let go, and the process has come to its end', async () => {
  expect(await verifyFix(mendedBy([['kill', '1234567']]), tools, watch)).toMatchObject({
    status: 'pass',
    says: `process ${pid} waits no more: it has gone on to its end`,
    facts: { verdict: 'fixed' },
  });
});

test('a process that the fix has ended is not mended', async () => {
  expect(await verifyFix(mendedBy([['kill', String(pid)]]), tools, watch)).toMatchObject({ status: 'unknown', facts: { verdict: 'unknown' } });
});
