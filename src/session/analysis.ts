// What a session asks of the analysis, with the host's answers already in hand.

import { comparing } from '../analyse/compare/compare-traces.ts';
import { commandLookup, diagnose, libraryTree } from '../analyse/diagnose.ts';
import { type Inquiry, openInquiry } from '../analyse/inquiry.ts';
import { survey } from '../analyse/survey.ts';
import type { CommandLookup, LibraryTree } from '../model/answers.ts';
import type { EventIndex } from '../model/event.ts';
import type { CommandContext } from '../model/outcome.ts';
import type { ProcessIndex } from '../model/process.ts';
import type { Diagnosis } from '../model/report.ts';
import type { SurveyAnswer, SurveyAsk, Surveying, SurveyScope } from '../model/survey.ts';
import type { Trace } from '../model/trace.ts';
import { offlineAnswers } from '../probes/host-answers.ts';
import { answersForCommand } from './live-answers.ts';
import type { AskHost } from './messages.ts';
import { traceOfShared } from './shared-trace.ts';

export interface Analysis {
  diagnose(trace: Trace, context: CommandContext): Diagnosis;
  commandLookup(trace: Trace, event: EventIndex, context: CommandContext): CommandLookup | null;
  libraryTree(trace: Trace, process: ProcessIndex, context: CommandContext): LibraryTree | null;
  survey(trace: Trace, ask: SurveyAsk, scope: SurveyScope, context: CommandContext): Surveying<SurveyAnswer>;
}

/** @param askHost null: the capture may come from elsewhere, no host is asked */
export function analysisFor(askHost: AskHost | null): Analysis {
  // Fresh answers each time: the host changes while the command runs, and an answer is kept for the life of its object.
  const answersFor = ({ env }: CommandContext) => (askHost === null ? offlineAnswers : answersForCommand(env, askHost));
  let last: { readonly inquiry: Inquiry; readonly events: number } | null = null;
  /** Views ask one question after the other about a capture that stays as it is: what was found out for one serves the next. */
  const inquiryFor = (trace: Trace, context: CommandContext): Inquiry => {
    if (last === null || last.inquiry.context !== context || last.events !== trace.eventCount)
      last = { inquiry: openInquiry(trace, context, answersFor(context)), events: trace.eventCount };
    return last.inquiry;
  };
  return {
    survey(trace, ask, scope, context) {
      if (ask.kind !== 'compare') return survey(inquiryFor(trace, context), ask, scope);
      return comparing({ ...ask.a, trace: traceOfShared(ask.other) }, { ...ask.b, trace });
    },
    diagnose: (trace, context) => diagnose(trace, context, answersFor(context)),
    commandLookup: (trace, event, context) => commandLookup(trace, event, context, answersFor(context)),
    libraryTree: (trace, process, context) => libraryTree(trace, process, context, answersFor(context)),
  };
}
