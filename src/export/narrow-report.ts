// `--filter` on a report: narrows the calls that are cited, never the verdict, the findings or what probes showed.
import { citedEvent } from '../model/event.ts';
import type { ChainStep, Diagnosis, Finding } from '../model/report.ts';

/** @param events what the filter keeps, from 0 and in order */
export function narrowReport({ report, runnersUp, grounds }: Diagnosis, events: Uint32Array): Diagnosis {
  const kept = new Set<number>();
  for (const event of events) kept.add(citedEvent(event));
  const isKept = (step: ChainStep): boolean => step.role === 'probe' || kept.has(step.event);
  const narrow = (finding: Finding): Finding => ({ ...finding, chain: finding.chain.filter(isKept) });
  return {
    report: {
      ...report,
      findings: report.findings.map(narrow),
      warnings: report.warnings.map((warning) => ({ ...warning, events: warning.events.filter((event) => kept.has(event)) })),
    },
    runnersUp: runnersUp.map(({ finding, lostBecause }) => ({ finding: narrow(finding), lostBecause })),
    grounds,
  };
}
