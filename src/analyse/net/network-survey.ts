// All that the Network view shows. Not narrowed by the filter: half a connection says nothing.
import type { NetworkSurvey } from '../../model/network-survey.ts';
import type { Surveying } from '../../model/survey.ts';
import type { Inquiry } from '../inquiry.ts';
import { connectionsOf, networkFacts } from './connections.ts';
import { networkProcesses } from './network-calls.ts';
import { proxyConflicts } from './proxy-conflicts.ts';
import { readingOf } from './socket-log.ts';

export function* networkSurvey(inquiry: Inquiry): Surveying<NetworkSurvey> {
  const processes = [...networkProcesses(inquiry)].sort((a, b) => a - b);
  for (const [at, process] of processes.entries()) {
    for (const part of readingOf(inquiry, process)) yield (0.9 * (at + part)) / processes.length;
    yield (0.9 * at) / processes.length;
    connectionsOf(inquiry, process);
  }
  const facts = networkFacts(inquiry);
  yield 0.9;
  return { ...facts, conflicts: proxyConflicts(inquiry, facts.connections) };
}
