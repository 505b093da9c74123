// Everything the Why view has to say about a session, as lines.
import { warningSections } from '../../export/report-words.ts';
import type { Report, Warning } from '../../model/report.ts';
import type { Session } from '../../model/session.ts';
import { shellLine } from '../../text/shell-quote.ts';
import type { StyleName } from '../pane.ts';
import { counted, cutText, emptyRow, row, spokenDuration, wrapText } from '../row-text.ts';
import { findingLines } from './why-finding.ts';
import type { LineLook } from './why-line.ts';
import { read, type WhyLine } from './why-line.ts';
import { headline } from './why-words.ts';

export function whyLines(session: Session, look: LineLook): WhyLine[] {
  const { report } = session;
  const head = headline(session, look.utf8);
  if (report === null || head.kind === 'looking' || head.kind === 'failed') return [...headLines(session, look), ...warningLines(report, look)];
  const lines = head.kind === 'cause' ? [] : headLines(session, look);
  report.findings.forEach((finding, index) => {
    if (index > 0) lines.push(read(emptyRow), ...(index === 1 ? [read(row([' Also found', 'heading']))] : []));
    lines.push(...findingLines(finding, index, session, look));
  });
  lines.push(...warningLines(report, look), ...excludedLines(report, look), ...recordNextLines(report, look), ...runnerUpLines(session, look));
  return head.kind === 'cause' ? [...lines, ...stateLines(session, look)] : lines;
}

/** What a cause that was found must not hide. */
function stateLines({ state }: Session, { columns }: LineLook): WhyLine[] {
  const said = (text: string, style: StyleName) => [read(emptyRow), ...wrapText(text, columns - 2).map((part) => read(row([` ${part}`, style])))];
  switch (state.kind) {
    case 'live':
      return said('The capture still grows: this may change.', 'dim');
    case 'failed':
      return said(state.sentence, 'warning');
    // A file is diagnosed when it was read to its end.
    default:
      return [];
  }
}

function headLines(session: Session, look: LineLook): WhyLine[] {
  const { mark, style, text, kind } = headline(session, look.utf8);
  const lines = wrapText(text, look.columns - 4).map((part, i) => read(row([i === 0 ? ` ${mark} ` : '   ', style], [part, style])));
  const { report, diagnosis } = session;
  if (diagnosis.kind === 'at-work') lines.push(read(row(['   esc cancels', 'dim'])));
  if (report !== null && kind !== 'looking') {
    const { events, processes, raw, seconds } = report.stats;
    const time = seconds === null ? '' : ` in ${spokenDuration(Number(seconds) * 1e9, look.utf8)}`;
    const unread = raw === 0 ? '' : ` ${counted(raw, 'line')} could not be understood.`;
    const failed = session.trace.processes.reduce((sum, entry) => sum + entry.failed, 0);
    const harmless =
      kind === 'no-fault' && failed > 0
        ? ` ${counted(failed, 'call')} failed on the way and did no harm: programs look for what they need in many places.`
        : '';
    const seen = `Looked at ${counted(events, 'event')} of ${counted(processes, 'process', 'processes')}${time}.${harmless}${unread}`;
    lines.push(...wrapText(seen, look.columns - 4).map((part) => read(row([`   ${part}`, 'dim']))));
  }
  return lines;
}

function excludedLines({ excluded }: Report, { columns, utf8 }: LineLook): WhyLine[] {
  if (excluded.length === 0) return [];
  const items = excluded.flatMap((text) =>
    wrapText(text, columns - 6).map((part, i) => read(row([i === 0 ? (utf8 ? '   – ' : '   - ') : '     ', 'dim'], part))),
  );
  return [read(emptyRow), read(row([' What it is not', 'heading'])), ...items];
}

function runnerUpLines({ runnersUp }: Session, { columns, utf8, withRunnersUp }: LineLook): WhyLine[] {
  if (withRunnersUp !== true) return [];
  const head = [read(emptyRow), read(row([' Runners-up: what else it could have been', 'heading']))];
  if (runnersUp.length === 0) return [...head, read(row(['   None: nothing else in this capture explains how it ended.', 'dim']))];
  return runnersUp.reduce<WhyLine[]>((lines, { finding, lostBecause }) => {
    const cause = finding.chain.find((step) => step.role === 'cause');
    const act = cause === undefined || cause.role === 'probe' ? null : ({ kind: 'go', to: { kind: 'event', event: cause.event - 1 } } as const);
    const title = wrapText(finding.title, columns - 4).map(
      (part, i): WhyLine => ({ row: row([i === 0 ? (utf8 ? ' – ' : ' - ') : '   ', 'dim'], part), act, finding: null }),
    );
    const lost = wrapText(`lost because ${lostBecause}`, columns - 6).map((part) => read(row([`     ${part}`, 'dim'])));
    lines.push(...title, ...lost);
    return lines;
  }, head);
}

function recordNextLines({ recordNext }: Report, { columns, utf8 }: LineLook): WhyLine[] {
  if (recordNext === null || recordNext.length === 0) return [];
  const commands = recordNext.map((words): WhyLine => {
    const text = shellLine(words);
    return { row: row(['     $ ', 'dim'], [cutText(text, columns - 8, utf8), 'strong']), act: { kind: 'copy', text }, finding: null };
  });
  return [read(emptyRow), read(row([' Record this next: it would show the cause', 'heading'])), ...commands];
}

function warningLines(report: Report | null, { columns }: LineLook): WhyLine[] {
  if (report === null) return [];
  const item = ({ title, events }: Warning): WhyLine[] => {
    const first = events[0];
    const act = first === undefined ? null : ({ kind: 'go', to: { kind: 'event', event: first - 1 } } as const);
    const cite = first === undefined ? '' : `  #${first}${events.length > 1 ? ` +${events.length - 1}` : ''}`;
    return wrapText(title, columns - 4 - cite.length).map((part, i, parts) => ({
      row: row([i === 0 ? ' ! ' : '   ', 'warning'], part, [i === parts.length - 1 ? cite : '', 'dim']),
      act,
      finding: null,
    }));
  };
  return warningSections(report).flatMap(({ heading, warnings }) => [
    read(emptyRow),
    read(row([` ${heading}`, 'heading'])),
    ...warnings.flatMap(item),
  ]);
}
