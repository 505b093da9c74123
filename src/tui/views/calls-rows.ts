// The rows of the Calls view that are in view: their cost grows with the pane, not with the capture.
import type { EventIndex } from '../../model/event.ts';
import type { Report } from '../../model/report.ts';
import type { Trace } from '../../model/trace.ts';
import { fitCells, fitEndCells, padStartCells, sliceCells, widthCells } from '../../text/cells.ts';
import { visible } from '../../text/visible.ts';
import { markMatches } from '../mark-matches.ts';
import type { PaneContext, Row, Span, StyleName } from '../pane.ts';
import { span } from '../row-text.ts';
import { type CallCells, cellsOf } from './calls-cells.ts';
import { type CallColumns, type CallsHave, callColumns, MARK_CELLS } from './calls-columns.ts';
import { type Evidence, evidenceOf } from './calls-evidence.ts';
import type { CallsModel, ColumnName } from './calls-model.ts';
import { COLUMN_NAMES, eventAt, headingRows } from './calls-model.ts';
import { keptRow } from './calls-row-cache.ts';
import { countsSpans } from './counts-rows.ts';

export function callRows(model: CallsModel, context: PaneContext): Row[] {
  const { session, size } = context;
  const columns = columnsOf(context);
  const { length } = session.filtered;
  const evidence = evidenceOf(session.report);
  const look = JSON.stringify([columns, model.scroll, context.match?.source, context.utf8, reportNumber(session.report), session.trace.gone?.to]);
  const rows: Row[] = headingRows(size) === 1 ? [heading(columns, model.column, context)] : [];
  const end = Math.min(length, model.top + size.rows - rows.length);
  for (let position = model.top; position < end; position++) {
    const event = eventAt(session, position);
    const proof = evidence.get(event);
    const row = keptRow(session.trace, event, look, () => ({
      spans: tableSpans(event, proof, context) ?? rowSpans(cellsOf(session.trace, event, context.utf8), columns, model, proof, context),
    }));
    rows.push(position === model.cursor ? { ...row, cursor: true } : row);
  }
  if (length === 0) rows.push(...emptyRows(context));
  return rows;
}

const numbers = new WeakMap<Report, number>();
let reports = 0;

/** A new report may mark other events. */
function reportNumber(report: Report | null): number {
  if (report === null) return 0;
  const known = numbers.get(report);
  if (known !== undefined) return known;
  numbers.set(report, ++reports);
  return reports;
}

function emptyRows({ session: { filtered, state, trace } }: PaneContext): Row[] {
  const says = (text: string): Row => ({ spans: [span(`   ${text}`, 'dim')] });
  if (trace.eventCount > 0 && filtered.expression !== '') return [says('Nothing matches the filter.'), says('f changes it.')];
  if (trace.eventCount > 0) return [says('Everything here is noise; m shows it.')];
  return [says(state.kind === 'ended' || state.kind === 'failed' || state.kind === 'partial' ? 'No calls were recorded.' : 'No calls yet.')];
}

export const columnsOf = ({ session: { trace }, size }: PaneContext): CallColumns => callColumns(size.columns, whatItHas(trace));

/** The column at cell `x` of a row; null in the marks before the first. */
export function columnAt(x: number, context: PaneContext): ColumnName | null {
  const columns = columnsOf(context);
  let end = MARK_CELLS;
  if (x < end) return null;
  for (const name of COLUMN_NAMES) {
    end += columns[name] === 0 ? 0 : columns[name] + 1;
    if (x < end) return name;
  }
  return null;
}

const known = new WeakMap<Trace, { readonly events: number; readonly processes: number; readonly has: CallsHave }>();
const FIRST_EVENTS = 50;

/** From its first events and its processes: looked at again only while it is short, or when processes were added. */
function whatItHas(trace: Trace): CallsHave {
  const events = Math.min(trace.eventCount, FIRST_EVENTS);
  const before = known.get(trace);
  if (before !== undefined && before.events === events && before.processes === trace.processes.length) return before.has;
  let took = false;
  let largest = 0;
  for (let event = 0; event < events; event++) {
    took ||= !Number.isNaN(trace.tookNs(event));
    largest = Math.max(largest, trace.tid(event));
  }
  for (const { tids } of trace.processes) for (const tid of tids) largest = Math.max(largest, tid);
  const has = { time: trace.clock !== 'none', pidDigits: largest === 0 ? 0 : String(largest).length, took };
  known.set(trace, { events, processes: trace.processes.length, has });
  return has;
}

