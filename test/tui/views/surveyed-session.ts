// A session over lines of strace whose surveys are worked out at once.
import { survey } from '../../../src/analyse/survey.ts';
import type { Session } from '../../../src/model/session.ts';
import type { SurveyAsk } from '../../../src/model/survey.ts';
import { inquiryOf } from '../../analyse/fixtures.ts';
import { answerOf } from '../../analyse/survey.ts';

export function surveyedSession(lines: readonly string[], fields: Partial<Session> = {}): Session {
  const inquiry = inquiryOf(lines);
  const { trace } = inquiry;
  const scope = { name: '', events: null, length: trace.eventCount };
  return {
    trace,
    report: null,
    filtered: { expression: '', events: null, length: trace.eventCount, folded: 0 },
    surveyProgress: () => null,
    survey: async (kind: string, ask: object) => answerOf(survey(inquiry, { kind, ...ask } as Exclude<SurveyAsk, { kind: 'compare' }>, scope)),
    ...fields,
  } as Partial<Session> as Session;
}
