// Brings the models of the panes on the screen up to date: with their session, their size, and the cursor they follow.

import { placeOf } from './navigate.ts';
import { contextOf, keyOfSlot, layoutOfState, modelOf, PANES, slotsOf } from './panes.ts';
import type { AppState } from './state.ts';
import { activeTab, type Models, withTab } from './state.ts';

/**
 * @param which `all`: the session changed, or the layout; `followers`: only what shows the place of the main pane's cursor
 */
export function refreshPanes(state: AppState, which: 'all' | 'followers'): AppState {
  const tab = activeTab(state);
  if (tab === null || tab.session === null) return state;
  const slots = slotsOf(layoutOfState(state));
  let next = state;
  for (const slot of slots) {
    if (slot.name === 'strip' || slot.name === 'aside' || which === 'followers') continue;
    const now = activeTab(next);
    const context = now === null ? null : contextOf(next, now, slot);
    if (now === null || context === null) continue;
    next = withModel(next, keyOfSlot(slot), PANES[slot.view].refresh(modelOf(now, slot, context), context));
  }
  const aside = slots.find(({ name }) => name === 'aside');
  const now = activeTab(next);
  const context = aside === undefined || now === null ? null : contextOf(next, now, aside);
  if (aside === undefined || context === null) return next;
  return withModel(next, 'aside', PANES[aside.view].open(context, placeOf(next)));
}

const withModel = (state: AppState, key: keyof Models, model: unknown): AppState =>
  withTab(state, (tab) => (tab.models[key] === model ? tab : { ...tab, models: { ...tab.models, [key]: model } }));
