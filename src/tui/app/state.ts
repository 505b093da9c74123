// Everything the screen knows at one moment, as plain data. Replaced and never changed in place.
import type { ComponentType } from 'react';
import type { RawText, VisibleText } from '../../model/raw-text.ts';
import type { FilterCompletion, FilterReading, Session, SessionState } from '../../model/session.ts';
import type { Dialog, DialogViewProps } from '../dialog.ts';
import type { EditedLine } from '../line-editor.ts';
import type { PaneViewProps, Place, SizeCells, StyleName, ViewId } from '../pane.ts';
import type { ThemeName } from '../theme/theme.ts';
import type { SlotName } from './layout.ts';

/** The models of a tab's panes: by view, and of the call shown beside the list on wide screens. */
export type ModelKey = ViewId | 'aside';
export type Models = Readonly<Partial<Record<ModelKey, unknown>>>;

/** A view on the way to the present one, as it was left. */
export interface TrailStep {
  readonly view: ViewId;
  readonly model: unknown;
  /** What it was about, for the breadcrumb. */
  readonly label: VisibleText;
  /** Chosen views (by number) are no steps into something: the breadcrumb leaves them out. */
  readonly drilled: boolean;
  /** The filter that this step narrowed, for the way back; null when it narrowed none. */
  readonly filterBefore: string | null;
}

export interface TabState {
  readonly id: number;
  /** null until it is open. */
  readonly session: Session | null;
  readonly title: RawText;
  readonly view: ViewId;
  /** What the main view was opened for; null when it was chosen by its number. */
  readonly about: Place | null;
  readonly focus: SlotName;
  readonly models: Models;
  readonly trail: readonly TrailStep[];
  /** The filter that was applied last. */
  readonly filter: string;
  readonly foldNoise: boolean;
  readonly search: string;
  readonly facts: SessionFacts;
  /** Counts what the session told. */
  readonly news: number;
}

/** Numbers of the header, taken from the session a few times a second. */
export interface SessionFacts {
  readonly calls: number;
  readonly processes: number;
  readonly failed: number;
  /** How it stood then: while a file is read its state changes with every piece. */
  readonly state: SessionState | null;
  readonly takenAtMs: number;
  /** The command that a stored capture is of, as its report tells; null when nothing does. */
  readonly command: RawText | null;
  /** Something of the input could not be read. */
  readonly isPart: boolean;
}

/** The line above the hints while it is edited. */
export interface LineState {
  readonly kind: 'filter' | 'search' | 'input';
  readonly edited: EditedLine;
  /** The filter before, for Esc. */
  readonly before: string;
  readonly reading: FilterReading;
  readonly completions: readonly FilterCompletion[];
  /** Which completion Tab has taken; -1: none yet. */
  readonly chosen: number;
}

export interface DialogState {
  readonly dialog: Dialog<unknown>;
  readonly model: unknown;
  /** null until its component is loaded. */
  readonly view: ComponentType<DialogViewProps<unknown>> | null;
}

export interface AppState {
  readonly size: SizeCells;
  readonly utf8: boolean;
  readonly theme: ThemeName;
  readonly tabs: readonly TabState[];
  readonly active: number;
  readonly line: LineState | null;
  readonly dialog: DialogState | null;
  readonly message: { readonly text: VisibleText; readonly style: StyleName } | null;
  /** What is under way and can be cancelled. */
  readonly busy: 'search' | 'export' | null;
  /** Components of panes that Ink draws, once loaded. */
  readonly paneViews: Readonly<Partial<Record<ViewId, ComponentType<PaneViewProps<unknown>>>>>;
}

export const NO_FACTS: SessionFacts = { calls: 0, processes: 0, failed: 0, state: null, takenAtMs: 0, command: null, isPart: false };

let tabIds = 0;

export const newTab = (title: RawText, session: Session | null, filter = ''): TabState => ({
  id: ++tabIds,
  session,
  title,
  view: 'calls',
  about: null,
  focus: 'main',
  models: {},
  trail: [],
  filter,
  foldNoise: false,
  search: '',
  facts: NO_FACTS,
  news: 0,
});

export const activeTab = ({ tabs, active }: AppState): TabState | null => tabs[active] ?? null;

/** Replaces the tab in front. */
export function withTab(state: AppState, change: (tab: TabState) => TabState): AppState {
  const tab = state.tabs[state.active];
  if (tab === undefined) return state;
  const next = change(tab);
  return next === tab ? state : { ...state, tabs: state.tabs.map((other) => (other === tab ? next : other)) };
}
