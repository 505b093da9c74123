// Keys, pastes, clicks and resizes by chance, on all views of a capture: nothing throws, every row fits, and Esc leads back to the calls.
import type { Session } from '../../../src/model/session.ts';
import { widthCells } from '../../../src/text/cells.ts';
import type { Controller } from '../../../src/tui/app/controller.ts';
import { openDialog } from '../../../src/tui/app/dialogs.ts';
import { askExport } from '../../../src/tui/app/export.ts';
import { contextOf, keyOfSlot, layoutOfState, modelOf, PANES, slotsOf } from '../../../src/tui/app/panes.ts';
import { focusedView } from '../../../src/tui/app/search.ts';
import { activeTab } from '../../../src/tui/app/state.ts';
import { helpDialog } from '../../../src/tui/dialogs/help.ts';
import { quitDialog } from '../../../src/tui/dialogs/quit.ts';
import type { InputEvent } from '../../../src/tui/input/input-event.ts';
import { KEY_BINDINGS } from '../../../src/tui/keymap.ts';
import { type Headless, headless } from '../../tui/app/headless.ts';
import { filterText } from '../filter-grammar.ts';
import { HOSTILE } from '../hostile.ts';
import type { Random } from '../random.ts';
import { must, mustEqual, type Target } from '../target.ts';
import { mustBeVisible } from '../visible.ts';
import { wholeSession } from '../whole-session.ts';

/** Suspending is the terminal's business, and the start screen looks at this host. */
const KEYS = [...new Set(KEY_BINDINGS.flatMap(({ keys }) => keys))].filter((key) => key !== 't').concat('x', ' ', 'Z', '€', 'delete', 'f5');
const SIZES = [
  [80, 24],
  [80, 24],
  [40, 12],
  [160, 50],
  [200, 60],
  [30, 8],
  [20, 5],
  [1, 1],
  [0, 0],
  [400, 9],
] as const;
/** More than the longest way. */
const MANY_ESCAPES = 120;

export const keys: Target = {
  name: 'keys',
  every: 3,
  async try(input, random) {
    const sessions = [wholeSession(random.pick(['trace', ...HOSTILE]), input)];
    if (random.once(3)) sessions.push(wholeSession('another', input.subarray(0, random.int(input.length + 1))));
    const [columns, rows] = random.pick(SIZES);
    const shown = headless(sessions, { columns, rows, utf8: !random.once(4) }, dialogs);
    const done: string[] = [];
    try {
      for (let times = random.few(1, 60); times > 0; times--) await step(shown, random, done);
      await escapeHome(shown);
    } catch (error) {
      throw new Error(`after ${done.join(' ')}: ${(error as Error).stack}`);
    }
  },
};

/** Dialogs are opened as on the real screen; nothing is written, run or asked of the host. */
const dialogs = (controller: () => Controller) => ({
  help: () => openDialog(controller(), helpDialog(focusedView(controller().state), false)),
  export: () => askExport(controller(), true),
  askQuit: () => openDialog(controller(), quitDialog([controller().session as Session])),
  copy: (text: string) => controller().say(text.length > 0 ? 'copied' : 'nothing'),
  wizard: () => new Promise<never>(() => {}),
});

async function step(shown: Headless, random: Random, done: string[]): Promise<void> {
  const { controller } = shown;
  const chance = random.int(20);
  if (chance === 0) {
    const [columns, rows] = random.pick(SIZES);
    done.push(`${columns}x${rows}`);
    shown.resize(columns, rows);
  } else {
    const input = chance === 1 ? mouse(random, controller) : chance === 2 ? typed(random) : key(random.pick(KEYS));
    done.push(JSON.stringify(input.kind === 'key' ? input.key : input));
    shown.input(input);
  }
  await load(controller);
  if (random.once(3)) check(shown);
}

const key = (name: string): InputEvent => ({ kind: 'key', key: name, text: name === 'space' ? ' ' : [...name].length === 1 ? name : null });

function mouse(random: Random, { state: { size } }: Controller): InputEvent {
  const action = random.pick(['press', 'press', 'wheel-up', 'wheel-down'] as const);
  return { kind: 'mouse', action, column: random.int(size.columns + 2), row: random.int(size.rows + 2) };
}

/** Pasted, or a character that a keyboard may have. */
function typed(random: Random): InputEvent {
  const text = random.once(2) ? filterText(random, ['openat', '/etc']) : random.pick(HOSTILE);
  return random.once(2) ? { kind: 'paste', text } : { kind: 'key', key: [...text][0] ?? 'a', text: [...text][0] ?? 'a' };
}

/** What panes have to ask for is asked, and answered. */
async function load(controller: Controller): Promise<void> {
  for (let times = 0; times < 3; times++) {
    await new Promise((resolve) => setImmediate(resolve));
    const { state } = controller;
    const tab = activeTab(state);
    if (tab === null) return;
    let asked = false;
    for (const slot of slotsOf(layoutOfState(state))) {
      const context = contextOf(state, tab, slot);
      if (slot.name === 'strip' || context === null) continue;
      const key = keyOfSlot(slot);
      const loading = PANES[slot.view].load?.(modelOf(tab, slot, context), context) ?? null;
      if (loading === null) continue;
      asked = true;
      const answer = await loading;
      const tabs = controller.state.tabs.map((now) =>
        now.id === tab.id && now.models[key] !== undefined ? { ...now, models: { ...now.models, [key]: answer(now.models[key]) } } : now,
      );
      controller.change({ ...controller.state, tabs });
    }
    if (!asked) return;
  }
}

/** Every row has its width in cells, and nothing in it acts on the terminal. */
function check({ controller, cells }: Headless): void {
  const { columns, rows } = controller.state.size;
  const frame = cells();
  mustEqual(frame.length, rows, 'rows');
  for (const { text, look } of frame) {
    mustEqual([text.length, look.length], [columns, columns], 'cells of a row');
    // A screen has thousands of cells: what is wrong with one is put into words only when something is.
    for (const [x, cell] of text.entries()) {
      const wide = text[x + 1] === '' && x + 1 < columns;
      const says = (what: string) => () => `${what} at ${x} of ${JSON.stringify(text.join(''))}`;
      if (cell === '') must(x > 0 && text[x - 1] !== '', says('half a character'));
      else if (cell !== ' ' || wide) must(widthCells(cell) === (wide ? 2 : 1), says(`${widthCells(cell)} cells of ${JSON.stringify(cell)}`));
      must(cell.length <= 32, says(`${cell.length} units in one cell`));
    }
    mustBeVisible(text.join(''), 'screen');
  }
}

async function escapeHome(shown: Headless): Promise<void> {
  const { controller } = shown;
  for (let times = 0; times < MANY_ESCAPES; times++) {
    shown.press('esc');
    await load(controller);
  }
  check(shown);
  const { line, dialog, busy } = controller.state;
  const tab = activeTab(controller.state);
  mustEqual([line, dialog?.dialog.id, busy, tab?.view, tab?.focus, tab?.trail], [null, undefined, null, 'calls', 'main', []], 'after Esc');
}
