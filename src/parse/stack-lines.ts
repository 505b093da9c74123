// Which lines are of a `-k` stack: those that look so, and what a library says right behind them.
import { ATTACHED } from '../model/trace.ts';
import { type Line, SHAPE_STACK } from './line.ts';
import { isFrameMark } from './scan-line.ts';

export class StackLines {
  private last = -1;

  /** A frame, or why a stack ends here, in the words of a library: ` > no matching address range`. */
  takes(line: Line): boolean {
    if (line.shape !== SHAPE_STACK && (this.last !== line.number - 1 || !isFrameMark(line))) return false;
    this.last = line.number;
    line.flags = ATTACHED;
    return true;
  }
}
