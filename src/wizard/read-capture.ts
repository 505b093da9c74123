// Opens a capture for a probe that explains one: what a step of a card has recorded, or a file that somebody brings.
import { type Inquiry, openInquiry } from '../analyse/inquiry.ts';
import { captureSets } from '../capture/open-set.ts';
import { Problem } from '../model/problem.ts';
import type { ProbeAnswer } from '../model/wizard.ts';
import { offlineAnswers } from '../probes/host-answers.ts';
import { loadTrace } from '../session/load-trace.ts';
import { UNKNOWN_COMMAND } from '../session/unknown-command.ts';
import { unknownAnswer } from './probe.ts';

/** No host is asked: the capture may come from elsewhere. @returns or why it cannot be read: one sentence */
export async function readCapture(path: string): Promise<{ readonly inquiry: Inquiry } | { readonly problem: string }> {
  try {
    const [set] = captureSets([path]);
    if (set === undefined) return { problem: `there is no capture ${path}` };
    return { inquiry: openInquiry(await loadTrace(set), UNKNOWN_COMMAND, offlineAnswers) };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { problem: error.message };
  }
}

/** The answer of a probe that explains a capture; `unknown`, with how to record one, where there is none to read. */
export async function fromCapture(path: string, answer: (inquiry: Inquiry) => ProbeAnswer | Promise<ProbeAnswer>): Promise<ProbeAnswer> {
  const read = await readCapture(path);
  return 'problem' in read ? notRead(read.problem) : answer(read.inquiry);
}

export const notRead = (problem: string): ProbeAnswer => unknownAnswer(problem, 'record one: whytrace run --save FILE -- COMMAND');
