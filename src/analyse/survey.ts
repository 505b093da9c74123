// Answers the questions of views about a whole capture.
import type { SurveyAnswer, SurveyAsk, Surveying, SurveyScope } from '../model/survey.ts';
import { fileTable, forgetFiles } from './files/file-table.ts';
import type { Inquiry } from './inquiry.ts';
import { memorySurvey } from './memory/memory-survey.ts';
import { networkSurvey } from './net/network-survey.ts';
import { openerOf } from './opener.ts';
import { timeSurvey } from './time/time-survey.ts';

/** A comparison is about two captures: see `compare/compare-traces.ts`. */
export function survey(inquiry: Inquiry, ask: Exclude<SurveyAsk, { kind: 'compare' }>, scope: SurveyScope): Surveying<SurveyAnswer> {
  if (ask.kind !== 'files') forgetFiles(inquiry);
  switch (ask.kind) {
    case 'files':
      return fileTable(inquiry, ask, scope);
    case 'network':
      return networkSurvey(inquiry);
    case 'time':
      return timeSurvey(inquiry, scope);
    case 'memory':
      return memorySurvey(inquiry, ask.process, scope);
    case 'opener':
      return openerOf(inquiry, ask.event, ask.fd);
  }
}
