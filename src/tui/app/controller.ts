// Takes what happens (keys, paste, mouse, news of sessions) and makes the next state of it; asks others for what needs the outside world.
import type { Session } from '../../model/session.ts';
import { toVisible } from '../../text/visible.ts';
import type { WalkParts } from '../../wizard/walk-parts.ts';
import type { Command } from '../command.ts';
import type { OpenRequest } from '../dialog.ts';
import type { InputEvent } from '../input/input-event.ts';
import { commandOf, keyOf } from '../keymap.ts';
import type { PaneEffect, PaneUpdate, SizeCells, StyleName } from '../pane.ts';
import { askCompare } from './ask-compare.ts';
import { goInTab } from './compare.ts';
import { updateDialog } from './dialogs.ts';
import { lineInput, openLine } from './lines.ts';
import { mouseInput } from './mouse.ts';
import { goBack, goHome, goTo, nextPane, switchView, VIEW_OF_KEY } from './navigate.ts';
import { goToOpener } from './opener.ts';
import { contextOf, focusedSlot, keyOfSlot, layoutOfState, modelOf, PANES } from './panes.ts';
import { refreshPanes } from './refresh.ts';
import { isAwaited } from './sessions.ts';
import { type AppState, activeTab, withTab } from './state.ts';
import { underWayIn } from './under-way.ts';
import { walkThrough } from './walk-through.ts';

/** What reaches outside the state. Each returns at once; what comes of it later comes back by {@link Controller.change}. */
export interface Outside {
  copy(text: string | readonly string[]): void;
  man(): void;
  quit(live: 'stop' | 'detach'): void;
  askQuit(): void;
  suspend(): void;
  redraw(): void;
  help(): void;
  export(): void;
  saveExport(path: string): void;
  startScreen(): void;
  search(direction: 1 | -1): void;
  /** What is busy. */
  cancel(): void;
  /** Resolves when its tab is there, or the dialog has said why it is not. */
  open(request: OpenRequest): Promise<void>;
  /** What the wizard works with; loaded the first time. */
  wizard(): Promise<WalkParts>;
}

export class Controller {
  state: AppState;
  readonly outside: Outside;
  private readonly changed: () => void;

  constructor(state: AppState, outside: Outside, changed: () => void) {
    this.state = state;
    this.outside = outside;
    this.changed = changed;
  }

  /** Replaces the state and has it shown. */
  change(next: AppState) {
    if (next === this.state) return;
    const { dialog } = this.state;
    if (dialog !== null && next.dialog?.dialog !== dialog.dialog) underWayIn(dialog)?.cut.abort();
    this.state = next;
    this.changed();
  }

  say(text: string, style: StyleName = 'normal') {
    this.change({ ...this.state, message: { text: toVisible(text), style } });
  }

  resize(size: SizeCells): void {
    this.change(refreshPanes({ ...this.state, size }, 'all'));
  }

  get session(): Session | null {
    return activeTab(this.state)?.session ?? null;
  }

  input(event: InputEvent) {
    if (this.state.message !== null) this.change({ ...this.state, message: null });
    if (event.kind === 'key' && this.always(event.key)) return;
    if (this.state.dialog !== null) return updateDialog(this, event);
    if (this.state.line !== null) return lineInput(this, event);
    if (event.kind === 'mouse') return mouseInput(this, event);
    if (event.kind === 'paste') return;
    const tab = activeTab(this.state);
    const pane = tab === null ? 'calls' : (focusedSlot(layoutOfState(this.state), tab)?.view ?? 'calls');
    const command = commandOf(event.key, { pane, live: this.session?.state.kind === 'live' });
    if (command !== null) this.perform(command);
  }

  /** Keys that work whatever is open. @returns true when it was one */
  private always(key: string): boolean {
    if (key === 'ctrl-z') this.outside.suspend();
    else if (key === 'ctrl-l') this.outside.redraw();
    else if (key === 'ctrl-c') this.interrupt();
    else return false;
    return true;
  }

  /** Ctrl-C belongs to the traced command, as without us; otherwise it cancels. */
  private interrupt() {
    const { session, state } = this;
    if (state.busy !== null) return this.outside.cancel();
    if (session !== null && session.origin === 'run' && session.state.kind === 'live') {
      session.interrupt();
      return this.say('Ctrl-C was sent to the command; q quits whytrace');
    }
    if (state.line !== null) return lineInput(this, { kind: 'key', key: 'esc', text: null });
    const underWay = underWayIn(state.dialog);
    if (underWay !== null) return underWay.cut.abort();
    if (state.dialog !== null && state.tabs.length > 0) return this.change({ ...state, dialog: null });
    if (state.dialog !== null) return this.outside.quit('stop');
    if (this.isOpening) return this.outside.askQuit();
    if (this.stopReading()) return;
    this.say('nothing to interrupt; q quits');
  }

  perform(command: Command) {
    const { state, outside } = this;
    const view = VIEW_OF_KEY[command];
    if (view !== undefined) return this.change(switchView(state, view));
    switch (command) {
      case 'next-pane':
        return this.change(nextPane(state, 1));
      case 'previous-pane':
        return this.change(nextPane(state, -1));
      case 'back':
        return this.back();
      case 'filter':
      case 'search':
      case 'input':
        return this.change(openLine(state, command));
      case 'next-match':
        return outside.search(1);
      case 'previous-match':
        return outside.search(-1);
      case 'fold-noise':
        return this.foldNoise();
      case 'next-tab':
        return this.turnTab(1);
      case 'previous-tab':
        return this.turnTab(-1);
      case 'new-tab':
        return outside.startScreen();
      case 'compare':
        return askCompare(this);
      case 'walk-through':
      case 'mend':
        return void walkThrough(this, command === 'mend');
      case 'help':
        return outside.help();
      case 'export':
        return outside.export();
      case 'man':
        return outside.man();
      case 'read-on':
        return this.readOn();
      case 'quit':
        return outside.askQuit();
      default:
        return this.toPane(command);
    }
  }

