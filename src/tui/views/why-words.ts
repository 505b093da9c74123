// The verdict in one sentence, and a finding as text to copy.
import { editWords } from '../../export/edit-words.ts';
import { commandWords, endWords, outcomeWords, ROLE_WORDS } from '../../export/report-words.ts';
import type { Finding } from '../../model/report.ts';
import type { Session } from '../../model/session.ts';
import { shellLine } from '../../text/shell-quote.ts';
import { keyOf } from '../keymap.ts';
import type { StyleName } from '../pane.ts';
import { progressWords } from '../progress-words.ts';
import { counted } from '../row-text.ts';

export interface Headline {
  readonly kind: 'cause' | 'no-fault' | 'no-cause' | 'looking' | 'failed';
  readonly mark: string;
  readonly style: StyleName;
  readonly text: string;
}

/** What the Why view and the strip say first. A report of a capture that still grows is told as such. */
export function headline({ report, state, trace, diagnosis }: Session, utf8: boolean): Headline {
  const [cross, check, dot] = utf8 ? ['✗', '✓', '●'] : ['x', '.', '*'];
  const unfinished = state.kind === 'live' || state.kind === 'loading' || state.kind === 'starting';
  const [first] = report?.findings ?? [];
  if (first !== undefined) return { kind: 'cause', mark: cross, style: 'error', text: first.title };
  if (state.kind === 'failed') return { kind: 'failed', mark: cross, style: 'error', text: state.sentence };
  if (report === null && state.kind === 'partial')
    return { kind: 'looking', mark: dot, style: 'warning', text: `Not looked for: only a part of the file was read. ${keyOf('read-on')} reads on` };
  if (report === null || unfinished) {
    if (state.kind === 'live' && trace.eventCount === 0 && state.says != null)
      return { kind: 'looking', mark: dot, style: 'normal', text: state.says };
    if (!unfinished) return { kind: 'looking', mark: dot, ...lookingWords(diagnosis) };
    const verb = state.kind === 'live' ? 'Watching' : state.kind === 'starting' ? 'Starting' : 'Looking for the cause';
    const sofar = trace.eventCount === 0 ? 'nothing recorded yet' : `no fault so far in ${counted(trace.eventCount, 'event')}`;
    return { kind: 'looking', mark: dot, style: 'normal', text: `${verb}: ${sofar}` };
  }
  const subject = commandWords(report);
  if (report.verdict === 'no-fault') {
    return { kind: 'no-fault', mark: check, style: 'good', text: `No fault found: ${subject} ${endWords(report)}` };
  }
  return { kind: 'no-cause', mark: '?', style: 'warning', text: `${subject} ${outcomeWords(report.outcome)}, and this capture does not show why` };
}

function lookingWords(diagnosis: Session['diagnosis']): Pick<Headline, 'style' | 'text'> {
  switch (diagnosis.kind) {
    case 'idle':
      return { style: 'normal', text: 'Looking for the cause' };
    case 'at-work':
      return { style: 'normal', text: `Looking for the cause${progressWords(diagnosis)}` };
    case 'cancelled':
      return { style: 'warning', text: 'Not looked for: it was cancelled. Enter in view 3 begins anew' };
  }
}

/** A finding as plain text, for `y`. */
export function findingText(finding: Finding): readonly string[] {
  const steps = finding.chain.flatMap((step) => {
    const proof = step.role === 'probe' ? `${step.probe}: ${step.answer}` : `#${step.event} ${step.line}`;
    return [`  ${ROLE_WORDS[step.role]}: ${step.says}`, `    ${proof}`];
  });
  const remedies = finding.remedies.flatMap(({ title, commands, edits = [] }) => [
    `  ${title}`,
    ...[...commands.map(shellLine), ...edits.map(editWords)].map((line) => `    ${line}`),
  ]);
  return [finding.title, `  ${finding.code}: ${finding.subject}`, ...steps, ...(remedies.length > 0 ? ['What to do:', ...remedies] : [])];
}
