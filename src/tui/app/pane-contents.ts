// What the panes on the screen show: title, status, rows. A pane whose model and session did not change is not asked again.
import type { VisibleText } from '../../model/raw-text.ts';
import { visible } from '../../text/visible.ts';
import type { PaneContext, Row } from '../pane.ts';
import { marksFor } from '../theme/charset.ts';
import { whyStrip } from '../views/why-strip.ts';
import type { Slot, SlotName } from './layout.ts';
import { breadcrumb } from './navigate.ts';
import { contextOf, modelOf, PANES } from './panes.ts';
import type { AppState, TabState } from './state.ts';

export interface PaneContent {
  readonly title: VisibleText;
  readonly status: VisibleText;
  readonly footer: VisibleText;
  /** null: Ink draws the inside. */
  readonly rows: readonly Row[] | null;
}

export class PaneContents {
  private readonly last = new Map<SlotName, { readonly from: readonly unknown[]; readonly content: PaneContent }>();

  of(state: AppState, tab: TabState, slot: Slot): PaneContent {
    const context = contextOf(state, tab, slot);
    if (context === null) return { title: visible(slot.name === 'strip' ? 'Why' : ''), status: visible(''), footer: visible(''), rows: [] };
    const model = slot.name === 'strip' ? null : modelOf(tab, slot, context);
    const from = [slot.view, tab.trail, model, state.paneViews[slot.view], ...dependencies(tab, context)];
    const known = this.last.get(slot.name);
    if (known?.from.every((part, i) => part === from[i])) return known.content;
    const content = contentOf(state, tab, slot, model, context);
    this.last.set(slot.name, { from, content });
    return content;
  }
}

/** All that a pane may look at beside its model. */
function dependencies(tab: TabState, { session, size, utf8, focused, match }: PaneContext): readonly unknown[] {
  const { filtered, trace, report, state } = session;
  const counts = [filtered.expression, filtered.length, filtered.folded, trace.eventCount, session.output.length];
  return [session, size.columns, size.rows, utf8, focused, match, report, state, tab.news, ...counts];
}

function contentOf(state: AppState, tab: TabState, slot: Slot, model: unknown, context: PaneContext): PaneContent {
  if (slot.name === 'strip')
    return { title: visible('Why'), status: visible(''), footer: visible(''), rows: whyStrip(context.session, context.size.columns, state.utf8) };
  const pane = PANES[slot.view];
  const way = slot.name === 'main' ? breadcrumb(tab) : [];
  const title = [...way, pane.title(model, context)].join(` ${marksFor(state.utf8).step} `) as VisibleText;
  const status = pane.status?.(model, context) ?? visible('');
  const footer = pane.footer?.(model, context) ?? visible('');
  return { title, status, footer, rows: state.paneViews[slot.view] === undefined ? pane.rows(model, context) : null };
}
