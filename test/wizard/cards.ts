// Cards made for tests of the walk.
import type { CardStep, WalkedCard } from '../../src/knowledge/card-steps.ts';
import type { StepResult } from '../../src/wizard/step-result.ts';
import type { Given } from '../../src/wizard/walk.ts';

export const cardOf = (...steps: readonly (Partial<CardStep> & Pick<CardStep, 'id'>)[]): WalkedCard => ({
  card: 'made-up',
  symptom: 'it fails',
  begin: 'run',
  looksAt: 'everything',
  concerns: [],
  steps: steps.map((step) => ({ kind: 'judge', says: `do ${step.id}`, why: 'it tells', ...step }) as CardStep),
});

export const given: Given = { argv: ['go', 'version'], cwd: '/work', env: { HOME: '/home/dev' }, pid: null };

export const result = (status: StepResult['status'], facts: StepResult['facts'] = {}): StepResult => ({
  status,
  says: status,
  command: null,
  evidence: [],
  facts,
});
