// The chain of a finding as lines of text: what each step says, and under it the call or the probe that shows it.
import type { ChainStep } from '../model/report.ts';
import { fitCells, widthCells } from '../text/cells.ts';
import { toVisible } from '../text/visible.ts';
import { wrapCells } from '../text/wrap.ts';
import { ROLE_WORDS } from './report-words.ts';

/** Room for the longest role word, and a space. */
const ROLE_COLUMNS = 9;
const INDENT = 2;

export function chainLines(chain: readonly ChainStep[], columns: number): readonly string[] {
  return chain.flatMap((step, index) => {
    const left = INDENT + ROLE_COLUMNS;
    const [first = '', ...rest] = wrapCells(toVisible(step.says), columns - left);
    return [
      `${' '.repeat(INDENT)}${ROLE_WORDS[step.role].padEnd(ROLE_COLUMNS)}${first}`,
      ...rest.map((line) => ' '.repeat(left) + line),
      ...evidenceLine(step, left, columns),
    ];
  });
}

/** The cited line is cut where the screen ends: the number leads to the whole of it. */
function evidenceLine(step: ChainStep, left: number, columns: number): readonly string[] {
  const text = toVisible(step.role === 'probe' ? `${step.probe}: ${step.answer}` : `#${step.event}  ${step.line}`);
  if (text === '' || columns <= left + 4) return [];
  const room = columns - left - 2;
  return [`${' '.repeat(left + 2)}${widthCells(text) <= room ? text : fitCells(text, room)}`];
}
