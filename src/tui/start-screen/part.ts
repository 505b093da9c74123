// What each part of the start screen is: like a dialog, but it goes back instead of closing.
import type { DialogContext, OpenRequest } from '../dialog.ts';
import type { Row } from '../pane.ts';

/** What a part asks for after an input. */
export type PartOutcome = { readonly kind: 'back' } | { readonly kind: 'open'; readonly request: OpenRequest };

export interface PartUpdate<M> {
  readonly model: M;
  readonly outcome?: PartOutcome;
}

/** Of a part's hints the last two are shown on small screens too: what Enter does, and the way back. */
export interface Hint {
  readonly key: string;
  readonly says: string;
}

/** Rows and, where a line is edited, the terminal's cursor in them. */
export interface PartScreen {
  readonly rows: readonly Row[];
  readonly cursor: { readonly column: number; readonly row: number } | null;
}

export type PartContext = DialogContext;
