// The screen at work: state, Ink, painter and terminal put together, one frame after whatever happened in a turn of the event loop.
import type { Mounted } from '../chrome/mount.tsx';
import { FrameSink } from '../paint/frame-sink.ts';
import { type Picture, Screen } from '../paint/screen.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { type Theme, themeOf } from '../theme/theme.ts';
import type { Chrome } from './chrome.ts';
import { chromeOf } from './chrome-of.ts';
import type { Controller } from './controller.ts';
import { firstFrame } from './first-frame.ts';
import { Loads } from './loads.ts';
import { paintedLines } from './painted-lines.ts';
import { paintedPanes } from './painted-panes.ts';
import { PaneContents } from './pane-contents.ts';

export class Tui {
  private readonly terminal: Terminal;
  private readonly controller: () => Controller;
  private readonly screen = new Screen();
  private readonly sink: FrameSink;
  private readonly loads = new Loads();
  private readonly contents = new PaneContents();
  private ink: Mounted | null = null;
  private drawn: Chrome | null = null;
  private queued = false;
  private theme: Theme = themeOf('dark');

  constructor(terminal: Terminal, controller: () => Controller) {
    this.terminal = terminal;
    this.controller = controller;
    this.sink = new FrameSink(
      () => controller().state.size,
      () => this.invalidate(),
    );
  }

  /** Show the state soon: many changes in one turn are one frame. */
  invalidate(): void {
    if (this.queued) return;
    this.queued = true;
    setImmediate(() => {
      this.queued = false;
      this.show();
    });
  }

  /** The terminal's content is not known any more. */
  forget(): void {
    this.screen.forget();
    this.invalidate();
  }

  /** Whether there is something to show that the painter can't draw in Ink's place. */
  get needsInk(): boolean {
    const { dialog, tabs, inkPanes } = chromeOf(this.controller().state, performance.now());
    return dialog !== null || tabs !== null || inkPanes.length > 0;
  }

  /** Loads Ink and hands it everything around the panes. @returns rejects when a component throws */
  async mount(): Promise<never> {
    const { mountChrome } = await import('../chrome/ink-part.ts');
    // Keys that came meanwhile: the first drawing takes as long again.
    await new Promise((resolve) => setImmediate(resolve));
    this.drawn = chromeOf(this.controller().state, performance.now());
    this.ink = mountChrome(this.sink, this.drawn);
    this.invalidate();
    return this.ink.failed;
  }

  unmount(): void {
    this.ink?.unmount();
    this.ink = null;
  }

  show(): void {
    const controller = this.controller();
    if (!this.terminal.isUp) return;
    const { state } = controller;
    if (state.theme !== this.theme.name) this.theme = themeOf(state.theme);
    const chrome = chromeOf(state, performance.now());
    if (this.drawn === null || !sameChrome(this.drawn, chrome)) {
      this.drawn = chrome;
      this.ink?.draw(chrome);
      // Ink's frame is in the sink now; its call of invalidate is answered by this very picture.
      this.queued = false;
    }
    this.terminal.write(this.screen.show(this.picture(chrome)));
    this.loads.start(controller);
  }

  private picture(chrome: Chrome): Picture {
    const { state } = this.controller();
    const early = this.sink.hasFrame ? null : firstFrame(chrome, this.theme);
    const { line, dialog } = chrome;
    const overlays = dialog === null ? [] : [dialog.rect];
    const panes = chrome.tooSmall === null ? paintedPanes(state, this.theme, this.contents) : [];
    const parts = [...panes, ...paintedLines(chrome, this.theme)];
    return {
      columns: state.size.columns,
      rows: state.size.rows,
      frame: (y) => (early === null ? this.sink.row(y) : early[y]),
      parts,
      base: JSON.stringify([parts.map(({ rect }) => rect), overlays, state.theme, state.line === null]),
      overlays,
      cursor: dialog !== null ? dialog.cursor : line === null ? null : { column: line.cursor, row: line.row },
    };
  }
}

/** Whether Ink would draw the same: plain parts by their content, models by identity. */
function sameChrome(a: Chrome, b: Chrome): boolean {
  return textOf(a) === textOf(b) && a.dialog?.model === b.dialog?.model && a.dialog?.view === b.dialog?.view && sameInkPanes(a, b);
}

function textOf(chrome: Chrome): string {
  const { size, theme, utf8, tooSmall, tabs, dialog } = chrome;
  return JSON.stringify([size, theme, utf8, tooSmall, tabs, dialog?.rect, dialog?.title]);
}

const sameInkPanes = (a: Chrome, b: Chrome): boolean =>
  a.inkPanes.length === b.inkPanes.length &&
  a.inkPanes.every(({ model, view, context }, i) => {
    const other = b.inkPanes[i];
    return other !== undefined && other.model === model && other.view === view && other.context.focused === context.focused;
  });
