// Opens a capture for a probe that explains one: what a step of a card has recorded, or a file that somebody brings.
import { type Inquiry, openInquiry } from '../../../analyse/inquiry.ts';
import { captureSets } from '../../../capture/open-set.ts';
import { Problem } from '../../../model/problem.ts';
import { offlineAnswers } from '../../../probes/host-answers.ts';
import { loadTrace } from '../../../session/load-trace.ts';
import { UNKNOWN_COMMAND } from '../../../session/unknown-command.ts';

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

export const HOW_TO_RECORD = 'record one: whytrace run --save FILE -- COMMAND';
