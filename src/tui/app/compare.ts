// Two captures beside each other: opening the other, and going from a difference to its call in either tab.
import type { Session } from '../../model/session.ts';
import { toVisible } from '../../text/visible.ts';
import type { Place } from '../pane.ts';
import type { Controller } from './controller.ts';
import { goTo } from './navigate.ts';
import { refreshPanes } from './refresh.ts';
import { activeTab } from './state.ts';

/** A file gets a tab of its own; the one in front stays there. */
export async function beginCompare(controller: Controller, other: { readonly tab: number } | { readonly path: string }): Promise<void> {
  const here = activeTab(controller.state)?.id ?? null;
  const known = new Set(controller.state.tabs.map(({ id }) => id));
  if ('path' in other) await controller.outside.open({ kind: 'open', paths: [other.path] });
  const { tabs } = controller.state;
  const found = 'path' in other ? tabs.find(({ id }) => !known.has(id)) : tabs.find(({ id }) => id === other.tab);
  // The dialog has said why it could not be opened.
  if (found?.session === null || found?.session === undefined) return;
  if (isGrowing(found.session) && found.session.origin !== 'stored') {
    controller.say('the other capture is not at its end yet');
    return;
  }
  const active = tabs.findIndex(({ id }) => id === here);
  if (active < 0) return;
  controller.change(goTo({ ...controller.state, active, dialog: null }, { kind: 'compare', other: found.session }));
  controller.change(refreshPanes(controller.state, 'all'));
}

export function goInTab(controller: Controller, session: Session, to: Place): void {
  const { state } = controller;
  const active = state.tabs.findIndex((tab) => tab.session === session);
  if (active < 0) controller.say(`the tab of ${toVisible(session.title)} is closed`);
  else controller.change(goTo(refreshPanes({ ...state, active }, 'all'), to));
}

export const isGrowing = ({ state }: Session): boolean => state.kind === 'live' || state.kind === 'loading' || state.kind === 'starting';
