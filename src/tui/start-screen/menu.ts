// The first page of the start screen: what a person has (a command, a process, a file), what was done lately, and the symptoms.
import type { RecentCapture } from '../../capture/recent.ts';
import { CARDS, type Card } from '../../knowledge/cards.ts';
import type { InputEvent } from '../input/input-event.ts';
import type { Row } from '../pane.ts';
import { cutMiddle, cutText, emptyRow, fitText, row, wrapText } from '../row-text.ts';
import { keepInView, moveCursor, type Scroll } from '../scroll.ts';
import { listKey } from './list-key.ts';
import type { PartContext } from './part.ts';
import { spokenAge, spokenSize } from './spoken.ts';

export type MenuItem =
  | {
      readonly kind: 'part';
      readonly part: 'run' | 'attach' | 'open' | 'paste';
      readonly key: string;
      readonly title: string;
      readonly says: string;
      readonly hint: string;
    }
  | { readonly kind: 'recent'; readonly recent: RecentCapture }
  | { readonly kind: 'card'; readonly card: Card };

type MenuLine = { readonly kind: 'heading'; readonly text: string } | { readonly kind: 'blank' } | { readonly kind: 'item'; readonly item: MenuItem };

export interface Menu extends Scroll {
  /** `cursor` counts items, `top` lines. */
  readonly recent: readonly RecentCapture[];
  readonly nowMs: number;
}

export const openMenu = (): Menu => ({ cursor: 0, top: 0, recent: [], nowMs: 0 });

const PARTS: readonly MenuItem[] = [
  {
    kind: 'part',
    part: 'run',
    key: 'r',
    title: 'Run a command',
    says: 'under strace, from its start',
    hint: 'Shows what it does while it runs, and names the cause when it fails, hangs or stalls.',
  },
  {
    kind: 'part',
    part: 'attach',
    key: 'a',
    title: 'Attach to a process',
    says: 'one that hangs or is slow right now',
    hint: 'Looks into a process that is running, with all its threads. It goes on when whytrace leaves.',
  },
  {
    kind: 'part',
    part: 'open',
    key: 'o',
    title: 'Open a capture',
    says: 'strace output in a file',
    hint: 'Any strace output: plain, gzip or zstd, one file or the set that strace -ff writes.',
  },
  {
    kind: 'part',
    part: 'paste',
    key: 'p',
    title: 'Paste a capture',
    says: 'strace output from the clipboard',
    hint: 'Takes lines of strace output as they are pasted. Pasting on this page does the same.',
  },
];
const MOST_RECENT = 5;

const menuItems = ({ recent }: Menu): readonly MenuItem[] => [
  ...PARTS,
  ...recent.slice(0, MOST_RECENT).map((one): MenuItem => ({ kind: 'recent', recent: one })),
  ...CARDS.map((card): MenuItem => ({ kind: 'card', card })),
];

function menuLines(menu: Menu): readonly MenuLine[] {
  const items = menuItems(menu).map((item): MenuLine => ({ kind: 'item', item }));
  const firstCard = items.length - CARDS.length;
  const recent = items.slice(PARTS.length, firstCard);
  const lines: MenuLine[] = [...items.slice(0, PARTS.length), { kind: 'blank' }];
  if (recent.length > 0) lines.push({ kind: 'heading', text: 'Recent captures' }, ...recent, { kind: 'blank' });
  return [...lines, { kind: 'heading', text: 'What do you see?' }, ...items.slice(firstCard)];
}

const lineOfItem = (lines: readonly MenuLine[], item: number): number => {
  let seen = -1;
  return lines.findIndex((line) => line.kind === 'item' && ++seen === item);
};
const itemOfLine = (lines: readonly MenuLine[], at: number): number =>
  lines[at]?.kind === 'item' ? lines.slice(0, at).filter(({ kind }) => kind === 'item').length : -1;

/** @returns the menu, and the item that was chosen, if one was */
export function updateMenu(menu: Menu, input: InputEvent, context: PartContext): { readonly menu: Menu; readonly chosen: MenuItem | null } {
  const items = menuItems(menu);
  if (input.kind === 'key') {
    if (input.key === 'enter' || input.key === 'space' || input.key === 'right') return { menu, chosen: items[menu.cursor] ?? null };
    const direct = items.find((item) => item.kind === 'part' && item.key === input.key);
    if (direct !== undefined) return { menu, chosen: direct };
  }
  const lines = menuLines(menu);
  if (input.kind === 'mouse' && input.action === 'press') {
    const item = input.row < listRows(context) ? itemOfLine(lines, menu.top + input.row) : -1;
    if (item < 0) return { menu, chosen: null };
    return item === menu.cursor ? { menu, chosen: items[item] ?? null } : { menu: { ...menu, cursor: item }, chosen: null };
  }
  return { menu: inView(moved(menu, input, items.length, listRows(context)), lines, context), chosen: null };
}

