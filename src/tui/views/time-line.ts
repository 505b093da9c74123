// The time line of the Time view: calls, failures and waiting as bars, a window on it, and the axis.
import type { TimeLine } from '../../model/time-survey.ts';
import type { Row, StyleName } from '../pane.ts';
import { groupDigits, row, spokenDuration } from '../row-text.ts';

/** A stretch of the time line, nanoseconds since the start. */
export interface TimeWindow {
  readonly fromNs: number;
  readonly toNs: number;
}

const LABEL_CELLS = 9;
const BARS = { utf8: ' ▁▂▃▄▅▆▇█', ascii: ' .:-=+*#@' };

/** How many cells the line has in a pane. */
export const lineCells = (columns: number): number => Math.max(10, columns - LABEL_CELLS - 2);
export const lineStart = LABEL_CELLS + 1;

/** @param height rows for the bars: three kinds in one row each, or only calls where there is one row */
export function timeLineRows(
  line: TimeLine,
  spanNs: number,
  window: TimeWindow | null,
  { columns, height, utf8 }: { columns: number; height: 1 | 3; utf8: boolean },
): Row[] {
  const cells = lineCells(columns);
  const calls = summed(line.calls, cells);
  const failed = summed(line.failed, cells);
  const waited = summed(line.waitedNs, cells);
  const perSecond = (count: number): string => {
    const rate = (count * 1e9 * cells) / Math.max(1, spanNs);
    return `${rate < 10 ? rate.toFixed(1) : groupDigits(Math.round(rate))}/s`;
  };
  const rows = [barRow('calls', calls, 'number', window, spanNs, utf8)];
  if (height === 3) {
    rows.push(barRow('failed', failed, 'warning', window, spanNs, utf8));
    rows.push(barRow('waiting', waited, 'path', window, spanNs, utf8));
  }
  return [...rows, axisRow(spanNs, cells, window, utf8, `most ${perSecond(Math.max(0, ...calls))}`)];
}

/** Pieces put together to so many cells. */
function summed(pieces: ArrayLike<number>, cells: number): number[] {
  const sums = new Array<number>(cells).fill(0);
  for (let piece = 0; piece < pieces.length; piece++) sums[Math.floor((piece * cells) / pieces.length)]! += pieces[piece]!;
  return sums;
}

function barRow(label: string, values: readonly number[], style: StyleName, window: TimeWindow | null, spanNs: number, utf8: boolean): Row {
  const most = Math.max(...values);
  const levels = utf8 ? BARS.utf8 : BARS.ascii;
  // Something is never drawn as nothing, and a few calls beside a burst of thousands are still seen.
  const level = (value: number): number => (value <= 0 || most <= 0 ? 0 : Math.max(1, Math.round(Math.sqrt(value / most) * (levels.length - 1))));
  const parts: [string, StyleName][] = [];
  for (const [cell, value] of values.entries()) {
    const text = levels[level(value)] ?? ' ';
    const own: StyleName = isInside(cell, values.length, window, spanNs) ? 'cursor' : style;
    const last = parts.at(-1);
    if (last !== undefined && last[1] === own) last[0] += text;
    else parts.push([text, own]);
  }
  return row([` ${label.padEnd(LABEL_CELLS)}`, 'dim'], ...parts);
}

function isInside(cell: number, cells: number, window: TimeWindow | null, spanNs: number): boolean {
  if (window === null) return false;
  const middle = ((cell + 0.5) * spanNs) / cells;
  return middle >= window.fromNs && middle < window.toNs;
}

/** Times below the bars; with a window its ends, which a screen without colour needs. */
function axisRow(spanNs: number, cells: number, window: TimeWindow | null, utf8: boolean, most: string): Row {
  const axis = new Array<string>(cells).fill(' ');
  const put = (text: string, at: number): boolean => {
    const start = Math.max(0, Math.min(cells - text.length, at));
    if (axis.slice(Math.max(0, start - 1), start + text.length + 1).some((character) => character !== ' ')) return false;
    for (const [i, character] of [...text].entries()) axis[start + i] = character;
    return true;
  };
  if (window !== null) {
    const at = (ns: number): number => Math.round((ns * cells) / Math.max(1, spanNs));
    const [from, to] = [at(window.fromNs), Math.max(at(window.fromNs) + 1, at(window.toNs))];
    const label = `${seconds(window.fromNs)} ${utf8 ? '–' : '-'} ${seconds(window.toNs)}`;
    put(`${utf8 ? '└' : '`'}${(utf8 ? '─' : '-').repeat(Math.max(0, to - from - 2))}${to - from > 1 ? (utf8 ? '┘' : "'") : ''}`, from);
    if (!put(label, to + 1)) put(label, from - label.length - 1);
  }
  put('0', 0);
  put(spokenDuration(spanNs, utf8), cells);
  if (window === null) {
    put(spokenDuration(spanNs / 2, utf8), Math.floor(cells / 2) - 4);
    put(most, Math.floor(cells / 4) - 4);
  }
  return row([` ${' '.repeat(LABEL_CELLS)}${axis.join('')}`, 'dim']);
}

/** As a filter takes it. */
export const seconds = (ns: number): string => (ns === 0 ? '0s' : `${(ns / 1e9).toFixed(ns < 1e7 ? 6 : 3)}s`);
