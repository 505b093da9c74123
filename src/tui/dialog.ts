// What a dialog is: something in front of the panes that takes all input until it is closed. Drawn by Ink.
import type { ComponentType } from 'react';
import type { VisibleText } from '../model/raw-text.ts';
import type { Given } from '../wizard/walk.ts';
import type { InputEvent } from './input/input-event.ts';
import type { Row, SizeCells } from './pane.ts';
import type { RunOptions } from './start-screen/run-options.ts';

/** A capture to be opened or made, in a tab of its own. */
export type OpenRequest =
  | { readonly kind: 'run'; readonly argv: readonly string[]; readonly options?: RunOptions }
  | { readonly kind: 'attach'; readonly pids: readonly number[] }
  | { readonly kind: 'open'; readonly paths: readonly string[] }
  | { readonly kind: 'paste'; readonly text: string };

export type DialogEffect =
  | { readonly kind: 'close' }
  /** Opens the tab and closes the dialog; when it fails the dialog stays and gets the sentence by {@link Dialog.failed}. */
  | { readonly kind: 'open'; readonly request: OpenRequest }
  /** Ends the program; `live` says what becomes of commands that run: they are stopped when it is not given. */
  | { readonly kind: 'quit'; readonly live?: 'stop' | 'detach' }
  | { readonly kind: 'export'; readonly path: string }
  /** Holds the tab in front against another capture. */
  | { readonly kind: 'compare'; readonly other: { readonly tab: number } | { readonly path: string } }
  | { readonly kind: 'say'; readonly text: VisibleText }
  | { readonly kind: 'copy'; readonly text: string }
  /** Gives up what {@link Dialog.load} has under way. */
  | { readonly kind: 'cut-short'; readonly running: AbortController }
  /** Walks through a card of the wizard. */
  | { readonly kind: 'wizard'; readonly card: string; readonly given: Given };

export interface DialogContext {
  /** The inside of the dialog's frame. */
  readonly size: SizeCells;
  readonly utf8: boolean;
  /** True while there is nothing behind the dialog to go back to: Esc cannot close it. */
  readonly only: boolean;
}

export interface DialogUpdate<M> {
  readonly model: M;
  readonly effect?: DialogEffect;
}

export interface DialogViewProps<M> {
  readonly model: M;
  readonly context: DialogContext;
}

/** Work that goes on outside. */
export interface UnderWay {
  /** Gives it up. */
  readonly cut: AbortController;
  /** It has come to its end, also when it was given up. Never rejects. */
  readonly ended: Promise<unknown>;
}

/** `M` is plain data, replaced and never changed in place. */
export interface Dialog<M> {
  readonly id: string;
  title(model: M): VisibleText;
  open(): M;
  /** The inside it would like; it gets at most what the screen has. */
  wants(model: M, screen: SizeCells): SizeCells;
  /** Where the terminal's own cursor stands in the inside, for a line being edited; absent or null: hidden. */
  cursor?(model: M, context: DialogContext): { readonly column: number; readonly row: number } | null;
  /** Every key, paste and click (cells relative to the inside). `ctrl-c`, `ctrl-z` and `ctrl-l` never arrive here. */
  update(model: M, input: InputEvent, context: DialogContext): DialogUpdate<M>;
  /** A request of this dialog failed: one sentence. */
  failed(model: M, sentence: VisibleText): M;
  /** As {@link Pane.load}. `tell` changes the model meanwhile, for as long as this dialog is open. */
  load?(model: M, context: DialogContext, tell: (change: (model: M) => M) => void): Promise<(model: M) => M> | null;
  /** What {@link load} has under way that reaches outside: it is given up when the dialog closes, however it does. */
  underWay?(model: M): UnderWay | null;
  /** The inside for the first frame, before Ink is there; absent: the frame stays empty until then. */
  rows?(model: M, context: DialogContext): readonly Row[];
  /** Imports the Ink component that draws the inside. */
  loadView(): Promise<ComponentType<DialogViewProps<M>>>;
  /** The keys it takes, for its last line: `⏎ run   ⇥ complete   esc back`. */
  hints(model: M): readonly { readonly key: string; readonly says: string }[];
}
