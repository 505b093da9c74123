// From the state to what stands around the panes.
import type { VisibleText } from '../../model/raw-text.ts';
import { widthCells } from '../../text/cells.ts';
import { toVisible, visible } from '../../text/visible.ts';
import { keyLabel } from '../key-label.ts';
import { bindingsOf } from '../keymap.ts';
import type { Span } from '../pane.ts';
import { span } from '../row-text.ts';
import type { Chrome, ChromeDialog, ChromeLine, Hint } from './chrome.ts';
import { completionPopup } from './completion-popup.ts';
import { placeOfDialog } from './dialog-place.ts';
import { headerSpans } from './header.ts';
import { insideOf, type Layout, SMALLEST } from './layout.ts';
import { contextOf, focusedSlot, layoutOfState, modelOf, slotsOf } from './panes.ts';
import { type AppState, activeTab, NO_FACTS } from './state.ts';

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
      title: tab?.title ?? (visible('') as never),
      state: tab?.facts.state ?? null,
      facts: tab?.facts ?? NO_FACTS,
      columns: size.columns,
      utf8,
      nowMs,
    }),
    tabs: tabsOf(state, layout),
    inkPanes,
    line: lineOf(state, layout),
    hintRow: layout.kind === 'panes' ? layout.hintRow : size.rows - 1,
    hints: hintsOf(state, layout),
    message: state.message === null ? null : { text: state.message.text, style: state.message.style },
    dialog: dialogOf(state),
  };
}

const tooSmall = (columns: number, rows: number): VisibleText =>
  visible(`${SMALLEST.columns}x${SMALLEST.rows} is needed, this is ${columns}x${rows}`);

function tabsOf({ tabs, active }: AppState, layout: Layout): Chrome['tabs'] {
  if (layout.kind !== 'panes' || layout.tabsRow === null) return null;
  return {
    row: layout.tabsRow,
    labels: tabs.map(({ title }, i) => ({
      text: toVisible(` ${i + 1} ${title.length > 24 ? `${title.slice(0, 23)}…` : title} `),
      active: i === active,
    })),
  };
}

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
  // Views are one hint for five keys.
  return [...hints.slice(0, -2), { key: '0-4', says: 'views' }, ...hints.slice(-2)];
}

function lineOf(state: AppState, layout: Layout): ChromeLine | null {
  const { line } = state;
  if (line === null || layout.kind !== 'panes' || layout.lineRow === null) return null;
  const { reading, edited } = line;
  const prompt = visible(line.kind === 'filter' ? ' filter ' : line.kind === 'search' ? ' / ' : ' stdin ');
  const wrong = line.kind === 'filter' && reading.kind === 'error' ? reading : null;
  const spans: Span[] =
    wrong === null
      ? [span(edited.text)]
      : [
          span(edited.text.slice(0, wrong.at)),
          span(edited.text.slice(wrong.at, wrong.at + Math.max(1, wrong.length)), 'error'),
          span(edited.text.slice(wrong.at + Math.max(1, wrong.length))),
        ];
  const cursor = Math.min(state.size.columns - 1, widthCells(prompt) + widthCells(toVisible(edited.text.slice(0, edited.cursor))));
  const note = wrong === null ? span('') : span(wrong.says, 'error');
  const popup = completionPopup(line, { anchor: widthCells(prompt), above: layout.lineRow, columns: state.size.columns });
  return { row: layout.lineRow, prompt, spans, note, cursor, popup };
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
