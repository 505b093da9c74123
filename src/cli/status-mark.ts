// The mark before what a step came to.
import type { StepStatus } from '../model/wizard.ts';

const MARKS: Readonly<Record<StepStatus, { readonly utf8: string; readonly ascii: string; readonly sgr: string }>> = {
  pass: { utf8: '✓', ascii: 'ok', sgr: '32' },
  fail: { utf8: '✗', ascii: 'x', sgr: '31' },
  unknown: { utf8: '?', ascii: '?', sgr: '33' },
  skipped: { utf8: '–', ascii: '-', sgr: '2' },
};

export function statusMark(status: StepStatus, { colour, utf8 }: { readonly colour: boolean; readonly utf8: boolean }): string {
  const mark = MARKS[status];
  const text = utf8 ? mark.utf8 : mark.ascii;
  return colour ? `\u001b[${mark.sgr}m${text}\u001b[0m` : text;
}
