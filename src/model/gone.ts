// Records of a growing capture that were given up, to stay within a size: their numbers stay, and one of them stands for all.
import type { EventIndex } from './event.ts';

/** Records `from` to `to`, the latter not included. `from` stays: it says that they are gone. The others are passed over. */
export interface GoneRecords {
  readonly from: EventIndex;
  readonly to: EventIndex;
}

export const isGone = (event: EventIndex, gone: GoneRecords | null): boolean => gone !== null && event >= gone.from && event < gone.to;

/** Where a record stands among those that are left; what is gone stands where the one is that says so. Of the count of all: how many are left. */
export function placeOf(event: EventIndex, gone: GoneRecords | null): number {
  if (gone === null || event <= gone.from) return event;
  return event < gone.to ? gone.from : event - (gone.to - gone.from - 1);
}

/** The record at a place: the way back of {@link placeOf}. */
export const eventAtPlace = (place: number, gone: GoneRecords | null): EventIndex =>
  gone === null || place <= gone.from ? place : place + (gone.to - gone.from - 1);

/** A range of records without those that are gone, but for the one that says so. */
export function withoutGone(range: GoneRecords, gone: GoneRecords | null): readonly GoneRecords[] {
  if (gone === null || range.to <= gone.from + 1 || range.from >= gone.to) return [range];
  return [
    { from: range.from, to: gone.from + 1 },
    { from: gone.to, to: range.to },
  ].filter(({ from, to }) => from < to);
}
