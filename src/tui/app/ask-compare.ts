// Asks what the capture in front is to be compared with.
import { compareDialog } from '../dialogs/compare.ts';
import { isGrowing } from './compare.ts';
import type { Controller } from './controller.ts';
import { openDialog } from './dialogs.ts';
import { activeTab } from './state.ts';

export function askCompare(controller: Controller): void {
  const { session, state } = controller;
  const here = activeTab(state);
  if (session === null || here === null) controller.say('there is no capture yet');
  else if (isGrowing(session)) controller.say('the capture is not at its end yet');
  else {
    const others = state.tabs.flatMap((tab) => (tab.id === here.id || tab.session === null ? [] : [{ tab: tab.id, title: tab.title }]));
    openDialog(controller, compareDialog(others));
  }
}