  /** Esc: cancels what runs, then goes back, then to the main pane. */
  private back() {
    if (this.state.busy !== null) return this.outside.cancel();
    const tab = activeTab(this.state);
    if (tab !== null && tab.focus !== 'main') return this.change(withTab(this.state, (now) => ({ ...now, focus: 'main' })));
    if (this.cancelLoading()) return this.say('cancelled; enter begins anew');
    const filterBefore = tab?.trail.at(-1)?.filterBefore ?? null;
    const back = goBack(this.state);
    if (back !== null) {
      this.change(back);
      if (filterBefore !== null) this.setFilter(filterBefore);
      return;
    }
    if (tab !== null && tab.search !== '') return this.change(withTab(this.state, (now) => ({ ...now, search: '' })));
    if (tab !== null && tab.view !== 'calls') return this.change(goHome(this.state));
    if (this.isOpening) return this.outside.askQuit();
    if (this.stopReading()) return;
    this.say('this is where it began; q quits');
  }

  /** Nothing is there yet: what is opened may keep us waiting for ever, as a FIFO without a writer does. */
  private get isOpening(): boolean {
    return this.session === null ? this.state.tabs.length > 0 : isAwaited(this.session);
  }

  /** @returns false when no file is being read */
  private stopReading(): boolean {
    if (this.session?.stopReading() !== true) return false;
    this.say(`reading was stopped: what is there stays usable, ${keyOf('read-on')} reads on`);
    return true;
  }

  private readOn() {
    if (this.session?.readOn() !== true) this.say('there is nothing to read on: no reading was stopped');
  }

  private cancelLoading(): boolean {
    const tab = activeTab(this.state);
    const slot = tab === null ? null : focusedSlot(layoutOfState(this.state), tab);
    const context = tab === null || slot === null ? null : contextOf(this.state, tab, slot);
    if (tab === null || slot === null || context === null) return false;
    return PANES[slot.view].cancel?.(modelOf(tab, slot, context), context) ?? false;
  }

  private toPane(command: Command) {
    const tab = activeTab(this.state);
    const slot = tab === null ? null : focusedSlot(layoutOfState(this.state), tab);
    if (tab === null || slot === null) return;
    const context = contextOf(this.state, tab, slot);
    if (context === null) return;
    if (slot.name === 'strip') {
      if (command === 'enter' || command === 'right') this.change(goTo(this.state, { kind: 'finding', finding: 0 }));
      return;
    }
    this.apply(keyOfSlot(slot), PANES[slot.view].update(modelOf(tab, slot, context), command, context));
  }

  /** Takes a pane's new model, then does what it asked for. */
  apply(key: ReturnType<typeof keyOfSlot>, { model, effect }: PaneUpdate<unknown>) {
    const next = withTab(this.state, (tab) => (tab.models[key] === model ? tab : { ...tab, models: { ...tab.models, [key]: model } }));
    this.change(refreshPanes(next, 'followers'));
    if (effect !== undefined) this.effect(effect);
  }

  private effect(effect: PaneEffect) {
    switch (effect.kind) {
      case 'go':
        return this.change(goTo(this.state, effect.to));
      case 'go-in':
        return goInTab(this, effect.session, effect.to);
      case 'copy':
        return this.outside.copy(effect.text);
      case 'say':
        return this.say(effect.text);
      case 'diagnose':
        return void this.session?.diagnoseAgain();
      case 'opener':
        return void goToOpener(this, effect.event, effect.fd);
      case 'add-filter':
        return this.setFilter(this.filterWith(effect.term));
      case 'narrow': {
        const before = activeTab(this.state)?.filter ?? '';
        this.setFilter(this.filterWith(effect.term));
        return this.change(goTo(this.state, effect.to, before));
      }
    }
  }

  private filterWith(term: string): string {
    return [activeTab(this.state)?.filter ?? '', term].filter((part) => part !== '').join(' ');
  }

  /** Applies a filter that can be read; says what is wrong with one that can't. */
  setFilter(expression: string) {
    const { session } = this;
    if (session === null) return;
    const reading = session.readFilter(expression);
    if (reading.kind === 'error') return this.say(`filter: ${reading.says}`, 'error');
    const tab = activeTab(this.state);
    session.setFilter(expression, tab?.foldNoise ?? false);
    this.change(
      refreshPanes(
        withTab(this.state, (now) => ({ ...now, filter: expression })),
        'all',
      ),
    );
  }

  private foldNoise() {
    const tab = activeTab(this.state);
    if (tab?.session === null || tab === null) return;
    const foldNoise = !tab.foldNoise;
    tab.session.setFilter(tab.filter, foldNoise);
    this.change(
      refreshPanes(
        withTab(this.state, (now) => ({ ...now, foldNoise })),
        'all',
      ),
    );
    this.say(foldNoise ? 'noise is folded away: calls that say nothing about a fault; m shows it' : 'everything is shown');
  }

  private turnTab(direction: 1 | -1) {
    const { tabs, active } = this.state;
    if (tabs.length < 2) return this.say('there is one capture only; t opens another');
    this.change(refreshPanes({ ...this.state, active: (active + direction + tabs.length) % tabs.length }, 'all'));
  }
}
