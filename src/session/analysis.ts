// What a session asks of the analysis, with the host's answers already in hand.
import { isDeepStrictEqual } from 'node:util';
import { comparing } from '../analyse/compare/compare-traces.ts';
import { commandLookup, diagnose, libraryTree } from '../analyse/diagnose.ts';
import type { Headway } from '../analyse/headway.ts';
import { type Indexes, type Inquiry, indexesOf, OPENING_SHARE, openInquiry } from '../analyse/inquiry.ts';
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
  /** @param headway told how far it is */
  diagnose(trace: Trace, context: CommandContext, headway: Headway): Diagnosis;
  commandLookup(trace: Trace, event: EventIndex, context: CommandContext): CommandLookup | null;
  libraryTree(trace: Trace, process: ProcessIndex, context: CommandContext): LibraryTree | null;
  survey(trace: Trace, ask: SurveyAsk, scope: SurveyScope, context: CommandContext): Surveying<SurveyAnswer>;
}

/** @param askHost null: the capture may come from elsewhere, no host is asked */
export function analysisFor(askHost: AskHost | null): Analysis {
  // Fresh answers each time: the host changes while the command runs, and an answer is kept for the life of its object.
  const answersFor = ({ env }: CommandContext) => (askHost === null ? offlineAnswers : answersForCommand(env, askHost));
  let known: { readonly stand: string; readonly indexes: Indexes } | null = null;
  /** Of ten million calls they take a third of a second, and 50 MB: who asks while a diagnosis is under way shares them with it. */
  const indexesFor = (trace: Trace): Indexes => {
    const stand = `${trace.eventCount} ${trace.processes.length} ${trace.gone?.to ?? 0}`;
    if (known?.stand !== stand) known = { stand, indexes: indexesOf(trace) };
    return known.indexes;
  };
  let last: { readonly inquiry: Inquiry; readonly indexes: Indexes } | null = null;
  /** Views ask one question after the other about a capture that stays as it is: what was found out for one serves the next. */
  const inquiryFor = (trace: Trace, context: CommandContext): Inquiry => {
    const indexes = indexesFor(trace);
    // Each message brings a context of its own.
    if (last === null || last.indexes !== indexes || !isDeepStrictEqual(last.inquiry.context, context))
      last = { inquiry: openInquiry(trace, context, answersFor(context), { indexes }), indexes };
    return { ...last.inquiry, answers: answersFor(context) };
  };
  return {
    survey(trace, ask, scope, context) {
      if (ask.kind !== 'compare') return survey(inquiryFor(trace, context), ask, scope);
      return comparing({ ...ask.a, trace: traceOfShared(ask.other) }, { ...ask.b, trace });
    },
    diagnose(trace, context, headway) {
      const indexes = context.neverStarted ? {} : { indexes: headway.within(OPENING_SHARE, () => indexesFor(trace)) };
      return diagnose(trace, context, answersFor(context), { headway, ...indexes });
    },
    commandLookup: (trace, event, context) => commandLookup(trace, event, context, answersFor(context), indexesFor(trace)),
    libraryTree: (trace, process, context) => libraryTree(trace, process, context, answersFor(context), indexesFor(trace)),
  };
}