const VI: Readonly<Record<string, 'up' | 'down' | 'top' | 'bottom' | 'half-down' | 'half-up'>> = {
  j: 'down',
  k: 'up',
  g: 'top',
  G: 'bottom',
  home: 'top',
  end: 'bottom',
  'ctrl-d': 'half-down',
  'ctrl-u': 'half-up',
  tab: 'down',
  'shift-tab': 'up',
};

function moved(menu: Menu, input: InputEvent, length: number, rows: number): Menu {
  const command = input.kind === 'key' ? VI[input.key] : undefined;
  const to = command === undefined ? listKey({ cursor: menu.cursor, top: 0 }, input, length, rows, 0) : moveCursor(menu, command, length, rows);
  return to === null ? menu : { ...menu, cursor: to.cursor };
}

function inView(menu: Menu, lines: readonly MenuLine[], context: PartContext): Menu {
  const at = lineOfItem(lines, menu.cursor);
  const rows = listRows(context);
  // The heading above the first item of a group comes into view with it.
  const withHeading = lines[at - 1]?.kind === 'heading' && at - 1 < menu.top ? at - 1 : at;
  const { top } = keepInView(keepInView({ cursor: at, top: menu.top }, lines.length, rows), lines.length, rows);
  return { ...menu, top: menu.cursor === 0 ? 0 : Math.min(top, withHeading) };
}

/** Two rows at the bottom say what the item under the cursor does. */
const FOOT_ROWS = 3;
const listRows = ({ size }: PartContext): number => Math.max(1, size.rows - (size.rows >= 8 ? FOOT_ROWS : 0));

export function menuRows(menu: Menu, context: PartContext): readonly Row[] {
  const { size, utf8 } = context;
  const lines = menuLines(menu);
  const at = lineOfItem(lines, menu.cursor);
  const shown = lines.slice(menu.top, menu.top + listRows(context)).map((line, i): Row => {
    const drawn = lineRow(line, menu.nowMs, size.columns, utf8);
    return menu.top + i === at ? { ...drawn, cursor: true } : drawn;
  });
  if (size.rows < 8) return shown;
  while (shown.length < listRows(context)) shown.push(emptyRow);
  const item = menuItems(menu)[menu.cursor];
  const foot = item === undefined ? [] : hintLines(itemHint(item), size.columns - 2, utf8).map((text) => row([` ${text}`, 'dim']));
  return [...shown, emptyRow, ...foot];
}

function hintLines(text: string, columns: number, utf8: boolean): readonly string[] {
  const lines = wrapText(text, columns);
  const kept = lines.slice(0, FOOT_ROWS - 2);
  return lines.length < FOOT_ROWS ? lines : [...kept, cutText(lines.slice(kept.length).join(' '), columns, utf8)];
}

function lineRow(line: MenuLine, nowMs: number, columns: number, utf8: boolean): Row {
  if (line.kind === 'blank') return emptyRow;
  if (line.kind === 'heading') return row([` ${line.text}`, 'heading']);
  const { item } = line;
  if (item.kind === 'part') {
    const title = columns >= 70 ? fitText(item.title, 22, utf8) : item.title;
    return row([` ${item.key}  `, 'strong'], title, [columns >= 70 ? cutText(item.says, columns - 28, utf8) : '', 'dim']);
  }
  if (item.kind === 'card') return row(` ${cutText(item.card.symptom, columns - 2, utf8)}`);
  const { recent } = item;
  const right = columns >= 60 ? `  ${fitText(spokenAge(recent.atMs, nowMs), 12, utf8)}${spokenSize(recent.sizeBytes).padStart(7)}` : '';
  return row([` ${fitText(cutMiddle(recent.title, columns - right.length - 2, utf8), columns - right.length - 2, utf8)}`, 'normal'], [right, 'dim']);
}

function itemHint(item: MenuItem): string {
  if (item.kind === 'part') return item.hint;
  if (item.kind === 'card') return `Looks at ${item.card.looksAt}.`;
  return { run: 'A command that was run', attach: 'A process that was attached to', file: 'A file that was opened' }[item.recent.kind];
}
