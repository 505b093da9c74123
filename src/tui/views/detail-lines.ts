// The lines of an event's detail.
import { citedEvent, type EventIndex } from '../../model/event.ts';
import { CALL_INJECTED, CALL_JOINED } from '../../model/trace.ts';
import { toVisible } from '../../text/visible.ts';
import type { PaneContext, Place, Row, Span } from '../pane.ts';
import { groupDigits, span, spokenDuration, wrapText } from '../row-text.ts';
import { evidenceOf } from './calls-evidence.ts';
import { errnoStyle } from './errno-weight.ts';

export interface DetailLine {
  readonly row: Row;
  /** Where Enter leads. */
  readonly to?: Place;
  /** What `y` copies; the whole call when absent. */
  readonly copy?: string;
}

const LABEL_CELLS = 11;

export function detailLines(event: EventIndex, context: PaneContext): DetailLine[] {
  const { session, size, utf8 } = context;
  const { trace, report } = session;
  const lines: DetailLine[] = [];
  const width = Math.max(10, size.columns - LABEL_CELLS - 2);
  const add = (label: string, text: string, style: Span['style'] = 'normal', extra: Partial<DetailLine> = {}) => {
    wrapText(text, width).forEach((part, i) => {
      lines.push({ row: { spans: [span(` ${(i === 0 ? label : '').padEnd(LABEL_CELLS)}`, 'dim'), { text: part, style }] }, copy: text, ...extra });
    });
  };
  const process = trace.processes[trace.process(event)];
  const evidence = evidenceOf(report).get(event);
  if (evidence !== undefined)
    add('evidence', evidence.finding.title, 'error', { to: { kind: 'finding', finding: report?.findings.indexOf(evidence.finding) ?? 0 } });
  if (process !== undefined)
    add('process', `${toVisible(process.comm)} (pid ${trace.tid(event) || process.pid})`, 'normal', {
      to: { kind: 'process', process: process.index },
    });
  const time = trace.timeText(event);
  if (time !== null) add('time', `${toVisible(time)}${sinceStart(trace.sinceStartNs(event))}`);
  if (!Number.isNaN(trace.tookNs(event))) add('took', spokenDuration(trace.tookNs(event), utf8));
  if (trace.kind(event) === 'call') {
    for (const [i, arg] of trace.args(event).entries()) add(`${i + 1}`, toVisible(arg));
    const errno = trace.errno(event);
    const note = trace.resultNote(event);
    add(
      'result',
      [toVisible(trace.result(event) ?? 'none yet'), errno ?? '', toVisible(note)].filter((part) => part !== '').join(' '),
      errno === null ? 'normal' : errnoStyle(errno),
    );
  }
  if (trace.flags(event) & CALL_INJECTED) add('injected', 'the result was made up by strace (-e inject)', 'warning');
  const { line, endLine, file } = trace.lines(event);
  const where = trace.files.length > 1 ? ` of ${toVisible(trace.files[file] ?? '')}` : '';
  const joined = trace.flags(event) & CALL_JOINED ? `, joined from an unfinished and a resumed one` : '';
  add('line', `${groupDigits(line)}${endLine === line ? '' : ` and ${groupDigits(endLine)}`}${where}${joined}`);
  add('event', groupDigits(citedEvent(event)));
  add('raw', toVisible(trace.text(event)), 'dim');
  return lines;
}

const sinceStart = (ns: number): string => (Number.isNaN(ns) ? '' : ` (${(ns / 1e9).toFixed(6)} s after the start)`);
