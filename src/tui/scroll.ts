// A cursor in a list that is longer than its pane: what each moving command does to it.
import type { Command } from './command.ts';

export interface Scroll {
  /** From 0; 0 for an empty list. */
  readonly cursor: number;
  /** The first line in view. */
  readonly top: number;
}

/**
 * Moves the cursor and keeps it in view.
 * @param length lines in the list
 * @param rows lines that the pane shows
 * @returns null when the command is none that moves
 */
export function moveCursor(scroll: Scroll, command: Command, length: number, rows: number): Scroll | null {
  const target = targetOf(scroll.cursor, command, length, Math.max(1, rows));
  return target === null ? null : keepInView({ cursor: target, top: scroll.top }, length, rows);
}

/** Puts a cursor into the list's bounds and the view around it, moving as little as possible. */
export function keepInView({ cursor, top }: Scroll, length: number, rows: number): Scroll {
  const height = Math.max(1, rows);
  const at = Math.max(0, Math.min(length - 1, cursor));
  const lowest = Math.max(0, length - height);
  return { cursor: at, top: Math.max(0, Math.min(lowest, Math.max(Math.min(top, at), at - height + 1))) };
}

function targetOf(cursor: number, command: Command, length: number, rows: number): number | null {
  switch (command) {
    case 'down':
      return cursor + 1;
    case 'up':
      return cursor - 1;
    case 'page-down':
      return cursor + rows;
    case 'page-up':
      return cursor - rows;
    case 'half-down':
      return cursor + Math.ceil(rows / 2);
    case 'half-up':
      return cursor - Math.ceil(rows / 2);
    case 'top':
      return 0;
    case 'bottom':
      return length - 1;
    default:
      return null;
  }
}
