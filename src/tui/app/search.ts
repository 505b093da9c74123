// Search with n and N: the session looks, the screen shows that it does and goes where it was found.

import { citedEvent } from '../../model/event.ts';
import { toVisible } from '../../text/visible.ts';
import type { ViewId } from '../pane.ts';
import { groupDigits } from '../row-text.ts';
import type { Controller } from './controller.ts';
import { goTo, placeOf } from './navigate.ts';
import { contextOf, focusedSlot, keyOfSlot, layoutOfState, modelOf, PANES, searchPattern, slotsOf } from './panes.ts';
import { refreshPanes } from './refresh.ts';
import { type AppState, activeTab, type TabState, withTab } from './state.ts';

/** A search that is answered sooner shows nothing of itself. */
const QUICK_MS = 150;

export function focusedView(state: AppState): ViewId {
  const tab = activeTab(state);
  return (tab === null ? null : focusedSlot(layoutOfState(state), tab)?.view) ?? 'calls';
}

export async function searchFrom(controller: Controller, direction: 1 | -1) {
  const tab = activeTab(controller.state);
  const session = tab?.session;
  if (tab === null || session === null || session === undefined) return;
  if (tab.search === '') return controller.say('nothing to search for yet: / begins a search');
  if (searchPattern(tab.search) === null) return controller.say(`${toVisible(tab.search)} is no regular expression`, 'error');
  if (searchInPane(controller, tab, direction)) return;
  const place = placeOf(controller.state);
  const from = place !== null && 'event' in place ? place.event : 0;
  const begun = performance.now();
  controller.change({ ...controller.state, busy: 'search' });
  const progress = setInterval(
    () =>
      controller.say(`searching ${toVisible(tab.search)}: ${progressOf(session.searchProgress(), (performance.now() - begun) / 1000)}, esc cancels`),
    QUICK_MS,
  );
  const found = await session.search(tab.search, from, direction).finally(() => clearInterval(progress));
  if (controller.state.busy !== 'search') return;
  controller.change({ ...controller.state, busy: null, message: null });
  if (found === null) return controller.say(`${toVisible(tab.search)} occurs nowhere in what is shown`, 'warning');
  if (found === from) controller.say('the only match is here');
  else if (direction === 1 ? found < from : found > from)
    controller.say(`went around the ${direction === 1 ? 'end' : 'start'} to event ${groupDigits(citedEvent(found))}`);
  showEvent(controller, found);
}

/** `1.2 s, 40 %, 1.8 s left` */
function progressOf(part: number | null, seconds: number): string {
  const share = part === null || part < 0.01 ? '' : `, ${Math.floor(part * 100)} %, ${((seconds * (1 - part)) / part).toFixed(1)} s left`;
  return `${seconds.toFixed(1)} s${share}`;
}

/** In a pane that has lines of its own. @returns false when it has none */
function searchInPane(controller: Controller, tab: TabState, direction: 1 | -1): boolean {
  const slot = focusedSlot(layoutOfState(controller.state), tab);
  const context = slot === null ? null : contextOf(controller.state, tab, slot);
  const pattern = searchPattern(tab.search);
  if (slot === null || slot.name === 'strip' || context === null || pattern === null) return false;
  const pane = PANES[slot.view];
  if (pane.find === undefined) return false;
  const model = pane.find(modelOf(tab, slot, context), new RegExp(pattern.source, pattern.flags.replace('g', '')), direction, context);
  if (model === null) controller.say(`${toVisible(tab.search)} occurs nowhere in what is shown`, 'warning');
  else controller.apply(keyOfSlot(slot), { model });
  return true;
}

/** In the Calls view its cursor moves; from other views it is a step of the way. */
function showEvent(controller: Controller, event: number) {
  const { state } = controller;
  const tab = activeTab(state);
  const slot = slotsOf(layoutOfState(state)).find(({ name }) => name === 'main');
  const context = tab === null || slot === undefined ? null : contextOf(state, tab, slot);
  const reveal = slot === undefined ? undefined : PANES[slot.view].reveal;
  if (tab === null || slot === undefined || context === null) return;
  if (slot.view !== 'calls' || reveal === undefined) return controller.change(goTo(state, { kind: 'event', event }));
  const model = reveal(modelOf(tab, slot, context), { kind: 'event', event }, context);
  controller.change(
    refreshPanes(
      withTab(state, (now) => ({ ...now, models: { ...now.models, calls: model } })),
      'followers',
    ),
  );
}
