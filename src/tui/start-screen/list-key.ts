// Moving in a list while letters go to a line above it: arrows, pages, wheel and clicks.

import type { Command } from '../command.ts';
import type { InputEvent } from '../input/input-event.ts';
import { keepInView, moveCursor, type Scroll } from '../scroll.ts';

const COMMANDS: Readonly<Record<string, Command>> = {
  up: 'up',
  down: 'down',
  'page-up': 'page-up',
  'page-down': 'page-down',
  'ctrl-p': 'up',
  'ctrl-n': 'down',
};

/**
 * @param rows lines of the list in view; @param firstRow where the list begins on the screen
 * @returns null when the input is none that moves
 */
export function listKey(scroll: Scroll, input: InputEvent, length: number, rows: number, firstRow: number): Scroll | null {
  if (input.kind === 'key') {
    const command = COMMANDS[input.key];
    return command === undefined ? null : moveCursor(scroll, command, length, rows);
  }
  if (input.kind === 'paste') return null;
  if (input.action !== 'press') return moveCursor(scroll, input.action === 'wheel-up' ? 'up' : 'down', length, rows);
  const line = scroll.top + input.row - firstRow;
  return input.row >= firstRow && line < length ? keepInView({ cursor: line, top: scroll.top }, length, rows) : scroll;
}
