// What the views ask of a whole capture, each in slices: processor time in all, and the longest slice.
import { openInquiry } from '../../src/analyse/inquiry.ts';
import { survey } from '../../src/analyse/survey.ts';
import { rawText } from '../../src/model/raw-text.ts';
import type { SurveyAsk } from '../../src/model/survey.ts';
import { offlineAnswers } from '../../src/probes/host-answers.ts';
import { loadTrace } from '../../src/session/load-trace.ts';
import { UNKNOWN_COMMAND } from '../../src/session/unknown-command.ts';

const ASKS: Readonly<Record<string, Exclude<SurveyAsk, { kind: 'compare' }>>> = {
  files: { kind: 'files', order: 'count', failedOnly: false, subject: null, evidence: [] },
  network: { kind: 'network' },
  time: { kind: 'time' },
};

/** ms by survey. */
export async function surveyFigures(path: string): Promise<Record<string, { readonly cpuMs: number; readonly longestMs: number }>> {
  const trace = await loadTrace({ title: rawText(path), paths: [path] });
  const figures: Record<string, { cpuMs: number; longestMs: number }> = {};
  for (const [name, ask] of Object.entries(ASKS)) {
    const inquiry = openInquiry(trace, UNKNOWN_COMMAND, offlineAnswers);
    const before = process.cpuUsage();
    const work = survey(inquiry, ask, { name: '', events: null, length: trace.eventCount });
    let longestMs = 0;
    for (let done: boolean | undefined = false; done !== true; ) {
      const at = performance.now();
      done = work.next().done;
      longestMs = Math.max(longestMs, performance.now() - at);
    }
    const used = process.cpuUsage(before);
    figures[name] = { cpuMs: (used.user + used.system) / 1000, longestMs };
  }
  return figures;
}
