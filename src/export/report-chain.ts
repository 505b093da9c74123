// The chain of a finding as lines of text: what each step says, and under it the call or the probe that shows it.
import type { ChainStep } from '../model/report.ts';
import { fitCells } from '../text/cells.ts';
import { toVisible } from '../text/visible.ts';
import { wrapCells } from '../text/wrap.ts';
import { briefCall, ROLE_WORDS } from './report-words.ts';

/** Room for the longest role word, and a space. */
const ROLE_COLUMNS = 9;
const INDENT = 2;
const LEFT = INDENT + ROLE_COLUMNS;
/** So many lines of steps of one role in a row are shown; of more, the first and the last steps. */
const RUN_LINES = 24;
const ENDS = 4;

export interface ChainOptions {
  readonly columns: number;
  readonly utf8: boolean;
  /** Show every step, also of long runs (the 70 places where ld.so looks for a library). */
  readonly explain: boolean;
}

export function chainLines(chain: readonly ChainStep[], options: ChainOptions): readonly string[] {
  return runsOf(chain).flatMap((run) => {
    const bare = run.length > 1 && run[0]!.role === 'probe';
    const left = options.explain || run.length * (bare ? 1 : 2) <= RUN_LINES ? [] : run.slice(ENDS, -ENDS);
    const shown = left.length === 0 ? run : [...run.slice(0, ENDS), ...run.slice(-ENDS)];
    const lines = shown.map((step) => stepLines(step, options, bare));
    if (left.length > 0)
      lines.splice(ENDS, 0, [`${' '.repeat(LEFT)}${options.utf8 ? '…' : '...'} ${left.length} more like these (--explain shows them)`]);
    return lines.flat();
  });
}

/** Neighbours of one role; probes of one kind. */
function runsOf(chain: readonly ChainStep[]): readonly (readonly ChainStep[])[] {
  const runs: ChainStep[][] = [];
  for (const step of chain) {
    const run = runs.at(-1);
    if (run !== undefined && kindOf(run[0]!) === kindOf(step)) run.push(step);
    else runs.push([step]);
  }
  return runs;
}

const kindOf = (step: ChainStep): string => (step.role === 'probe' ? `probe ${step.probe}` : step.role);

/** @param bare what it says is enough: one check of many of its kind */
function stepLines(step: ChainStep, options: ChainOptions, bare: boolean): readonly string[] {
  const [first = '', ...rest] = wrapCells(toVisible(step.says), options.columns - LEFT);
  return [
    `${' '.repeat(INDENT)}${ROLE_WORDS[step.role].padEnd(ROLE_COLUMNS)}${first}`,
    ...rest.map((line) => ' '.repeat(LEFT) + line),
    ...(bare ? [] : evidenceLine(step, options)),
  ];
}

/** The cited line is cut where the screen ends: the number leads to the whole of it. */
function evidenceLine(step: ChainStep, { columns, utf8 }: ChainOptions): readonly string[] {
  const text = toVisible(step.role === 'probe' ? `${step.probe}: ${step.answer}` : `#${step.event}  ${briefCall(step.line)}`);
  return columns <= LEFT + 4 ? [] : [`${' '.repeat(LEFT + 2)}${fitCells(text, columns - LEFT - 2, utf8 ? '…' : '~').trimEnd()}`];
}
