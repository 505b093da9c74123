// What is said of an input that can't be read, or only in part.
import { Problem } from '../model/problem.ts';
import { toVisible } from '../text/visible.ts';

/** The sentence for a file that can't be used. */
export const unreadable = (path: string, why: string): Problem =>
  new Problem('unreadable-input', `cannot read ${path === '-' ? 'standard input' : toVisible(path)}: ${why}`);

/** What is said of a file that could not be read to its end. */
export const partSentence = (path: string, trouble: string): string =>
  `only a part of ${path === '-' ? 'standard input' : toVisible(path)} could be read: ${trouble}`;
