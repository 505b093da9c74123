// The mark before what a step of the wizard came to, with UTF-8 and without.
import type { StepStatus } from '../model/wizard.ts';

const MARKS: Readonly<Record<StepStatus, readonly [utf8: string, ascii: string]>> = {
  pass: ['✓', '+'],
  fail: ['✗', 'x'],
  unknown: ['?', '?'],
  skipped: ['–', '-'],
};

/** One cell wide. */
export const stepMark = (status: StepStatus, utf8: boolean): string => MARKS[status][utf8 ? 0 : 1];
