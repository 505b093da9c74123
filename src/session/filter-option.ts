// The filter of the command line, `--filter EXPR`.
import { Problem } from '../model/problem.ts';
import type { FilterExpression } from '../store/filter/expression.ts';
import { readFilter } from '../store/filter/read-filter.ts';
import { toVisible } from '../text/visible.ts';

/** @throws Problem `wrong-usage`, which says where the mistake is */
export function filterOption(expression: string): FilterExpression {
  const reading = readFilter(expression);
  if (reading.kind === 'ok') return reading.expression;
  const { at, length, says } = reading.mistake;
  throw new Problem('wrong-usage', `--filter: ${toVisible(says)}, at "${toVisible(expression.slice(at, at + length))}" (character ${at + 1})`);
}
