// The filter, search and input lines while they are edited.
import type { InputEvent } from '../input/input-event.ts';
import { type EditedLine, editLine, lineOf } from '../line-editor.ts';
import type { Controller } from './controller.ts';
import { refreshPanes } from './refresh.ts';
import { type AppState, activeTab, type LineState, withTab } from './state.ts';

export function openLine(state: AppState, kind: LineState['kind']): AppState {
  const tab = activeTab(state);
  if (tab === null || tab.session === null) return state;
  const text = kind === 'filter' ? tab.filter : '';
  const line: LineState = { kind, edited: lineOf(text), before: tab.filter, reading: { kind: 'ok', expression: text }, completions: [], chosen: -1 };
  return refreshPanes({ ...state, line }, 'all');
}

export function lineInput(controller: Controller, input: InputEvent) {
  const { line } = controller.state;
  if (line === null) return;
  if (input.kind === 'key') {
    switch (input.key) {
      case 'enter':
        return accept(controller, line);
      case 'esc':
        return line.completions.length > 0 ? show(controller, { ...line, completions: [], chosen: -1 }) : cancel(controller, line);
      case 'tab':
      case 'down':
      case 'shift-tab':
      case 'up':
        return line.kind === 'filter' ? complete(controller, line, input.key === 'tab' || input.key === 'down' ? 1 : -1) : undefined;
      case 'backspace':
        if (line.edited.text === '') return cancel(controller, line);
        break;
      case 'ctrl-d':
        if (line.kind === 'input' && line.edited.text === '') {
          controller.session?.closeInput();
          close(controller);
          return controller.say("the command's standard input was closed");
        }
    }
  }
  const edited = editLine(line.edited, input);
  if (edited !== null) type(controller, line, edited);
}

/** A filter narrows with every letter; while it can't be read the last good one stays. */
function type(controller: Controller, line: LineState, edited: EditedLine) {
  const { session } = controller;
  if (line.kind !== 'filter' || session === null) return show(controller, { ...line, edited });
  const reading = session.readFilter(edited.text);
  if (reading.kind === 'ok') apply(controller, edited.text);
  const open = line.completions.length > 0;
  const completions = open ? session.completeFilter(edited.text, edited.cursor) : [];
  show(controller, { ...line, edited, reading, completions, chosen: -1 });
}

/** The first Tab shows what could stand here, and takes it when there is one only; further ones go through the list. */
function complete(controller: Controller, line: LineState, direction: 1 | -1) {
  const { session } = controller;
  if (session === null) return;
  if (line.completions.length === 0) {
    const completions = session.completeFilter(line.edited.text, line.edited.cursor);
    if (completions.length === 0) return controller.say('nothing in this capture completes that');
    const [only] = completions;
    if (completions.length > 1 || only === undefined) return show(controller, { ...line, completions, chosen: -1 });
    return type(controller, { ...line, completions: [] }, replaceWord(line.edited, only.insert));
  }
  const { completions } = line;
  const chosen = line.chosen < 0 && direction === -1 ? completions.length - 1 : (line.chosen + direction + completions.length) % completions.length;
  const edited = replaceWord(line.edited, completions[chosen]?.insert ?? '');
  const reading = session.readFilter(edited.text);
  if (reading.kind === 'ok') apply(controller, edited.text);
  show(controller, { ...line, edited, reading, completions, chosen });
}

/** The term before the cursor, blanks inside quotes included. */
function replaceWord({ text, cursor }: EditedLine, word: string): EditedLine {
  const start = /(?:[^\s"]|"[^"]*"?)*$/.exec(text.slice(0, cursor))?.index ?? cursor;
  return { text: text.slice(0, start) + word + text.slice(cursor), cursor: start + word.length };
}

function apply(controller: Controller, expression: string) {
  const tab = activeTab(controller.state);
  if (tab === null || tab.session === null || tab.filter === expression) return;
  tab.session.setFilter(expression, tab.foldNoise);
  controller.change(
    refreshPanes(
      withTab(controller.state, (now) => ({ ...now, filter: expression })),
      'all',
    ),
  );
}

function accept(controller: Controller, line: LineState) {
  const { text } = line.edited;
  switch (line.kind) {
    case 'filter':
      close(controller);
      if (line.reading.kind === 'error') controller.say(`filter: ${line.reading.says}; the last good one stays`, 'error');
      return;
    case 'search':
      close(controller);
      if (text === '') return;
      controller.change(withTab(controller.state, (tab) => ({ ...tab, search: text })));
      return controller.outside.search(1);
    case 'input':
      controller.session?.sendInput(`${text}\n`);
      return show(controller, { ...line, edited: lineOf('') });
  }
}

function cancel(controller: Controller, line: LineState) {
  if (line.kind === 'filter') apply(controller, line.before);
  close(controller);
}

const show = (controller: Controller, line: LineState): void => controller.change({ ...controller.state, line });
const close = (controller: Controller): void => controller.change(refreshPanes({ ...controller.state, line: null }, 'all'));
