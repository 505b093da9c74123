// Which events a report cites, and as what.
import type { EventIndex } from '../../model/event.ts';
import type { Finding, Report } from '../../model/report.ts';

export interface Evidence {
  /** `cause` proves the finding; `chain` is a step on the way to it. */
  readonly role: 'cause' | 'chain';
  readonly finding: Finding;
}

const known = new WeakMap<Report, ReadonlyMap<EventIndex, Evidence>>();
const NONE: ReadonlyMap<EventIndex, Evidence> = new Map();

/** By event, from 0. Made once a report; the better finding wins an event that several cite. */
export function evidenceOf(report: Report | null): ReadonlyMap<EventIndex, Evidence> {
  if (report === null) return NONE;
  const made = known.get(report);
  if (made !== undefined) return made;
  const evidence = new Map<EventIndex, Evidence>();
  for (const finding of report.findings) {
    for (const step of finding.chain) {
      if (step.role === 'probe') continue;
      const event = step.event - 1;
      const before = evidence.get(event);
      if (before === undefined || (before.finding === finding && step.role === 'cause')) {
        evidence.set(event, { role: step.role === 'cause' ? 'cause' : 'chain', finding });
      }
    }
  }
  known.set(report, evidence);
  return evidence;
}

/** Where to look first: the call that proves the best finding, else its last cited call; null without one. */
export function firstToSee(report: Report | null): EventIndex | null {
  const chain = report?.findings[0]?.chain ?? [];
  const cause = chain.find((step) => step.role === 'cause') ?? chain.findLast((step) => step.role !== 'probe');
  return cause === undefined || cause.role === 'probe' ? null : cause.event - 1;
}
