// Events that a report rests on: what the filter term `why:` keeps.
import type { EventIndex } from '../model/event.ts';
import type { Report } from '../model/report.ts';

/** Of all findings and warnings, from 0 (reports cite from 1). */
export function evidenceEvents(report: Report): ReadonlySet<EventIndex> {
  const cited = [
    ...report.findings.flatMap(({ chain }) => chain.flatMap((step) => (step.role === 'probe' ? [] : [step.event]))),
    ...report.warnings.flatMap(({ events }) => events),
  ];
  return new Set(cited.map((event) => event - 1));
}
