// The verdict in one sentence, and a finding as text to copy.
import type { Outcome } from '../../model/outcome.ts';
import type { ChainStep, Finding, Report } from '../../model/report.ts';
import type { Session } from '../../model/session.ts';
import type { StyleName } from '../pane.ts';
import { counted } from '../row-text.ts';
import { quoteWord } from './processes-words.ts';

export interface Headline {
  readonly kind: 'cause' | 'no-fault' | 'no-cause' | 'looking' | 'failed';
  readonly mark: string;
  readonly style: StyleName;
  readonly text: string;
}

/** What the Why view and the strip say first. A report of a capture that still grows is told as such. */
export function headline({ report, state, trace }: Session, utf8: boolean): Headline {
  const [cross, check, dot] = utf8 ? ['✗', '✓', '●'] : ['x', '.', '*'];
  const unfinished = state.kind === 'live' || state.kind === 'loading' || state.kind === 'starting';
  if (report !== null && report.findings[0] !== undefined) {
    return { kind: 'cause', mark: cross, style: 'error', text: report.findings[0].title };
  }
  if (state.kind === 'failed') return { kind: 'failed', mark: cross, style: 'error', text: state.sentence };
  if (report === null || unfinished) {
    const verb = state.kind === 'live' ? 'Watching' : state.kind === 'starting' ? 'Starting' : 'Looking for the cause';
    const sofar = trace.eventCount === 0 ? 'nothing recorded yet' : `no fault so far in ${counted(trace.eventCount, 'event')}`;
    return { kind: 'looking', mark: dot, style: 'normal', text: report === null && !unfinished ? 'Looking for the cause' : `${verb}: ${sofar}` };
  }
  const subject = commandText(report) ?? 'it';
  if (report.verdict === 'no-fault') {
    return { kind: 'no-fault', mark: check, style: 'good', text: `No fault found: ${subject} ${outcomeWords(report.outcome)}` };
  }
  return { kind: 'no-cause', mark: '?', style: 'warning', text: `${subject} ${outcomeWords(report.outcome)}, and this capture does not show why` };
}

function outcomeWords(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'exit':
      return `ended with exit ${outcome.status}`;
    case 'signal':
      return `was killed by ${outcome.signal}`;
    case 'hang':
      return `did not end within ${outcome.seconds} s`;
    case 'slow':
      return 'ended well, but slowly';
    case 'unknown':
      return 'has no end in this capture';
  }
}

/** What a step is, in a word. A chain goes from the symptom back to the cause. */
export const ROLE_WORDS: Readonly<Record<ChainStep['role'], string>> = {
  symptom: 'symptom',
  via: 'via',
  cause: 'cause',
  evidence: 'seen',
  probe: 'checked',
};

const commandText = ({ command }: Report): string | null => command?.map(quoteWord).join(' ') ?? null;
export const shellLine = (words: readonly string[]): string => words.map(quoteWord).join(' ');

/** A finding as plain text, for `y`. */
export function findingText(finding: Finding): string {
  const steps = finding.chain.map((step) => {
    const proof = step.role === 'probe' ? `${step.probe}: ${step.answer}` : `#${step.event} ${step.line}`;
    return `  ${ROLE_WORDS[step.role]}: ${step.says}\n    ${proof}`;
  });
  const remedies = finding.remedies.flatMap(({ title, commands }) => [`  ${title}`, ...commands.map((words) => `    ${shellLine(words)}`)]);
  return [finding.title, `  ${finding.code}: ${finding.subject}`, ...steps, ...(remedies.length > 0 ? ['What to do:', ...remedies] : [])].join('\n');
}
