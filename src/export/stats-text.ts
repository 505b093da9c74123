// The counts of a capture as text for a person.

import { toVisible } from '../text/visible.ts';
import type { Stats } from './stats.ts';

/** Rows of each table. */
const ROWS = 12;

/** Lines for a terminal, each with its newline; safe to print. */
export function statsText(stats: Stats): string {
  const records = [
    [`${stats.calls}`, 'calls'],
    [`${stats.joined}`, 'of them in two halves, joined'],
    [`${stats.pending}`, 'without a result'],
    [`${stats.signals}`, 'signals'],
    [`${stats.exits}`, 'exits'],
    [`${stats.notices}`, 'messages of strace'],
    [`${stats.stacks}`, 'lines of stacks'],
    [`${stats.summaries}`, 'lines of summary tables'],
    [`${stats.output}`, 'lines of output in between'],
    [`${stats.raw}`, 'lines that could not be understood'],
  ].filter(([count]) => count !== '0');
  const time = stats.seconds === null ? '' : `, ${stats.seconds} s`;
  return [
    `${stats.lines} lines, ${stats.processes} processes${time}`,
    ...columns(records),
    ...table('calls by name', Object.entries(stats.byName)),
    ...table('failed calls by errno', Object.entries(stats.byErrno)),
    ...table(
      'calls by process',
      stats.byProcess.map(({ pid, comm, calls }) => [`${pid} ${toVisible(comm)}`, calls]),
    ),
    '',
  ].join('\n');
}

function table(title: string, rows: readonly (readonly [string, number])[]): readonly string[] {
  if (rows.length === 0) return [];
  const shown = rows.slice(0, ROWS).map(([text, count]) => [`${count}`, toVisible(text)]);
  const rest = rows.length > ROWS ? [`  … ${rows.length - ROWS} more`] : [];
  return ['', `${title}:`, ...columns(shown), ...rest];
}

/** Numbers to the right, words behind them. */
function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const width = Math.max(...rows.map(([count = '']) => count.length), 0);
  return rows.map(([count = '', words = '']) => `  ${count.padStart(width)}  ${words}`);
}
