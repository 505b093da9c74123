// Whether a condition of a card holds, by what its steps have come to.

import type { CardCondition } from '../knowledge/card-steps.ts';
import { matches } from '../knowledge/code-pattern.ts';
import type { Fact } from '../model/wizard.ts';
import type { StepRecord } from './step-result.ts';

/** A condition about a step that was not taken does not hold, but for `isNot` it does. @param own the step it stands in */
export function holds(condition: CardCondition, taken: readonly StepRecord[], own: string): boolean {
  const { step = own, status, fact, cause } = condition;
  const record = taken.findLast((one) => one.step === step);
  if (status !== undefined && record?.status !== status) return false;
  if (cause !== undefined && !causesOf(taken).some((code) => matches(code, cause))) return false;
  return fact === undefined || factHolds(record?.facts[fact], condition);
}

function factHolds(value: Fact | undefined, { is, isNot, has }: CardCondition): boolean {
  if (is !== undefined) return value === is;
  if (isNot !== undefined) return value !== isNot;
  if (has !== undefined) return typeof value === 'string' || Array.isArray(value) ? value.includes(has) : false;
  return value !== undefined && value !== null && value !== false && value !== '' && !(Array.isArray(value) && value.length === 0);
}

const causesOf = (taken: readonly StepRecord[]): readonly string[] =>
  taken.flatMap(({ cause, findings = [] }) => [...(cause === undefined ? [] : [cause.code]), ...findings.map(({ code }) => code)]);
