// The mark before what a step came to, in colour where there is colour.
import type { StepStatus } from '../model/wizard.ts';
import { stepMark } from '../text/step-marks.ts';

const SGR: Readonly<Record<StepStatus, string>> = { pass: '32', fail: '31', unknown: '33', skipped: '2' };

export function statusMark(status: StepStatus, { colour, utf8 }: { readonly colour: boolean; readonly utf8: boolean }): string {
  const mark = stepMark(status, utf8);
  return colour ? `\u001b[${SGR[status]}m${mark}\u001b[0m` : mark;
}
