// Where the person is and how they got there: views by number, drilling in, going back, the pane in focus.

import { citedEvent } from '../../model/event.ts';
import type { VisibleText } from '../../model/raw-text.ts';
import { toVisible, visible } from '../../text/visible.ts';
import type { Command } from '../command.ts';
import type { PaneContext, Place, ViewId } from '../pane.ts';
import type { SlotName } from './layout.ts';
import { contextOf, layoutOfState, PANES, slotsOf } from './panes.ts';
import { type AppState, activeTab, type TabState, type TrailStep, withTab } from './state.ts';

const VIEW_OF_PLACE: Readonly<Record<Place['kind'], ViewId>> = {
  event: 'calls',
  detail: 'detail',
  process: 'processes',
  finding: 'why',
  lookup: 'lookup',
  libraries: 'libraries',
  connection: 'connection',
  counts: 'counts',
  compare: 'compare',
};

/** Views by the commands of the number keys. */
export const VIEW_OF_KEY: Readonly<Partial<Record<Command, ViewId>>> = {
  'view-1': 'calls',
  'view-2': 'processes',
  'view-3': 'why',
  'view-4': 'libraries',
  'view-5': 'files',
  'view-6': 'network',
  'view-7': 'time',
  'view-8': 'memory',
  'view-0': 'output',
};

const VIEW_NAMES: Readonly<Record<ViewId, string>> = {
  calls: 'Calls',
  processes: 'Processes',
  why: 'Why',
  libraries: 'Libraries',
  files: 'Files',
  network: 'Network',
  connection: 'Connection',
  counts: 'Counts',
  time: 'Time',
  memory: 'Memory',
  output: 'Output',
  detail: 'Call',
  lookup: 'Look-up',
  compare: 'Compare',
};

/** Drills in: the present view goes onto the trail as it is. */
export function goTo(state: AppState, to: Place, filterBefore: string | null = null): AppState {
  const tab = activeTab(state);
  if (tab === null) return state;
  const view = VIEW_OF_PLACE[to.kind];
  const trail = [...tab.trail, { ...stepOf(tab, true), filterBefore }].slice(-TRAIL_LENGTH);
  return showView(state, { view, about: to, trail, at: to });
}

/** A view chosen by its number: the way back is one step, to where the person was. */
export function switchView(state: AppState, view: ViewId): AppState {
  const tab = activeTab(state);
  if (tab === null) return state;
  if (tab.view === view) return withTab(state, (now) => ({ ...now, focus: 'main' }));
  return showView(state, { view, about: null, trail: [stepOf(tab, tab.about !== null)], at: placeOf(state) });
}

/** @returns null when there is nothing to go back to */
export function goBack(state: AppState): AppState | null {
  const tab = activeTab(state);
  const step = tab?.trail.at(-1);
  if (tab === null || step === undefined) return null;
  const back = withTab(state, (now) => ({
    ...now,
    view: step.view,
    about: null,
    focus: 'main',
    trail: now.trail.slice(0, -1),
    models: { ...now.models, [step.view]: step.model },
  }));
  // A person who read on from call to call comes back to the last of them.
  return refreshed(back, tab.view === 'detail' ? placeOf(state) : null);
}

/** To the calls, where everything begins: when the way back is forgotten, or led here by numbers. */
export const goHome = (state: AppState): AppState => showView(state, { view: 'calls', about: null, trail: [], at: placeOf(state) });

/** Focus on the next pane on the screen. */
export function nextPane(state: AppState, direction: 1 | -1): AppState {
  const shown = slotsOf(layoutOfState(state)).map(({ name }) => name);
  const order = ORDER.filter((name) => shown.includes(name));
  return withTab(state, (tab) => {
    const at = Math.max(0, order.indexOf(tab.focus));
    const next = order[(at + direction + order.length) % order.length];
    return next === undefined ? tab : { ...tab, focus: next };
  });
}

/** The way to the present view: `Calls`, `look-up of go`. */
export const breadcrumb = (tab: TabState): readonly VisibleText[] => tab.trail.flatMap(({ label, drilled }) => (drilled ? [label] : []));

/** What the cursor of the main view is on; null when it is on nothing. */
export function placeOf(state: AppState): Place | null {
  const main = mainPane(state);
  return main === null ? null : PANES[main.view].place(main.model, main.context);
}

const TRAIL_LENGTH = 20;
const ORDER: readonly SlotName[] = ['main', 'strip', 'side'];

interface Shown {
  readonly view: ViewId;
  readonly about: Place | null;
  readonly trail: readonly TrailStep[];
  readonly at: Place | null;
}

/** Puts a view into the main slot, its cursor at a place: moved there when the pane can, else opened anew. */
function showView(state: AppState, { view, about, trail, at }: Shown): AppState {
  const shown = withTab(state, (tab) => ({ ...tab, view, about, trail, focus: 'main' }));
  const main = mainPane(shown);
  if (main === null) return shown;
  const pane = PANES[view];
  const known = activeTab(shown)?.models[view];
  const model =
    known === undefined || (at !== null && pane.reveal === undefined)
      ? pane.open(main.context, at)
      : at === null || pane.reveal === undefined
        ? pane.refresh(known, main.context)
        : pane.reveal(pane.refresh(known, main.context), at, main.context);
  return withTab(shown, (tab) => ({ ...tab, models: { ...tab.models, [view]: model } }));
}

/** After going back the main pane may have another size and the session may have grown. */
function refreshed(state: AppState, at: Place | null): AppState {
  const main = mainPane(state);
  if (main === null) return state;
  const pane = PANES[main.view];
  const now = pane.refresh(main.model, main.context);
  const model = at === null ? now : (pane.reveal?.(now, at, main.context) ?? now);
  return withTab(state, (tab) => ({ ...tab, models: { ...tab.models, [main.view]: model } }));
}

function mainPane(state: AppState): { readonly view: ViewId; readonly model: unknown; readonly context: PaneContext } | null {
  const tab = activeTab(state);
  const slot = slotsOf(layoutOfState(state)).find(({ name }) => name === 'main');
  const context = tab === null || slot === undefined ? null : contextOf(state, tab, slot);
  if (tab === null || context === null) return null;
  const model = tab.models[tab.view] ?? PANES[tab.view].open(context, null);
  return { view: tab.view, model, context };
}

const stepOf = (tab: TabState, drilled: boolean): TrailStep => ({
  view: tab.view,
  model: tab.models[tab.view],
  label: labelOf(tab),
  drilled,
  filterBefore: null,
});

function labelOf({ view, about, session }: TabState): VisibleText {
  const name = VIEW_NAMES[view];
  if (about === null || session === null) return visible(name);
  switch (about.kind) {
    case 'detail':
    case 'lookup':
      return toVisible(`${name} ${citedEvent(about.event)}`);
    case 'libraries':
      return toVisible(`${name} of ${session.trace.processes[about.process]?.comm ?? '?'}`);
    case 'connection':
    case 'counts':
    case 'event':
    case 'compare':
    case 'process':
    case 'finding':
      return visible(name);
  }
}
