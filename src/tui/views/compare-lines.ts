// A comparison as lines of a pane; made once for a width.
import type { CallDifference, ComparedSide, Comparison, ProcessDifference, Sighting } from '../../model/comparison.ts';
import { shellLine } from '../../text/shell-quote.ts';
import type { Row, StyleName } from '../pane.ts';
import { counted, emptyRow, row, wrapText } from '../row-text.ts';

export interface CompareLine {
  readonly row: Row;
  /** Where Enter goes; null: not there. */
  readonly a: Sighting | null;
  readonly b: Sighting | null;
  /** The first line of the difference that stands on top. */
  readonly isFirst: boolean;
}

export function compareLines(comparison: Comparison, columns: number, utf8: boolean): readonly CompareLine[] {
  const { a, b, same, firstDifference, environment, processes, calls, unlisted } = comparison;
  const out: CompareLine[] = [];
  const put = (text: string, style: StyleName, before = 1, seen: Partial<CompareLine> = {}) => {
    for (const [index, line] of wrapText(text, columns - before - 3).entries())
      out.push({
        row: row(' '.repeat(index === 0 ? before : before + 2), [line, style]),
        a: null,
        b: null,
        ...seen,
        isFirst: seen.isFirst === true && index === 0,
      });
  };
  const heading = (text: string) => {
    if (out.length > 0) out.push({ row: emptyRow, a: null, b: null, isFirst: false });
    put(text, 'heading');
  };
  if (firstDifference !== null) {
    const seen = firstDifference.what === 'environment' ? {} : { a: firstDifference.a, b: firstDifference.b };
    heading('First difference that matters');
    put(firstDifference.says, same ? 'warning' : 'error', 1, { ...seen, isFirst: true });
    put(firstDifference.because, 'dim', 3, seen);
  }
  heading(headline(comparison));
  for (const [name, side] of [
    ['A', a],
    ['B', b],
  ] as const)
    put(sideWords(name, side), 'normal');
  const found = [...causes('B', b, a), ...causes('A', a, b)];
  if (found.length > 0) heading('Causes that were found');
  for (const line of found) put(line, 'normal');
  if (environment.length > 0) heading('What they were given');
  for (const one of environment) {
    put(one.says, 'normal');
    if (one.kind !== 'path' && one.kind !== 'count')
      for (const [name, value] of [
        ['A', one.a],
        ['B', one.b],
      ] as const)
        if (value !== null) put(`${name}: ${value}`, 'dim', 3);
  }
  if (processes.length > 0) heading('Processes');
  for (const one of processes) put(`${sign(one, utf8)} ${one.says}`, styleOf(one), 1, { a: one.a, b: one.b });
  if (unlisted.processes > 0) put(`${counted(unlisted.processes, 'more is', 'more are')} not listed`, 'dim');
  if (calls.length > 0) heading('Calls');
  for (const one of calls) put(`${sign(one, utf8)} ${one.says}`, one.weak ? 'dim' : styleOf(one), 1, { a: one.a, b: one.b });
  if (unlisted.calls > 0) put(`${counted(unlisted.calls, 'more is', 'more are')} not listed`, 'dim');
  return out;
}

function headline({ same, processes, calls, unlisted }: Comparison): string {
  if (same) return 'They behave the same';
  const strong = calls.filter(({ weak }) => !weak).length + unlisted.calls;
  const counts = [[processes.length + unlisted.processes, 'process', 'processes'] as const, [strong, 'call', 'calls'] as const].filter(
    ([count]) => count > 0,
  );
  return counts.length === 0
    ? 'They differ in how they ended'
    : `They differ: ${counts.map(([count, one, many]) => counted(count, one, many)).join(', ')}`;
}

const sign = ({ kind }: CallDifference | ProcessDifference, utf8: boolean): string =>
  kind === 'only-a' ? (utf8 ? '−' : '-') : kind === 'only-b' ? '+' : '~';

const styleOf = ({ kind }: CallDifference | ProcessDifference): StyleName => (kind === 'only-a' ? 'warning' : kind === 'only-b' ? 'good' : 'normal');

function sideWords(name: string, { title, command, outcome, seconds, calls, processes }: ComparedSide): string {
  const ended = outcome.kind === 'exit' ? `exit ${outcome.status}` : outcome.kind === 'signal' ? outcome.signal : outcome.kind;
  const took = seconds === null ? '' : `, ${seconds.toFixed(1)} s`;
  return `${name}: ${command === null ? title : shellLine(command)}: ${ended}${took}, ${counted(calls, 'call')}, ${counted(processes, 'process', 'processes')}`;
}

const causes = (name: string, { findings }: ComparedSide, other: ComparedSide): readonly string[] =>
  findings.flatMap(({ code, title, subject }) => {
    const inBoth = other.findings.some((one) => one.code === code && one.subject === subject);
    return inBoth ? (name === 'B' ? [`both: ${title}`] : []) : [`only in ${name}: ${title}`];
  });
