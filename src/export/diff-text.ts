// A comparison as text for a terminal or a log: the difference that decided first, then what was given, then what was done.
import type {
  CallDifference,
  ComparedSide,
  Comparison,
  EnvironmentDifference,
  FirstDifference,
  ProcessDifference,
  Sighting,
} from '../model/comparison.ts';
import { shellLine } from '../text/shell-quote.ts';
import { toVisible, visible } from '../text/visible.ts';
import { wrapCells } from '../text/wrap.ts';
import { outcomeWords } from './report-words.ts';

export interface DiffTextOptions {
  readonly columns: number;
  readonly colour: boolean;
  readonly utf8: boolean;
}

/** Rows of each list; JSON has more. */
const ROWS = 20;

type Paint = (style: 'error' | 'good' | 'dim' | 'strong', text: string) => string;
const SGR = { error: '1;31', good: '1;32', dim: '2', strong: '1' } as const;

/** Whole lines, each ended. */
export function diffAsText(comparison: Comparison, options: DiffTextOptions): string {
  const { a, b, firstDifference, environment, processes, calls, unlisted, same } = comparison;
  const paint: Paint = (style, text) => (options.colour ? `\u001b[${SGR[style]}m${text}\u001b[0m` : text);
  const lines = (text: string, before: number, hanging: number) => indented(text, before, hanging, options.columns);
  const mark = same ? (options.utf8 ? '✓ ' : 'ok ') : options.utf8 ? '≠ ' : '!= ';
  const heading = (text: string) => ['', paint('strong', text)];
  const out = lines(`${mark}${headline(comparison)}`, 0, 2).map((line) => paint(same ? 'good' : 'error', line));
  out.push(...lines(sideWords('A', a), 2, 5), ...lines(sideWords('B', b), 2, 5));
  if (firstDifference !== null) {
    out.push(...heading('First difference that matters'), ...lines(firstDifference.says, 2, 4).map((line) => paint('strong', line)));
    out.push(...lines(firstDifference.because, 4, 4).map((line) => paint('dim', line)));
    out.push(...whereLines(firstDifference).flatMap((line) => lines(line, 4, 7)));
  }
  const findings = findingLines(a, b);
  if (findings.length > 0) out.push(...heading('Causes that were found'), ...findings.flatMap((line) => lines(line, 2, 5)));
  if (environment.length > 0)
    out.push(
      ...heading('What they were given'),
      ...environment.slice(0, ROWS).flatMap((one) => environmentLines(one).flatMap((line, index) => lines(line, index === 0 ? 2 : 4, 7))),
      ...more(environment.length - ROWS),
    );
  if (processes.length > 0)
    out.push(
      ...heading('Processes'),
      ...processes.slice(0, ROWS).flatMap((one) => lines(`${sign(one)} ${one.says}`, 2, 4)),
      ...more(processes.length - ROWS + unlisted.processes),
    );
  const [strong, weak] = [calls.filter((one) => !one.weak), calls.filter((one) => one.weak)];
  if (strong.length > 0)
    out.push(
      ...heading('Calls'),
      ...strong.slice(0, ROWS).flatMap((one) => lines(`${sign(one)} ${one.says}`, 2, 4)),
      ...more(strong.length - ROWS + unlisted.calls),
    );
  const slower = weak.filter((one) => one.kind === 'time');
  if (slower.length > 0)
    out.push(...heading('Took another time'), ...slower.slice(0, ROWS).flatMap((one) => lines(`${sign(one)} ${one.says}`, 2, 4)));
  if (weak.length > slower.length)
    out.push(
      '',
      ...lines(`${weak.length - slower.length} more differences are such as healthy runs have too (--json lists them).`, 0, 2).map((line) =>
        paint('dim', line),
      ),
    );
  return `${out.join('\n')}\n`;
}

function headline({ same, firstDifference, processes, calls, unlisted }: Comparison): string {
  if (same) return firstDifference?.what === 'environment' ? 'They behave the same, though they were given different things' : 'They behave the same';
  const counts = [
    [processes.length + unlisted.processes, 'process', 'processes'],
    [calls.filter((one) => !one.weak).length + unlisted.calls, 'call', 'calls'],
  ] as const;
  const words = counts.filter(([count]) => count > 0).map(([count, one, many]) => `${count} ${count === 1 ? one : many}`);
  return words.length === 0 ? 'They differ in how they ended' : `They differ: ${words.join(', ')}`;
}

function sideWords(name: string, { title, command, outcome, seconds, calls, processes }: ComparedSide): string {
  const line = command === null ? title : shellLine(command);
  return `${name}: ${line === title ? line : `${title}: ${line}`} ${outcomeWords(outcome)}${seconds === null ? '' : `, ${seconds.toFixed(1)} s`}; ${calls} calls, ${processes} ${processes === 1 ? 'process' : 'processes'}`;
}

/** `+`: only in B; `-`: only in A; `~`: in both, and not the same. */
const sign = ({ kind }: CallDifference | ProcessDifference): string => (kind === 'only-a' ? '-' : kind === 'only-b' ? '+' : '~');

function whereLines(first: FirstDifference): readonly string[] {
  if (first.what === 'environment') return environmentLines(first).slice(1);
  const where = (name: string, seen: Sighting | null) =>
    seen === null ? `${name}: not there` : `${name}: event ${seen.event}, pid ${seen.pid}: ${seen.outcomes.join(', ')}`;
  return [...(first.what === 'call' && first.program !== '' ? [`in ${first.program}`] : []), where('A', first.a), where('B', first.b)];
}

function environmentLines({ kind, says, a, b }: EnvironmentDifference): readonly string[] {
  if (kind === 'path' || kind === 'count') return [says];
  return [says, ...(a === null ? [] : [`A: ${a}`]), ...(b === null ? [] : [`B: ${b}`])];
}

function findingLines(a: ComparedSide, b: ComparedSide): readonly string[] {
  const words = (name: string, { findings }: ComparedSide, other: ComparedSide) =>
    findings.map(({ code, title, subject }) => {
      const both = other.findings.some((one) => one.code === code && one.subject === subject);
      return `${both ? 'both' : `only in ${name}`}: ${title} (${code})`;
    });
  return [...words('B', b, a), ...words('A', a, b).filter((line) => !line.startsWith('both'))];
}

const more = (count: number): readonly string[] => (count > 0 ? [`  … ${count} more`] : []);

const indented = (text: string, before: number, hanging: number, columns: number): readonly string[] =>
  wrapCells(visible(toVisible(text)), columns - hanging).map((line, index) => ' '.repeat(index === 0 ? before : hanging) + line);
