// The panes by view, and what it takes to ask one: its context and its model.
import type { Pane, PaneContext, Place, ViewId } from '../pane.ts';
import { callsPane } from '../views/calls.ts';
import { comparePane } from '../views/compare.ts';
import { connectionPane } from '../views/connection.ts';
import { countsPane } from '../views/counts.ts';
import { detailPane } from '../views/detail.ts';
import { filesPane } from '../views/files.ts';
import { librariesPane } from '../views/libraries.ts';
import { lookupPane } from '../views/lookup.ts';
import { memoryPane } from '../views/memory.ts';
import { networkPane } from '../views/network.ts';
import { outputPane } from '../views/output.ts';
import { processesPane } from '../views/processes.ts';
import { timePane } from '../views/time.ts';
import { whyPane } from '../views/why.ts';
import { insideOf, type Layout, layoutOf, type Slot, sizeOf } from './layout.ts';
import { type AppState, activeTab, type ModelKey, type TabState } from './state.ts';

/** A pane whose model only itself understands. */
const sealed = <M>(pane: Pane<M>): Pane<unknown> => pane as unknown as Pane<unknown>;

export const PANES: Readonly<Record<ViewId, Pane<unknown>>> = {
  calls: sealed(callsPane),
  detail: sealed(detailPane),
  processes: sealed(processesPane),
  why: sealed(whyPane),
  libraries: sealed(librariesPane),
  files: sealed(filesPane),
  network: sealed(networkPane),
  connection: sealed(connectionPane),
  counts: sealed(countsPane),
  time: sealed(timePane),
  memory: sealed(memoryPane),
  output: sealed(outputPane),
  lookup: sealed(lookupPane),
  compare: sealed(comparePane),
};

export function layoutOfState(state: AppState): Layout {
  const tab = activeTab(state);
  return layoutOf({
    size: state.size,
    view: tab?.view ?? 'calls',
    tabs: state.tabs.length,
    finding: tab?.session?.report !== null && tab?.session?.report !== undefined,
    lineOpen: state.line !== null,
  });
}

export const slotsOf = (layout: Layout): readonly Slot[] => (layout.kind === 'panes' ? layout.slots : []);

/** The slot that has the keys: the one in focus, or the main one when that is not on the screen. */
export function focusedSlot(layout: Layout, tab: TabState): Slot | null {
  const slots = slotsOf(layout);
  return slots.find(({ name }) => name === tab.focus) ?? slots.find(({ name }) => name === 'main') ?? null;
}

export const keyOfSlot = ({ name, view }: Slot): ModelKey => (name === 'aside' ? 'aside' : view);

/** null before the tab has a session. */
export function contextOf(state: AppState, tab: TabState, slot: Slot): PaneContext | null {
  if (tab.session === null) return null;
  const size = sizeOf(insideOf(slot.rect));
  const focused = focusedSlot(layoutOfState(state), tab)?.name === slot.name;
  return { session: tab.session, size, utf8: state.utf8, focused, match: searchPattern(tab.search) };
}

const patterns = new Map<string, RegExp | null>();

/** What a search looks for, for marking it in rows: `/regular expression/` or the text itself. null for none and for broken expressions. */
export function searchPattern(search: string): RegExp | null {
  if (search === '') return null;
  let pattern = patterns.get(search);
  if (pattern === undefined) {
    patterns.clear();
    pattern = compile(search);
    patterns.set(search, pattern);
  }
  return pattern;
}

function compile(search: string): RegExp | null {
  const [, expression] = /^\/(.+?)\/?$/.exec(search) ?? [];
  try {
    return new RegExp(expression ?? search.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'gu');
  } catch {
    return null;
  }
}

/** The model of a slot's pane, opened when it has none. */
export function modelOf(tab: TabState, slot: Slot, context: PaneContext, at: Place | null = null): unknown {
  const known = tab.models[keyOfSlot(slot)];
  return known ?? PANES[slot.view].open(context, at);
}
