// The mouse: a click puts the cursor where it is, opens tabs and presses hints; the wheel scrolls.
import { widthCells } from '../../text/cells.ts';
import type { MouseEvent } from '../input/input-event.ts';
import { keyLabel } from '../key-label.ts';
import { KEY_BINDINGS } from '../keymap.ts';
import { chromeOf } from './chrome-of.ts';
import type { Controller } from './controller.ts';
import { hintAt } from './hint-spans.ts';
import { contains, insideOf, type Slot } from './layout.ts';
import { goTo } from './navigate.ts';
import { contextOf, keyOfSlot, layoutOfState, modelOf, PANES, slotsOf } from './panes.ts';
import { refreshPanes } from './refresh.ts';
import { activeTab, withTab } from './state.ts';

const WHEEL_ROWS = 3;

export function mouseInput(controller: Controller, { action, column, row }: MouseEvent) {
  const layout = layoutOfState(controller.state);
  if (layout.kind !== 'panes') return;
  const slot = slotsOf(layout).find(({ rect }) => contains(rect, column, row));
  if (action !== 'press') {
    if (slot === undefined || slot.name === 'strip') return;
    focus(controller, slot);
    for (let i = 0; i < WHEEL_ROWS; i++) controller.perform(action === 'wheel-down' ? 'down' : 'up');
    return;
  }
  if (row === layout.tabsRow) return clickTab(controller, column);
  if (row === layout.hintRow) return clickHint(controller, column);
  if (slot === undefined) return;
  if (slot.name === 'strip') return controller.change(goTo(controller.state, { kind: 'finding', finding: 0 }));
  focus(controller, slot);
  const tab = activeTab(controller.state);
  const context = tab === null ? null : contextOf(controller.state, tab, slot);
  const inside = insideOf(slot.rect);
  const pane = PANES[slot.view];
  if (tab === null || context === null || pane.click === undefined || !contains(inside, column, row)) return;
  controller.apply(keyOfSlot(slot), pane.click(modelOf(tab, slot, context), row - inside.top, context, column - inside.left));
}

function focus(controller: Controller, { name }: Slot) {
  if (name !== 'aside') controller.change(withTab(controller.state, (tab) => (tab.focus === name ? tab : { ...tab, focus: name })));
}

function clickTab(controller: Controller, column: number) {
  const labels = chromeOf(controller.state, 0).tabs?.labels ?? [];
  let x = 1;
  labels.forEach(({ text }, active) => {
    const end = x + widthCells(text);
    if (column >= x && column < end) controller.change(refreshPanes({ ...controller.state, active }, 'all'));
    x = end + 1;
  });
}

/** A hint does what its key does. */
function clickHint(controller: Controller, column: number) {
  const { hints } = chromeOf(controller.state, 0);
  const hint = hintAt(hints, controller.state.size.columns, column);
  const binding = KEY_BINDINGS.find(({ keys, hint: says }) => says === hint?.says && keyLabel(keys[0] ?? '', controller.state.utf8) === hint?.key);
  if (binding !== undefined) controller.input({ kind: 'key', key: binding.keys[0] ?? '', text: null });
}
