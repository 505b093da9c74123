// What panes and dialogs have to ask before they are complete: started when they are shown, applied when the answer is there.

import type { Dialog } from '../dialog.ts';
import type { ViewId } from '../pane.ts';
import type { Controller } from './controller.ts';
import { placeOfDialog } from './dialog-place.ts';
import type { Slot } from './layout.ts';
import { contextOf, keyOfSlot, layoutOfState, modelOf, PANES, slotsOf } from './panes.ts';
import { type AppState, activeTab, type DialogState } from './state.ts';

/** Gives up what no pane on the screen waits for any more. */
function leave({ tabs, active }: AppState, slots: readonly Slot[]): void {
  const awaited = slots.map(({ view }) => PANES[view].survey);
  for (const [at, { session }] of tabs.entries()) {
    for (const kind of ASKED_BY_PANES)
      if (session?.surveyProgress(kind) && !(at === active && awaited.includes(kind))) session.cancelSurvey(kind, 'left');
  }
}

const ASKED_BY_PANES = Object.values(PANES).flatMap(({ survey }) => survey ?? []);

export class Loads {
  /** Under way: `tab id:model key`, `dialog id`, `view:ID`. */
  private readonly pending = new Set<string>();
  /** Dialogs whose component is under way. */
  private readonly viewsOf = new WeakSet<Dialog<unknown>>();

  start(controller: Controller): void {
    this.startDialog(controller);
    const { state } = controller;
    const tab = activeTab(state);
    const slots = slotsOf(layoutOfState(state));
    leave(state, slots);
    if (tab === null) return;
    for (const slot of slots) {
      const pane = PANES[slot.view];
      const context = contextOf(state, tab, slot);
      if (slot.name === 'strip' || context === null) continue;
      this.startView(controller, slot.view);
      const key = keyOfSlot(slot);
      this.run(
        `${tab.id}:${key}`,
        () => pane.load?.(modelOf(tab, slot, context), context) ?? null,
        (answer) => {
          const { tabs } = controller.state;
          const next = tabs.map((now) =>
            now.id === tab.id && now.models[key] !== undefined ? { ...now, models: { ...now.models, [key]: answer(now.models[key]) } } : now,
          );
          controller.change({ ...controller.state, tabs: next });
        },
      );
    }
  }

  private startDialog(controller: Controller): void {
    const { dialog } = controller.state;
    if (dialog === null) return;
    this.startDialogView(controller, dialog);
    const { context } = placeOfDialog(controller.state, dialog);
    const apply = (change: (model: unknown) => unknown) => {
      const { dialog: now } = controller.state;
      if (now?.dialog === dialog.dialog) controller.change({ ...controller.state, dialog: { ...now, model: change(now.model) } });
    };
    this.run(dialog.dialog.id, () => dialog.dialog.load?.(dialog.model, context, apply) ?? null, apply);
  }

  /** After the first frame: importing Ink takes as long as all before it. */
  private startDialogView(controller: Controller, { dialog, view }: DialogState): void {
    if (view !== null || this.viewsOf.has(dialog)) return;
    this.viewsOf.add(dialog);
    setImmediate(() => {
      void dialog.loadView().then((loaded) => {
        const { dialog: now } = controller.state;
        if (now?.dialog === dialog) controller.change({ ...controller.state, dialog: { ...now, view: loaded } });
        this.viewsOf.delete(dialog);
      });
    });
  }

  private startView(controller: Controller, view: ViewId): void {
    const pane = PANES[view];
    if (pane.loadView === undefined || controller.state.paneViews[view] !== undefined) return;
    const name = `view:${view}`;
    if (this.pending.has(name)) return;
    this.pending.add(name);
    void pane.loadView().then((component) => {
      controller.change({ ...controller.state, paneViews: { ...controller.state.paneViews, [view]: component } });
    });
  }

  private run(name: string, load: () => Promise<(model: unknown) => unknown> | null, apply: (answer: (model: unknown) => unknown) => void): void {
    if (this.pending.has(name)) return;
    const loading = load();
    if (loading === null) return;
    this.pending.add(name);
    void loading.then((answer) => {
      this.pending.delete(name);
      apply(answer);
    });
  }
}
