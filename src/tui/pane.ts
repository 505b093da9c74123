// What a pane is: a model, a pure update and the rows in view. The painter puts the rows inside the frame that Ink draws.
import type { ComponentType } from 'react';
import type { EventIndex } from '../model/event.ts';
import type { ProcessIndex } from '../model/process.ts';
import type { VisibleText } from '../model/raw-text.ts';
import type { Session } from '../model/session.ts';
import type { SurveyKind } from '../model/survey.ts';
import type { Command } from './command.ts';

/** Colours by meaning; `theme.ts` turns them into SGR for 16 colours, none, light and dark. */
export type StyleName =
  | 'normal'
  | 'dim'
  | 'strong'
  | 'error'
  | 'warning'
  | 'good'
  | 'path'
  | 'call'
  | 'pid'
  | 'time'
  | 'number'
  | 'heading'
  | 'link'
  | 'key'
  | 'match'
  | 'cursor';

/** A run of text in one style. A row is its runs; the painter cuts or pads it to the pane's width in cells. */
export interface Span {
  readonly text: VisibleText;
  readonly style: StyleName;
}

export interface Row {
  readonly spans: readonly Span[];
  /** The row under the cursor: shown inverse over its whole width, and with a `>` where there is no colour. */
  readonly cursor?: boolean;
}

export interface SizeCells {
  readonly columns: number;
  readonly rows: number;
}

export type ViewId =
  | 'calls'
  | 'processes'
  | 'why'
  | 'libraries'
  | 'files'
  | 'network'
  | 'connection'
  | 'counts'
  | 'time'
  | 'memory'
  | 'output'
  | 'detail'
  | 'lookup'
  | 'compare';

/** What a thing on screen is about: the target of Enter, and what the cursor keeps when views change. */
export type Place =
  | { readonly kind: 'event'; readonly event: EventIndex }
  | { readonly kind: 'detail'; readonly event: EventIndex }
  | { readonly kind: 'process'; readonly process: ProcessIndex }
  | { readonly kind: 'finding'; readonly finding: number }
  /** How a command was looked up; `event` is the failing execve, or the last stat of the look-up. */
  | { readonly kind: 'lookup'; readonly event: EventIndex }
  /** `key` of the Network view's list; `event`: its first call. */
  | { readonly kind: 'connection'; readonly key: string; readonly event: EventIndex }
  /** The table that a line of it stands in (`-c`, `-C`). */
  | { readonly kind: 'counts'; readonly event: EventIndex }
  /** This capture against that of another tab. */
  | { readonly kind: 'compare'; readonly other: Session }
  | { readonly kind: 'libraries'; readonly process: ProcessIndex; readonly soname: string | null };

/** What the app does after a pane's update. */
export type PaneEffect =
  | { readonly kind: 'go'; readonly to: Place }
  /** In the tab of another session. */
  | { readonly kind: 'go-in'; readonly session: Session; readonly to: Place }
  /** One line, or several: a line end within one is shown as an escape. */
  | { readonly kind: 'copy'; readonly text: string | readonly string[] }
  | { readonly kind: 'add-filter'; readonly term: string }
  /** Goes there with a filter that keeps what it is about; the way back takes the filter off again. */
  | { readonly kind: 'narrow'; readonly term: string; readonly to: Place }
  /** To the call that opened a descriptor. */
  | { readonly kind: 'opener'; readonly event: EventIndex; readonly fd: number }
  /** To look for the cause again, which was given up. */
  | { readonly kind: 'diagnose' }
  | { readonly kind: 'say'; readonly text: VisibleText };

export interface PaneContext {
  readonly session: Session;
  /** The inside of the pane's frame. */
  readonly size: SizeCells;
  /** False with LANG=C and the like: boxes, arrows and marks are ASCII then. */
  readonly utf8: boolean;
  /** True while the keys go to this pane. */
  readonly focused?: boolean;
  /** What the last search looked for: rows may show its occurrences as `match`. */
  readonly match?: RegExp | null;
}

export interface PaneUpdate<M> {
  readonly model: M;
  readonly effect?: PaneEffect;
}

/**
 * One view. `M` is its model: plain data, replaced and never changed in place.
 * `rows` must cost only what is visible, never what the capture holds.
 */
export interface Pane<M> {
  readonly id: ViewId;
  /** What {@link load} asks the session: given up when no pane on the screen waits for it. */
  readonly survey?: SurveyKind;
  title(model: M, context: PaneContext): VisibleText;
  open(context: PaneContext, at: Place | null): M;
  /** The session changed (more events, new report, other filter) or the pane was resized. */
  refresh(model: M, context: PaneContext): M;
  update(model: M, command: Command, context: PaneContext): PaneUpdate<M>;
  rows(model: M, context: PaneContext): readonly Row[];
  /** Short text at the right of the frame's title: `812/12 483`, `37 new`. */
  status?(model: M, context: PaneContext): VisibleText;
  /** Short text over the lower border: what the thing under the cursor means, in words. */
  footer?(model: M, context: PaneContext): VisibleText;
  /** Moves the cursor to a place and keeps the rest (what is expanded, scrolled). Without it the pane is opened anew there. */
  reveal?(model: M, at: Place, context: PaneContext): M;
  /** What the cursor is on, to keep it across views. */
  place(model: M, context: PaneContext): Place | null;
  /**
   * For panes that have lines of their own: the next one that matches, around the end. null: none. Without it a search looks through the calls.
   * @param pattern not global
   */
  find?(model: M, pattern: RegExp, direction: 1 | -1, context: PaneContext): M | null;
  /** A mouse click on a row and column of the inside, from 0. */
  click?(model: M, row: number, context: PaneContext, column: number): PaneUpdate<M>;
  /**
   * What has to be asked before the model is complete (a look-up, a library tree). Called after every change of the model, but not again while an
   * answer is under way; null when nothing is missing. The answer is a function of the model as it is by then.
   */
  load?(model: M, context: PaneContext): Promise<(model: M) => M> | null;
  /** Gives up what {@link load} has under way. @returns false when there was nothing */
  cancel?(model: M, context: PaneContext): boolean;
  /**
   * For small panes drawn by Ink instead of `rows` (ink-table): imports the component, so that Ink is not needed for the first frame.
   * Until it is there `rows` is shown; afterwards `rows` is not asked.
   */
  loadView?(): Promise<ComponentType<PaneViewProps<M>>>;
}

export interface PaneViewProps<M> {
  readonly model: M;
  readonly context: PaneContext;
}
