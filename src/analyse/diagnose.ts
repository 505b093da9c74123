// Why did this command fail, hang or stall? From a capture, what is known of the command, and the host's answers to a report.
import { confidenceOf } from '../knowledge/confidence.ts';
import type { HostAnswers } from '../model/answers.ts';
import { citedEvent } from '../model/event.ts';
import type { CommandContext, Outcome } from '../model/outcome.ts';
import type { Diagnosis, Finding, Report, RunnerUp, Warning } from '../model/report.ts';
import type { Trace } from '../model/trace.ts';
import { unwalkedWarnings } from './broken-off.ts';
import { findingFrom } from './chain.ts';
import { conclude } from './conclude.ts';
import { droppedWarnings } from './dropped.ts';
import { excludedCauses } from './excluded.ts';
import { groundsOf, groundsOfSlowness } from './grounds.ts';
import { injectedWarnings, sayInjected } from './injected.ts';
import { type Inquiry, type InquiryOptions, openInquiry } from './inquiry.ts';
import { slowness, wasStopped, wentOn } from './latency/slowness.ts';
import { leftOut } from './left-out.ts';
import { diagnoseNeverStarted } from './never-started.ts';
import { outcomeOf } from './outcome.ts';
import { isDoubtful } from './own-decision.ts';
import { partlyRead } from './partly-read.ts';
import { preloadComplaints } from './preload-heard.ts';
import { recordNext } from './record-next.ts';
import { secondsOf } from './span.ts';
import { unendedCapture } from './unended.ts';
import { pendingCalls } from './waiting.ts';

export { commandLookup } from './command-lookup.ts';
export { libraryTree } from './library-tree.ts';

/**
 * Pure: reads the capture and asks `answers`, runs nothing. Cheap enough to be repeated while a capture grows.
 * @param options `without`: a code that the table is taken to lack, to learn how sure it is of what it does not know; `headway`: who is told how far it is
 * @returns the report and, for `--explain`, what lost against its findings
 */
export function diagnose(trace: Trace, context: CommandContext, answers: HostAnswers, options: InquiryOptions = {}): Diagnosis {
  if (context.neverStarted) return diagnoseNeverStarted(trace, context, answers);
  const inquiry = openInquiry(trace, context, answers, options);
  const outcome = outcomeOf(inquiry);
  if (outcome.kind === 'exit' && outcome.status === 0)
    return slowReport(inquiry) ?? { report: report(inquiry, outcome, 'no-fault', []), runnersUp: [], grounds: {} };
  const conclusion = conclude(inquiry, outcome);
  const { leads, steps, saidBy, lost } = conclusion;
  const grounds = groundsOf(inquiry, conclusion);
  const findings = leads.map((discovery, at) => {
    const finding = sayInjected(inquiry, findingFrom(inquiry, discovery, steps, at === 0 ? saidBy : null));
    return at === 0 ? { ...finding, confidence: confidenceOf(grounds) } : finding;
  });
  const runnersUp = lost.map(({ discovery, because }): RunnerUp => ({ finding: findingFrom(inquiry, discovery, steps, null), lostBecause: because }));
  // What was stopped, or still runs, may just be slow.
  const slow = wasStopped(inquiry, outcome) ? slowReport(inquiry) : null;
  if (slow !== null && (findings.length === 0 || wentOn(inquiry) || slow.report.findings[0]?.code === 'latency/affinity-denied')) return slow;
  const isOpen = leads[0]?.code === 'program/own-error' && isDoubtful(inquiry, leads[0].process);
  // It runs on, detached or still watched, with nothing to see in between.
  const isFine = findings.length === 0 && outcome.kind === 'unknown' && unendedCapture(inquiry).kind !== 'found';
  return {
    report: report(inquiry, outcome, findings.length > 0 ? 'cause-found' : isFine ? 'no-fault' : 'no-cause-found', findings, isOpen),
    runnersUp,
    grounds,
  };
}

/** It did what it should, or was about to, and something held it up. */
function slowReport(inquiry: Inquiry): Diagnosis | null {
  const cause = slowness(inquiry);
  if (cause === null || cause.code === inquiry.without?.code) return null;
  const grounds = groundsOfSlowness(cause);
  const finding = { ...findingFrom(inquiry, cause, [], null), confidence: confidenceOf(grounds) };
  return { report: report(inquiry, { kind: 'slow' }, 'cause-found', [finding]), runnersUp: [], grounds };
}

/** @param isOpen what the program says leaves open what told it so */
function report(inquiry: Inquiry, outcome: Outcome, verdict: Report['verdict'], findings: readonly Finding[], isOpen = false): Report {
  const { trace, context } = inquiry;
  const seconds = secondsOf(trace);
  const needsMore = verdict === 'no-cause-found' || findings[0]?.code === 'trace/incomplete' || isOpen;
  let raw = 0;
  for (let event = 0, count = trace.eventCount; event < count; event = trace.next(event)) if (trace.kind(event) === 'raw') raw += 1;
  return {
    schema: 'whytrace.report/1',
    command: context.argv ?? trace.processes[inquiry.family.root]?.execs[0]?.argv ?? null,
    outcome,
    verdict,
    findings,
    warnings: [
      ...injectedWarnings(inquiry),
      ...(outcome.kind === 'hang' ? pendingCalls(inquiry) : []),
      ...partlyRead(trace),
      ...leftOut(inquiry),
      ...(findings[0]?.code === 'trace/incomplete' ? unwalkedWarnings(inquiry) : []),
      ...droppedWarnings(inquiry),
      ...warningsOf(inquiry, findings),
    ],
    excluded: verdict === 'no-cause-found' ? excludedCauses(inquiry) : [],
    recordNext: needsMore ? recordNext(inquiry) : null,
    stats: { events: trace.eventCount, processes: trace.processes.length, raw, seconds: seconds?.toFixed(6) ?? null },
  };
}

/** Odd things that did not decide the outcome. */
function warningsOf(inquiry: Inquiry, findings: readonly Finding[]): readonly Warning[] {
  const complaints = findings.some((finding) => finding.code === 'loader/preload-failed') ? [] : preloadComplaints(inquiry);
  return [...new Set(complaints.map((aim) => aim.object))].map((object) => ({
    code: 'loader/preload-failed',
    title: `LD_PRELOAD names ${object}, which cannot be loaded: the loader says so at each start and goes on`,
    events: complaints
      .filter((aim) => aim.object === object)
      .slice(0, 20)
      .map((aim) => citedEvent(aim.tries[0]!.event)),
  }));
}
