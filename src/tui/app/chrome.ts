// What stands around the panes (header, tabs, hints, lines, dialogs), as data: Ink draws it, and the first frame does before Ink is there.
import type { ComponentType } from 'react';
import type { VisibleText } from '../../model/raw-text.ts';
import type { DialogContext, DialogViewProps } from '../dialog.ts';
import type { Rect } from '../paint/screen.ts';
import type { PaneContext, PaneViewProps, Row, SizeCells, Span } from '../pane.ts';
import type { ThemeName } from '../theme/theme.ts';

export interface Hint {
  readonly key: string;
  readonly says: string;
}

export interface ChromeLine {
  readonly row: number;
  /** Prompt, line (what cannot be read in style `error`; scrolled so that the cursor is in view), and at the right what is wrong with it. */
  readonly spans: readonly Span[];
  /** Column of the terminal's cursor. */
  readonly cursor: number;
  readonly popup: { readonly rect: Rect; readonly rows: readonly (readonly Span[])[]; readonly chosen: number } | null;
}

export interface ChromeDialog {
  readonly rect: Rect;
  readonly title: VisibleText;
  readonly hints: readonly Hint[];
  readonly view: ComponentType<DialogViewProps<unknown>> | null;
  readonly model: unknown;
  readonly context: DialogContext;
  /** The inside before Ink is there. */
  rows(): readonly Row[];
  /** Cell of the terminal's cursor on the screen; null hides it. */
  readonly cursor: { readonly column: number; readonly row: number } | null;
}

export interface Chrome {
  readonly size: SizeCells;
  readonly theme: ThemeName;
  readonly utf8: boolean;
  /** Set on a screen that is too small for anything else. */
  readonly tooSmall: VisibleText | null;
  readonly header: readonly Span[];
  readonly tabs: { readonly row: number; readonly labels: readonly { readonly text: VisibleText; readonly active: boolean }[] } | null;
  readonly inkPanes: readonly {
    readonly rect: Rect;
    readonly view: ComponentType<PaneViewProps<unknown>>;
    readonly model: unknown;
    readonly context: PaneContext;
  }[];
  readonly line: ChromeLine | null;
  readonly hintRow: number;
  readonly hints: readonly Hint[];
  readonly message: Span | null;
  readonly dialog: ChromeDialog | null;
}