function heading(columns: CallColumns, active: ColumnName, { focused }: PaneContext): Row {
  const style = (name: ColumnName): StyleName => (name === active && focused === true ? 'heading' : 'dim');
  const spans: Span[] = [span('   ')];
  const add = (name: ColumnName, width: number, right: boolean): void => {
    if (width > 0) spans.push(span(right ? padStartCells(visible(name), width) : fitCells(visible(name), width), style(name)), span(' '));
  };
  add('time', columns.time, true);
  add('pid', columns.pid, true);
  add('call', columns.call, false);
  add('what', columns.what, false);
  add('result', columns.result, false);
  add('took', columns.took, true);
  return { spans };
}

/** A line of a `-c` table takes the whole row. */
function tableSpans(event: EventIndex, evidence: Evidence | undefined, { session: { trace }, size, utf8, match }: PaneContext): Span[] | null {
  const spans = countsSpans(trace, event, size.columns - MARK_CELLS - 1, utf8);
  return spans === null ? null : [span(' '), evidenceMark(evidence, utf8), span(' '), ...spans.flatMap((part) => markMatches(part, match))];
}

function rowSpans(cells: CallCells, columns: CallColumns, model: CallsModel, evidence: Evidence | undefined, context: PaneContext): Span[] {
  const ellipsis = context.utf8 ? '…' : '~';
  const gap = span(' ');
  const spans: Span[] = [span(' '), evidenceMark(evidence, context.utf8), gap];
  if (columns.time > 0) spans.push(span(padStartCells(visible(cells.time), columns.time, ellipsis), 'time'), gap);
  if (columns.pid > 0) spans.push(span(padStartCells(visible(cells.pid), columns.pid, ellipsis), 'pid'), gap);
  const call = span(fitCells(cells.call.text, columns.call, ellipsis), cells.call.style);
  spans.push(...markMatches(call, context.match), gap);
  spans.push(...whatSpans(cells.what, columns.what, model.scroll, ellipsis).flatMap((part) => markMatches(part, context.match)), gap);
  spans.push(...markMatches(span(fitCells(cells.result.text, columns.result, ellipsis), cells.result.style), context.match), gap);
  if (columns.took > 0) spans.push(span(padStartCells(cells.took.text, columns.took, ellipsis), cells.took.style));
  return spans;
}

function evidenceMark(evidence: Evidence | undefined, utf8: boolean): Span {
  if (evidence === undefined) return span(' ');
  return evidence.role === 'cause' ? span(utf8 ? '✗' : 'x', 'error') : span(utf8 ? '•' : '*', 'warning');
}

/** `what` in exactly `width` cells. A path that does not fit keeps its end, which says most; scrolled, it is shown from there on. */
function whatSpans(parts: readonly Span[], width: number, scroll: number, ellipsis: string): Span[] {
  const [first] = parts;
  if (first === undefined) return [span(' '.repeat(width))];
  if (scroll === 0 && first.style === 'path' && widthCells(first.text) > width) return [span(fitEndCells(first.text, width, ellipsis), 'path')];
  const spans: Span[] = [];
  let skip = scroll;
  let room = width;
  for (const [i, part] of parts.entries()) {
    const cells = widthCells(part.text);
    const text = sliceCells(part.text, skip, room);
    const used = Math.min(Math.max(0, cells - skip), room);
    const isCut = cells - skip > room || (room === used && i < parts.length - 1);
    if (used > 0) spans.push(span(isCut ? fitCells(`${text}${ellipsis}${ellipsis}` as Span['text'], room, ellipsis) : text, part.style));
    skip = Math.max(0, skip - cells);
    room -= used;
    if (room === 0) break;
  }
  if (room > 0) spans.push(span(' '.repeat(room)));
  return spans;
}
