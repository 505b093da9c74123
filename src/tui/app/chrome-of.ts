// From the state to what stands around the panes.
import { type RawText, rawText, type VisibleText } from '../../model/raw-text.ts';
import { fitCells, widthCells } from '../../text/cells.ts';
import { toVisible, visible } from '../../text/visible.ts';
import { keyLabel } from '../key-label.ts';
import { bindingsOf, KEY_BINDINGS } from '../keymap.ts';
import { marksFor } from '../theme/charset.ts';
import type { Chrome, ChromeDialog, Hint } from './chrome.ts';
import { placeOfDialog } from './dialog-place.ts';
import { editedLine } from './edited-line.ts';
import { headerSpans } from './header.ts';
import { insideOf, type Layout, SMALLEST } from './layout.ts';
import { contextOf, focusedSlot, layoutOfState, modelOf, slotsOf } from './panes.ts';
import { type AppState, activeTab, NO_FACTS, type TabState } from './state.ts';

/** @param title shown while there is no tab yet */
export function chromeOf(state: AppState, nowMs: number): Chrome {
  const { size, utf8, theme } = state;
  const layout = layoutOfState(state);
  const tab = activeTab(state);
  const inkPanes = slotsOf(layout).flatMap((slot) => {
    const view = slot.name === 'strip' ? undefined : state.paneViews[slot.view];
    const context = tab === null ? null : contextOf(state, tab, slot);
    if (view === undefined || context === null || tab === null) return [];
    return [{ rect: insideOf(slot.rect), view, context, model: modelOf(tab, slot, context) }];
  });
  return {
    size,
    theme,
    utf8,
    tooSmall: layout.kind === 'too-small' ? tooSmall(layout.size.columns, layout.size.rows) : null,
    header: headerSpans({
      title: tab === null ? (visible('') as never) : headerTitle(tab),
      state: tab?.facts.state ?? null,
      facts: tab?.facts ?? NO_FACTS,
      columns: size.columns,
      utf8,
      nowMs,
    }),
    tabs: tabsOf(state, layout),
    inkPanes,
    line: state.line === null || layout.kind !== 'panes' || layout.lineRow === null ? null : editedLine(state.line, layout.lineRow, size.columns),
    hintRow: layout.kind === 'panes' ? layout.hintRow : size.rows - 1,
    hints: hintsOf(state, layout),
    message: state.message === null ? null : { text: state.message.text, style: state.message.style },
    dialog: dialogOf(state),
  };
}

/** Of a stored capture the command first: the file is in the tab, and behind it where there is room. */
const headerTitle = ({ title, facts: { command } }: TabState): RawText => (command === null ? title : rawText(`${command}  (${title})`));

const tooSmall = (columns: number, rows: number): VisibleText =>
  visible(`${SMALLEST.columns}x${SMALLEST.rows} is needed, this is ${columns}x${rows}`);

const TAB_CELLS = 24;

function tabsOf({ tabs, active, utf8 }: AppState, layout: Layout): Chrome['tabs'] {
  if (layout.kind !== 'panes' || layout.tabsRow === null) return null;
  const marks = marksFor(utf8);
  const labels = tabs.map(({ title, session }, i) => {
    const name = toVisible(title);
    const shown = widthCells(name) > TAB_CELLS ? fitCells(name, TAB_CELLS, marks.ellipsis) : name;
    const live = session?.state.kind === 'live' ? `${marks.live} ` : '';
    return { text: visible(` ${i + 1} ${live}${shown} `), active: i === active };
  });
  return { row: layout.tabsRow, labels };
}

const VIEW_KEYS = `0-${Math.max(...KEY_BINDINGS.flatMap(({ command, keys }) => (command.startsWith('view-') ? [Number(keys[0])] : [])))}`;

function hintsOf(state: AppState, layout: Layout): Hint[] {
  const { utf8, line } = state;
  const key = (name: string): string => keyLabel(name, utf8);
  if (line !== null) {
    const done = line.kind === 'filter' ? 'keep' : line.kind === 'search' ? 'find' : 'send';
    const complete =
      line.kind === 'filter' ? [{ key: key('tab'), says: 'complete' }] : line.kind === 'input' ? [{ key: '^D', says: 'end of input' }] : [];
    return [{ key: key('enter'), says: done }, ...complete, { key: 'esc', says: 'cancel' }];
  }
  const tab = activeTab(state);
  const pane = tab === null ? 'calls' : (focusedSlot(layout, tab)?.view ?? 'calls');
  const live = tab?.session?.state.kind === 'live';
  const hints = bindingsOf({ pane, live }).flatMap(({ keys, hint }) => (hint === undefined ? [] : [{ key: key(keys[0] ?? ''), says: hint }]));
  // Views are one hint for all their keys.
  return [...hints.slice(0, -2), { key: VIEW_KEYS, says: 'views' }, ...hints.slice(-2)];
}

function dialogOf(state: AppState): ChromeDialog | null {
  const { dialog } = state;
  if (dialog === null) return null;
  const { dialog: own, model, view } = dialog;
  const { rect, context } = placeOfDialog(state, dialog);
  const cursor = own.cursor?.(model, context) ?? null;
  const onScreen = cursor === null ? null : { column: rect.left + 2 + cursor.column, row: rect.top + 1 + cursor.row };
  const rows = () => own.rows?.(model, context) ?? [];
  return { rect, title: own.title(model), hints: own.hints(model), view, model, context, rows, cursor: onScreen };
}
