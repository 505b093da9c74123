// The tables of the Time view: slowest calls, durations by call, by path or descriptor, and stretches without a call.
import type { EventIndex } from '../../model/event.ts';
import type { DurationRow, TimeSurvey } from '../../model/time-survey.ts';
import type { Trace } from '../../model/trace.ts';
import { toVisible } from '../../text/visible.ts';
import type { PaneContext, Row, StyleName } from '../pane.ts';
import { cutMiddle, fitText, groupDigits, row, spokenDuration } from '../row-text.ts';
import { cellsOf, filterValue, whatText } from './calls-cells.ts';
import type { TimeWindow } from './time-line.ts';

export const TIME_TABLES = ['slowest', 'calls', 'targets', 'gaps'] as const;
export type TimeTable = (typeof TIME_TABLES)[number];

export const TABLE_NAMES: Readonly<Record<TimeTable, string>> = {
  slowest: 'slowest calls',
  calls: 'by call',
  targets: 'by path or descriptor',
  gaps: 'between calls',
};

/** A line of a table, with what Enter and `=` do. */
export interface TimeEntry {
  readonly event: EventIndex;
  /** Narrows to what the line counts; null for a single call. */
  readonly term: string | null;
  readonly durations: DurationRow | null;
  row(context: PaneContext): Row;
}

/** Only what began in the window, where there is one; sums by name are of the whole. */
export function timeEntries(survey: TimeSurvey, table: TimeTable, window: TimeWindow | null, trace: Trace): readonly TimeEntry[] {
  const inWindow = (event: EventIndex): boolean => {
    if (window === null) return true;
    const at = trace.sinceStartNs(event);
    return at >= window.fromNs && at < window.toNs;
  };
  switch (table) {
    case 'slowest':
      return survey.slowest
        .filter(({ event }) => inWindow(event))
        .map(({ event, ns }) => ({ event, term: null, durations: null, row: (context) => slowRow(event, ns, context) }));
    case 'calls':
      return survey.byCall.map((durations) => ({
        event: durations.longest,
        term: `call:${durations.name}`,
        durations,
        row: (context) => durationRow(durations, durations.name, context),
      }));
    case 'targets':
      return survey.byTarget.map((durations) => {
        const target = trace.target(durations.longest) ?? '';
        return {
          event: durations.longest,
          term: `call:${durations.name} path:${filterValue(target)}`,
          durations,
          row: (context) => targetRow(durations, target, context),
        };
      });
    case 'gaps':
      return survey.gaps
        .filter(({ event }) => inWindow(event))
        .map(({ event, ns }) => ({ event, term: null, durations: null, row: (context) => slowRow(event, ns, context) }));
  }
}

export function tableHeading(table: TimeTable, { size: { columns }, utf8 }: PaneContext): Row {
  const time = (label: string): string => `${fitText(label, 10, utf8, 'right')} `;
  switch (table) {
    case 'slowest':
      return row([`   ${time('took')}${time('at')}${columns >= 60 ? fitText('by', 16, utf8) : ''}call`, 'dim']);
    case 'gaps':
      return row([`   ${time('silent')}${time('until')}${columns >= 60 ? fitText('by', 16, utf8) : ''}then came`, 'dim']);
    case 'calls':
    case 'targets':
      return row([
        `   ${time('all')}${fitText('calls', 9, utf8, 'right')} ${percentileColumns(columns)
          .map(([label]) => time(label))
          .join('')}${table === 'calls' ? 'call' : 'call and what it is about'}`,
        'dim',
      ]);
  }
}

function slowRow(event: EventIndex, ns: number, context: PaneContext): Row {
  return row(['   ', 'normal'], [timeCell(ns, context), ns >= 1e8 ? 'warning' : 'number'], ...callParts(event, context, 25));
}

