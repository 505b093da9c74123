// The model of the Calls view: where the cursor is, what follows it, and how both stay on the same event when the list changes.
import type { EventIndex } from '../../model/event.ts';
import { eventAtPlace, placeOf } from '../../model/gone.ts';
import type { Session } from '../../model/session.ts';
import type { PaneContext, SizeCells } from '../pane.ts';
import { keepInView } from '../scroll.ts';
import { firstToSee } from './calls-evidence.ts';

export const COLUMN_NAMES = ['time', 'pid', 'call', 'what', 'result', 'took'] as const;
export type ColumnName = (typeof COLUMN_NAMES)[number];

export interface CallsModel {
  /** Position among the filtered events, and the event there (-1 while there is none). */
  readonly cursor: number;
  readonly event: EventIndex;
  readonly top: number;
  /** The cursor stays on the newest event. */
  readonly follow: boolean;
  /** The newest event when following stopped, -1 for none: what came since is new. */
  readonly seen: EventIndex;
  /** The column that `=` takes its cell from. */
  readonly column: ColumnName;
  /** Cells of the `what` column that are scrolled away to the left. */
  readonly scroll: number;
  /** The filter result the cursor was placed in. */
  readonly within: string;
  /** Moved by the person: from then on the cursor goes nowhere by itself. */
  readonly touched: boolean;
}

/** The heading is left out where every row counts. */
export const headingRows = ({ rows }: SizeCells): 0 | 1 => (rows >= 6 ? 1 : 0);

/** What a list of calls is made of. */
export type Listed = Pick<Session, 'filtered' | 'trace'>;

export const eventAt = ({ filtered: { events }, trace }: Listed, position: number): EventIndex =>
  events === null ? eventAtPlace(position, trace.gone) : (events[position] ?? 0);

/** Position of the first filtered event that is not before `event`; the last one when all are. */
export function positionOf({ filtered: { events, length }, trace }: Listed, event: EventIndex): number {
  if (events === null) return Math.max(0, Math.min(length - 1, placeOf(event, trace.gone)));
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle] ?? 0) < event) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, Math.min(length - 1, low));
}

export const isGrowing = ({ session: { state } }: PaneContext): boolean =>
  state.kind === 'live' || state.kind === 'loading' || state.kind === 'starting';

/** Puts the cursor on a position, in bounds and in view. */
export function moveTo(model: CallsModel, position: number, context: PaneContext): CallsModel {
  const { filtered } = context.session;
  const { cursor, top } = keepInView({ cursor: position, top: model.top }, filtered.length, context.size.rows - headingRows(context.size));
  return { ...model, cursor, top, event: filtered.length === 0 ? model.event : eventAt(context.session, cursor), within: filtered.expression };
}

/** As {@link moveTo}, with rows around it in view: for jumps. */
export function jumpTo(model: CallsModel, event: EventIndex, context: PaneContext): CallsModel {
  const position = positionOf(context.session, event);
  const rows = context.size.rows - headingRows(context.size);
  const inView = position >= model.top + 2 && position < model.top + rows - 2;
  return moveTo(inView ? model : { ...model, top: Math.max(0, position - (rows >> 1)) }, position, context);
}

export function openCalls(context: PaneContext, event: EventIndex | null): CallsModel {
  const live = context.session.state.kind === 'live' || context.session.state.kind === 'starting';
  const start: CallsModel = {
    cursor: 0,
    event: -1,
    top: 0,
    follow: live && event === null && context.session.origin !== 'stored',
    seen: newestOf(context.session),
    column: 'what',
    scroll: 0,
    within: '',
    touched: event !== null,
  };
  return refreshCalls(event === null ? start : jumpTo(start, event, context), context);
}

/** The list grew, was filtered, or the pane was resized. */
export function refreshCalls(model: CallsModel, context: PaneContext): CallsModel {
  const { filtered, report, state, trace } = context.session;
  // Until the person moves, the cursor shows the proof as soon as it is known: not that of a report made while the capture grew.
  const isWhole = state.kind !== 'live' && report !== null && report.stats.events >= trace.eventCount;
  const proof = model.touched || !isWhole ? null : firstToSee(report);
  if (proof !== null) return { ...jumpTo({ ...model, follow: false, seen: newestOf(context.session) }, proof, context), touched: true };
  if (model.follow) return { ...moveTo(model, filtered.length - 1, context), seen: newestOf(context.session), follow: isGrowing(context) };
  const placed = model.event >= 0 && eventAt(context.session, model.cursor) !== model.event;
  return placed
    ? jumpTo(model, model.event, context)
    : { ...moveTo(model, model.cursor, context), event: model.event >= 0 ? model.event : firstEvent(context) };
}

/** -1 while there is none. */
export const newestOf = (session: Listed): EventIndex => (session.filtered.length === 0 ? -1 : eventAt(session, session.filtered.length - 1));

/** How many came after the newest that was seen, of those that are left. */
export const freshOf = (session: Listed, seen: EventIndex): number =>
  seen < 0 ? session.filtered.length : Math.max(0, session.filtered.length - 1 - positionOf(session, seen));

const firstEvent = ({ session }: PaneContext): EventIndex => (session.filtered.length === 0 ? -1 : eventAt(session, 0));
