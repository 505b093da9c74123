// The screen without a terminal: keys in, the picture as text out. What Ink would draw is drawn as for the first frame.
import type { Session } from '../../../src/model/session.ts';
import { chromeOf } from '../../../src/tui/app/chrome-of.ts';
import { Controller, type Outside } from '../../../src/tui/app/controller.ts';
import { firstFrame } from '../../../src/tui/app/first-frame.ts';
import { paintedLines } from '../../../src/tui/app/painted-lines.ts';
import { paintedPanes } from '../../../src/tui/app/painted-panes.ts';
import { searchFrom } from '../../../src/tui/app/search.ts';
import { adopt } from '../../../src/tui/app/sessions.ts';
import { newTab } from '../../../src/tui/app/state.ts';
import type { InputEvent } from '../../../src/tui/input/input-event.ts';
import { type CellRow, copyRow } from '../../../src/tui/paint/cell-row.ts';
import { themeOf } from '../../../src/tui/theme/theme.ts';

export interface Headless {
  readonly controller: Controller;
  /** What was asked of the outside world, in words. */
  readonly asked: string[];
  press(...keys: readonly string[]): void;
  type(text: string): void;
  input(event: InputEvent): void;
  /** The whole screen; trailing blanks cut. */
  screen(): string;
  /** Its rows, cell by cell. */
  cells(): readonly CellRow[];
  resize(columns: number, rows: number): void;
}

/** @param instead what is done instead of noting that it was asked for */
export function headless(
  sessions: readonly Session[],
  { columns = 80, rows = 24, utf8 = true } = {},
  instead: (controller: () => Controller) => Partial<Outside> = () => ({}),
): Headless {
  const asked: string[] = [];
  const note =
    (name: string) =>
    (...args: readonly unknown[]): void =>
      void asked.push([name, ...args.map(String)].join(' '));
  const outside: Outside = {
    copy: note('copy'),
    man: note('man'),
    quit: note('quit'),
    askQuit: note('askQuit'),
    suspend: note('suspend'),
    redraw: note('redraw'),
    help: note('help'),
    export: note('export'),
    saveExport: note('saveExport'),
    startScreen: note('startScreen'),
    wizard: () => Promise.reject(new Error('no wizard here')),
    search: (direction) => void searchFrom(controller, direction),
    cancel: note('cancel'),
    open: async (request) => note('open')(JSON.stringify(request)),
    ...instead(() => controller),
  };
  const first = {
    size: { columns, rows },
    utf8,
    theme: 'dark' as const,
    tabs: [newTab(sessions[0]?.title ?? ('' as never), null)],
    active: 0,
    line: null,
    dialog: null,
    message: null,
    busy: null,
    paneViews: {},
  };
  const controller: Controller = new Controller(first, outside, () => {});
  adopt(controller, sessions, '');
  const cells = (): readonly CellRow[] => {
    const { state } = controller;
    const theme = themeOf('none');
    const chrome = chromeOf(state, 0);
    const frame = firstFrame(chrome, theme).map(copyRow);
    for (const part of [...paintedPanes(state, theme), ...paintedLines(chrome, theme)]) {
      for (let y = part.rect.top; y < part.rect.top + part.rect.height; y++) {
        const row = frame[y];
        if (row !== undefined) part.paint(row, y);
      }
    }
    return frame;
  };
  const key = (name: string): InputEvent => ({ kind: 'key', key: name, text: name === 'space' ? ' ' : [...name].length === 1 ? name : null });
  return {
    controller,
    asked,
    press(...keys) {
      for (const name of keys) controller.input(key(name));
    },
    type(text) {
      for (const character of text) controller.input(key(character === ' ' ? 'space' : character));
    },
    input: (event) => controller.input(event),
    resize(width, height) {
      controller.resize({ columns: width, rows: height });
    },
    cells,
    screen: () =>
      cells()
        .map(({ text }) => text.join('').trimEnd())
        .join('\n'),
  };
}
