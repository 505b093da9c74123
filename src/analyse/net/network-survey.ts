// All that the Network view shows. Not narrowed by the filter: half a connection says nothing.
import type { NetworkSurvey } from '../../model/network-survey.ts';
import type { Surveying } from '../../model/survey.ts';
import type { Inquiry } from '../inquiry.ts';
import { networkFacts } from './connections.ts';
import { proxyConflicts } from './proxy-conflicts.ts';

export function* networkSurvey(inquiry: Inquiry): Surveying<NetworkSurvey> {
  yield 0;
  const facts = networkFacts(inquiry);
  yield 0.9;
  return { ...facts, conflicts: proxyConflicts(inquiry, facts.connections) };
}
