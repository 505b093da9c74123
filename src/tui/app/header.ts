// The first line of the screen: what is traced, how it stands, how much there is.
import type { Outcome } from '../../model/outcome.ts';
import { type RawText, rawText } from '../../model/raw-text.ts';
import type { Session, SessionState } from '../../model/session.ts';
import { fitCells, widthCells } from '../../text/cells.ts';
import { shellLine } from '../../text/shell-quote.ts';
import { spokenBytes } from '../../text/sizes.ts';
import { toVisible, visible } from '../../text/visible.ts';
import type { Span } from '../pane.ts';
import { clock, timeLeft } from '../progress-words.ts';
import { counted, groupDigits, span } from '../row-text.ts';
import { marksFor } from '../theme/charset.ts';
import type { SessionFacts } from './state.ts';

export interface HeaderNeeds {
  readonly title: RawText;
  readonly state: SessionState | null;
  readonly facts: SessionFacts;
  readonly columns: number;
  readonly utf8: boolean;
  readonly nowMs: number;
}

/** Exactly `columns` cells. Counts are left out from the right where there is no room; how it stands stays longest. */
export function headerSpans({ title, state, facts, columns, utf8, nowMs }: HeaderNeeds): Span[] {
  const marks = marksFor(utf8);
  const standing = standingOf(state, nowMs, utf8);
  const counts = [counted(facts.calls, 'call'), counted(facts.processes, 'process', 'processes'), `${facts.failed} failed`];
  const right: Span[] = [standing, ...(facts.isPart && columns >= 40 ? [span('   only a part', 'warning')] : [])];
  const name = 'whytrace';
  const least = name.length + 4 + Math.min(widthCells(toVisible(title)), 16);
  for (const text of facts.calls > 0 || state?.kind !== 'starting' ? counts : []) {
    const taken = right.reduce((sum, part) => sum + widthCells(part.text), 0);
    if (least + taken + text.length + 6 > columns) break;
    right.push(span(`   ${text}`, 'dim'));
  }
  right.push(span(' '));
  const rightCells = right.reduce((sum, part) => sum + widthCells(part.text), 0);
  const head = ` ${name} ${marks.step} `;
  const room = columns - widthCells(head) - rightCells - 1;
  if (room < 4) return [span(fitCells(visible(` ${name} `), Math.max(0, columns - rightCells)), 'heading'), ...right];
  return [span(head, 'dim'), span(fitCells(toVisible(title), room, marks.ellipsis), 'heading'), span(' '), ...right];
}

function standingOf(state: SessionState | null, nowMs: number, utf8: boolean): Span {
  const marks = marksFor(utf8);
  switch (state?.kind) {
    case undefined:
    case 'starting':
      return span(utf8 ? 'starting…' : 'starting', 'dim');
    case 'loading': {
      const { bytesRead, bytesTotal, bytesPerSecond } = state;
      const rate = bytesPerSecond > 0 ? `, ${Math.round(bytesPerSecond / 1e6)} MB/s` : '';
      if (bytesTotal === null || bytesTotal === 0) return span(`loading, ${megabytes(bytesRead)}${rate}`, 'warning');
      return span(`loading ${Math.floor((100 * bytesRead) / bytesTotal)} %${rate}${left(bytesTotal - bytesRead, bytesPerSecond)}`, 'warning');
    }
    case 'partial': {
      const { lines, bytesRead, bytesTotal } = state;
      const all = bytesTotal === null || bytesRead === 0 ? '' : ` of about ${inMillions((lines * bytesTotal) / bytesRead)}`;
      return span(`partial: ${inMillions(lines)}${all} lines`, 'warning');
    }
    case 'live': {
      const seconds = Math.max(0, Math.floor((nowMs - state.startedAtMs) / 1000));
      const ended = state.commandEnded === null ? '' : `, ${outcomeWords(state.commandEnded)}`;
      const dropped = state.droppedBytes ? `, ${spokenBytes(state.droppedBytes)} dropped` : '';
      return span(`${marks.live} live ${clock(seconds)}${ended}${dropped}`, 'good');
    }
    case 'ended':
      return state.outcome.kind === 'unknown'
        ? span('no end recorded', 'dim')
        : span(`ended: ${outcomeWords(state.outcome)}`, isGood(state.outcome) ? 'good' : 'error');
    case 'failed':
      return span('failed', 'error');
  }
}

/** `, 12 s left`; nothing while there is no rate yet. */
function left(bytes: number, bytesPerSecond: number): string {
  if (bytesPerSecond <= 0) return '';
  return `, ${timeLeft(bytes / bytesPerSecond)}`;
}

const megabytes = (bytes: number): string => (bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`);

/** `3.2 M`; few are counted. */
const inMillions = (count: number): string => (count < 1e6 ? groupDigits(Math.round(count)) : `${(count / 1e6).toFixed(1)} M`);

const isGood = (outcome: Outcome): boolean => outcome.kind === 'exit' && outcome.status === 0;

function outcomeWords(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'exit':
      return `exit ${outcome.status}`;
    case 'signal':
      return outcome.signal;
    case 'hang':
      return `hangs after ${Math.round(outcome.seconds)} s`;
    case 'slow':
      return 'slow';
    case 'unknown':
      return 'end unknown';
  }
}

/** Counts of a session. Costs as much as it has processes: not for every frame. */
export function factsOf({ trace, state, origin, report }: Session, nowMs: number): SessionFacts {
  let calls = 0;
  let failed = 0;
  for (const process of trace.processes) {
    calls += process.calls;
    failed += process.failed;
  }
  const command = origin === 'stored' && report !== null && report.command !== null ? rawText(shellLine(report.command)) : null;
  return { calls, processes: trace.processes.length, failed, state, takenAtMs: nowMs, command, isPart: trace.troubles.length > 0 };
}