function callParts(event: EventIndex, { session: { trace }, size: { columns }, utf8 }: PaneContext, taken: number): (readonly [string, StyleName])[] {
  const cells = cellsOf(trace, event, utf8);
  const process = trace.processes[trace.process(event)];
  const at = `${fitText(`${cells.time} s`, 10, utf8, 'right')} `;
  const by = columns >= 60 ? `${fitText(`${process?.comm ?? '?'} ${process?.pid ?? ''}`, 15, utf8)} ` : '';
  const call = `${cells.call.text} `;
  const result = columns < 60 || cells.result.text === '' || cells.result.style === 'dim' ? '' : ` = ${cells.result.text}`;
  const room = columns - taken - by.length - call.length - result.length - 1;
  return [
    [at, 'time'],
    [by, 'pid'],
    [call, 'call'],
    [cutMiddle(toVisible(whatText(cells)), Math.max(4, room), utf8), 'path'],
    [result, cells.result.style],
  ];
}

const timeCell = (ns: number, { utf8 }: PaneContext): string => `${fitText(spokenDuration(ns, utf8), 10, utf8, 'right')} `;

/** As many as there is room for. */
function percentileColumns(columns: number): readonly (readonly [string, (row: DurationRow) => number])[] {
  const all = [
    ['max', ({ maxNs }: DurationRow) => maxNs],
    ['99 %', ({ p99Ns }: DurationRow) => p99Ns],
    ['half', ({ p50Ns }: DurationRow) => p50Ns],
    ['90 %', ({ p90Ns }: DurationRow) => p90Ns],
  ] as const;
  const shown = all.slice(0, columns >= 100 ? 4 : columns >= 74 ? 3 : columns >= 60 ? 2 : columns >= 46 ? 1 : 0);
  const order = ['half', '90 %', '99 %', 'max'];
  return [...shown].sort((a, b) => order.indexOf(a[0]) - order.indexOf(b[0]));
}

function durationRow(durations: DurationRow, what: string, context: PaneContext): Row {
  return row(...durationParts(durations, context), [what, 'call']);
}

function targetRow(durations: DurationRow, target: string, context: PaneContext): Row {
  const { size, utf8, session } = context;
  const parts = durationParts(durations, context);
  const taken = parts.reduce((sum, [text]) => sum + text.length, 0) + durations.name.length + 2;
  const process = session.trace.processes[durations.process ?? -1];
  const by = size.columns >= 110 && process !== undefined ? `  ${toVisible(process.comm)} ${process.pid}` : '';
  return row(...parts, [`${durations.name} `, 'call'], [cutMiddle(target, Math.max(6, size.columns - taken - by.length), utf8), 'path'], [by, 'pid']);
}

function durationParts(durations: DurationRow, context: PaneContext): (readonly [string, StyleName])[] {
  const { size, utf8 } = context;
  return [
    ['   ', 'normal'],
    [timeCell(durations.totalNs, context), durations.totalNs >= 1e9 ? 'warning' : 'number'],
    [`${fitText(groupDigits(durations.count), 9, utf8, 'right')} `, 'number'],
    ...percentileColumns(size.columns).map(([, of]): readonly [string, StyleName] => [timeCell(of(durations), context), 'number']),
  ];
}

/** The histogram of a line, for the pane's lower part: `< 16 µs  ████  123`. */
export function histogramRows({ bars, count }: DurationRow, columns: number, most: number, utf8: boolean): Row[] {
  const first = bars.findIndex((bar) => bar > 0);
  if (first < 0) return [];
  // Neighbours are put together until they fit.
  let step = 1;
  while (Math.ceil((bars.length - first) / step) > most) step++;
  const groups: { readonly toNs: number; readonly count: number }[] = [];
  for (let at = first; at < bars.length; at += step)
    groups.push({ toNs: 2 ** Math.min(bars.length, at + step), count: bars.slice(at, at + step).reduce((sum, bar) => sum + bar, 0) });
  const largest = Math.max(...groups.map((group) => group.count));
  const room = Math.max(4, columns - 28);
  return groups.map((group) => {
    const cells = group.count === 0 ? 0 : Math.max(1, Math.round((group.count * room) / largest));
    const share = `${Math.round((100 * group.count) / count)} %`;
    return row(
      [` ${fitText(`< ${spokenDuration(group.toNs, utf8)}`, 12, utf8, 'right')} `, 'dim'],
      [(utf8 ? '█' : '#').repeat(cells), 'path'],
      [` ${groupDigits(group.count)}, ${share}`, 'dim'],
    );
  });
}
