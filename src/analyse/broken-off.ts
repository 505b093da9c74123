// Behind a capture that was cut off: what a process that then still ran had clearly failed for, and had said so.
import type { ProcessEntry } from '../model/process.ts';
import type { Warning } from '../model/report.ts';
import type { Discovery } from './detectors/detector.ts';
import { type Inquiry, remember } from './inquiry.ts';
import { preferDeeper } from './swallowed.ts';
import { walkFrom } from './walk/walk.ts';

/** A failure in a capture without its end must speak clearly to be the cause. */
export const CLEAR = 72;
/** A busy host has thousands; so many, the youngest, are walked through: each takes some milliseconds, and half a megabyte. */
const MOST_WALKED = 200;

const stillRunning = (inquiry: Inquiry): readonly ProcessEntry[] =>
  remember(inquiry, 'still-running', () => inquiry.trace.processes.filter(({ index }) => inquiry.family.endOf(index) === null).reverse());

export function brokenOff(inquiry: Inquiry): readonly Discovery[] {
  for (const { index } of stillRunning(inquiry).slice(0, MOST_WALKED)) {
    const { end } = walkFrom(inquiry, index);
    if (end.kind === 'aim' && end.weight >= CLEAR && end.saidBy !== null && end.aim.kind !== 'call') return preferDeeper(inquiry, end.aim);
  }
  return [];
}

/** Of a capture of which nothing more is known than that it was cut off: that not all of its processes were looked into. */
export function unwalkedWarnings(inquiry: Inquiry): readonly Warning[] {
  const count = stillRunning(inquiry).length;
  if (count <= MOST_WALKED) return [];
  return [
    {
      code: 'trace/unwalked',
      title: `${count} processes still ran when the capture was cut off: only the ${MOST_WALKED} youngest of them were searched for a failure`,
      events: [],
    },
  ];
}
