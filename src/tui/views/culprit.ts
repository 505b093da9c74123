// The process that the best finding is about.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import type { Finding, Report } from '../../model/report.ts';
import type { Trace } from '../../model/trace.ts';

/** null while no cause is named, and for a finding that is about no process. */
export function culpritOf(report: Report | null, trace: Trace): ProcessIndex | null {
  const finding = report?.findings[0];
  return finding === undefined ? null : processOfFinding(finding, trace);
}

/** Pids recur, so the cause's own event tells the process; its pid does where only a probe proved the cause. */
export function processOfFinding(finding: Finding, trace: Trace): ProcessIndex | null {
  const pid = finding.process?.pid;
  for (const step of [...finding.chain].reverse()) {
    if (step.role === 'probe') continue;
    const process = processOfEvent(trace, step.event - 1);
    if (process !== null && (pid === undefined || trace.processes[process]?.pid === pid)) return process;
  }
  return trace.processes.findLast((entry) => entry.pid === pid)?.index ?? null;
}

/** null for records that belong to no process, and for events that are not there: a command that never started has none. */
export function processOfEvent(trace: Trace, event: EventIndex): ProcessIndex | null {
  if (event < 0 || event >= trace.eventCount) return null;
  const process = trace.process(event);
  return process < 0 ? null : process;
}
