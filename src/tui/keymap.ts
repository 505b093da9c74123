// Every key and what it does: one table drives the keys, the help screen, the hint line and the README's key table.
import type { Command } from './command.ts';
import type { ViewId } from './pane.ts';

/** Groups of the help screen, in its order. */
export type KeyGroup = 'move' | 'look' | 'find' | 'go' | 'do' | 'whytrace';

export interface KeyBinding {
  /** Names of `KeyEvent`; the first is the one that help and hints show. */
  readonly keys: readonly string[];
  readonly command: Command;
  readonly group: KeyGroup;
  /** For the help screen and the README: `moves one line down`. */
  readonly says: string;
  /** For the hint line, one or two words; absent: not shown there. */
  readonly hint?: string;
  /** Only in these panes; absent: everywhere. A binding with panes goes before one without. */
  readonly panes?: readonly ViewId[];
  /** Only for captures that are live. */
  readonly live?: true;
}

export const KEY_BINDINGS: readonly KeyBinding[] = [
  { keys: ['j', 'down'], command: 'down', group: 'move', says: 'one line down' },
  { keys: ['k', 'up'], command: 'up', group: 'move', says: 'one line up' },
  { keys: ['ctrl-d'], command: 'half-down', group: 'move', says: 'half a page down' },
  { keys: ['ctrl-u'], command: 'half-up', group: 'move', says: 'half a page up' },
  { keys: ['ctrl-f', 'page-down'], command: 'page-down', group: 'move', says: 'a page down' },
  { keys: ['ctrl-b', 'page-up'], command: 'page-up', group: 'move', says: 'a page up' },
  { keys: ['g', 'home'], command: 'top', group: 'move', says: 'to the first line' },
  { keys: ['G', 'end'], command: 'bottom', group: 'move', says: 'to the last line; follows a live capture again' },
  { keys: ['h', 'left'], command: 'left', group: 'move', says: 'closes a branch, or goes to the one above', panes: ['processes', 'libraries'] },
  { keys: ['l', 'right'], command: 'right', group: 'move', says: 'opens a branch, or goes into it', panes: ['processes', 'libraries'] },
  { keys: ['h', 'left'], command: 'left', group: 'move', says: 'a window on the time line, to the left', hint: 'window', panes: ['time'] },
  { keys: ['l', 'right'], command: 'right', group: 'move', says: 'a window on the time line, to the right', panes: ['time'] },
  { keys: ['h', 'left'], command: 'left', group: 'move', says: 'scrolls to the left' },
  { keys: ['l', 'right'], command: 'right', group: 'move', says: 'scrolls to the right' },
  { keys: ['space'], command: 'toggle', group: 'look', says: 'opens or closes a branch', hint: 'fold', panes: ['processes', 'libraries', 'why'] },
  { keys: ['space'], command: 'toggle', group: 'go', says: 'to the call in the other capture', hint: 'other', panes: ['compare'] },
  { keys: ['+'], command: 'expand', group: 'look', says: 'opens a branch', panes: ['processes', 'libraries', 'why'] },
  { keys: ['-'], command: 'collapse', group: 'look', says: 'closes a branch', panes: ['processes', 'libraries', 'why'] },
  { keys: ['r'], command: 'runners-up', group: 'look', says: 'what else it could have been, and why that lost', hint: 'runners-up', panes: ['why'] },
  { keys: ['s'], command: 'sort', group: 'look', says: 'the next table', hint: 'table', panes: ['time'] },
  { keys: ['S'], command: 'sort-back', group: 'look', says: 'the table before', panes: ['time'] },
  { keys: ['+'], command: 'expand', group: 'look', says: 'a wider window', panes: ['time'] },
  { keys: ['-'], command: 'collapse', group: 'look', says: 'a narrower window', panes: ['time'] },
  { keys: ['space'], command: 'toggle', group: 'look', says: 'takes the window away', panes: ['time'] },
  {
    keys: ['space'],
    command: 'toggle',
    group: 'look',
    says: 'what the calls say, or /proc/PID/maps right now',
    hint: 'now',
    panes: ['memory'],
    live: true,
  },
  {
    keys: ['='],
    command: 'add-cell',
    group: 'find',
    says: 'keeps what the window, or the line, holds',
    hint: 'keep',
    panes: ['time'],
  },
  { keys: ['s'], command: 'sort', group: 'look', says: 'sorts by the next column', hint: 'sort', panes: ['files', 'network', 'memory', 'counts'] },
  { keys: ['S'], command: 'sort-back', group: 'look', says: 'sorts by the column before', panes: ['files', 'network', 'memory', 'counts'] },
  {
    keys: ['F'],
    command: 'failed-only',
    group: 'look',
    says: 'shows only what failed, or all again',
    hint: 'failed',
    panes: ['files', 'network', 'memory', 'counts'],
  },
  {
    keys: ['O'],
    command: 'opener',
    group: 'go',
    says: 'to the call that opened the descriptor',
    panes: ['calls', 'detail'],
  },
  { keys: ['/'], command: 'search', group: 'find', says: 'searches; /regular expression/ works too', hint: 'search' },
  { keys: ['f'], command: 'filter', group: 'find', says: 'opens the filter line', hint: 'filter' },
  { keys: ['tab'], command: 'next-pane', group: 'go', says: 'to the next pane', hint: 'pane' },
  {
    keys: ['enter'],
    command: 'input',
    group: 'do',
    says: "types a line into the command's standard input",
    hint: 'type',
    panes: ['output'],
    live: true,
  },
  { keys: ['enter'], command: 'enter', group: 'go', says: 'into what the line is about', hint: 'drill in' },
  { keys: ['esc', 'backspace'], command: 'back', group: 'go', says: 'closes or cancels what is open, then goes back', hint: 'back' },
  { keys: ['shift-tab'], command: 'previous-pane', group: 'go', says: 'to the pane before' },
  { keys: ['n'], command: 'next-match', group: 'find', says: 'next match' },
  { keys: ['N'], command: 'previous-match', group: 'find', says: 'match before' },
  { keys: ['.'], command: 'next-failed', group: 'find', says: 'next call that failed' },
  { keys: [','], command: 'previous-failed', group: 'find', says: 'failed call before' },
  { keys: ['='], command: 'add-cell', group: 'find', says: 'adds the cell under the cursor to the filter' },
  { keys: ['m'], command: 'fold-noise', group: 'look', says: 'folds noise away, or shows it' },
  {
    keys: ['space'],
    command: 'pause',
    group: 'look',
    says: 'pauses or follows a live capture',
    hint: 'pause',
    panes: ['calls', 'output'],
    live: true,
  },
  {
    keys: ['d'],
    command: 'detail',
    group: 'look',
    says: 'everything about one call: arguments, flags and errno in words',
    hint: 'detail',
    panes: ['calls'],
  },
  { keys: ['1'], command: 'view-1', group: 'go', says: 'Calls' },
  { keys: ['2'], command: 'view-2', group: 'go', says: 'Processes' },
  { keys: ['3'], command: 'view-3', group: 'go', says: 'Why' },
  { keys: ['4'], command: 'view-4', group: 'go', says: 'Libraries' },
  { keys: ['5'], command: 'view-5', group: 'go', says: 'Files' },
  { keys: ['6'], command: 'view-6', group: 'go', says: 'Network' },
  { keys: ['7'], command: 'view-7', group: 'go', says: 'Time' },
  { keys: ['8'], command: 'view-8', group: 'go', says: 'Memory' },
  { keys: ['0'], command: 'view-0', group: 'go', says: 'Output' },
  { keys: ['t'], command: 'new-tab', group: 'go', says: 'opens another capture in a tab' },
  { keys: [']'], command: 'next-tab', group: 'go', says: 'next tab' },
  { keys: ['['], command: 'previous-tab', group: 'go', says: 'tab before' },
  { keys: ['c'], command: 'compare', group: 'go', says: 'compares with another capture: the difference that decided first' },
  { keys: ['w'], command: 'walk-through', group: 'do', says: 'walks you through: from the finding to a fix that is verified', hint: 'wizard' },
  { keys: ['x'], command: 'mend', group: 'do', says: 'mends it: shows what would be done, and does it on a yes' },
  { keys: ['y'], command: 'copy', group: 'do', says: "copies the line or the finding to the terminal's clipboard (OSC 52)" },
  { keys: ['e'], command: 'export', group: 'do', says: 'exports what is shown: jsonl, csv or Markdown; the report as a page' },
  { keys: ['o'], command: 'man', group: 'do', says: "opens the call's man page" },
  { keys: ['R'], command: 'read-on', group: 'do', says: 'reads on a file whose reading esc has stopped' },
  { keys: ['?', 'f1'], command: 'help', group: 'whytrace', says: 'these keys', hint: 'help' },
  { keys: ['ctrl-c'], command: 'interrupt', group: 'whytrace', says: 'goes to the traced command, as without whytrace' },
  { keys: ['ctrl-z'], command: 'suspend', group: 'whytrace', says: 'back to the shell; fg returns' },
  { keys: ['ctrl-l'], command: 'redraw', group: 'whytrace', says: 'draws the screen anew' },
  { keys: ['q'], command: 'quit', group: 'whytrace', says: 'quits; asks what becomes of a command that runs', hint: 'quit' },
];

/** What the keys are for at the moment. */
export interface KeyPlace {
  readonly pane: ViewId;
  readonly live: boolean;
}

const applies = ({ panes, live }: KeyBinding, place: KeyPlace): boolean => (panes?.includes(place.pane) ?? true) && (live !== true || place.live);

/** The command of a key; null for keys that do nothing there. */
export const commandOf = (key: string, place: KeyPlace): Command | null => bindingOf(key, place)?.command ?? null;

/** The first key of a command. */
export const keyOf = (command: Command): string => KEY_BINDINGS.find((binding) => binding.command === command)?.keys[0] ?? '';

/** The bindings that work in a pane, those that another hides left out. */
export function bindingsOf(place: KeyPlace): readonly KeyBinding[] {
  return KEY_BINDINGS.filter((binding) => bindingOf(binding.keys[0] ?? '', place) === binding);
}

/** One that names panes hides one that does not. */
function bindingOf(key: string, place: KeyPlace): KeyBinding | undefined {
  const fitting = KEY_BINDINGS.filter((binding) => binding.keys.includes(key) && applies(binding, place));
  return fitting.find(({ panes }) => panes !== undefined) ?? fitting[0];
}
