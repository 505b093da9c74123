// Folded stacks: a line a stack, frames from the outermost in with `;` between, then a blank and a whole number.
import { toVisible } from '../text/visible.ts';
import { stacksOf, type TimeTree } from './time-tree.ts';

/**
 * Weights are microseconds (numbers of calls where the capture has no times); what was spent is never rounded to nothing.
 * @see https://github.com/brendangregg/FlameGraph, stackcollapse.pl
 */
export function* foldedLines(tree: TimeTree, hasTimes: boolean): Generator<string> {
  for (const { frames, ns } of stacksOf(tree.root))
    yield `${frames.map(frameName).join(';')} ${hasTimes ? Math.max(1, Math.round(ns / 1000)) : ns}\n`;
}

/** A semicolon would begin another frame. */
const frameName = (name: string): string => toVisible(name).replaceAll(';', ',');
