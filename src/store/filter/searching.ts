// A search for a text that goes on in steps.
import type { EventIndex } from '../../model/event.ts';

/** A search at work. */
export interface Searching {
  /** null: not found (so far). */
  readonly found: EventIndex | null;
  /** How much has been looked at, 0..1. */
  readonly part: number;
  /** Looks at some more, for about a millisecond. @returns false when it is found, or nothing is left */
  step(): boolean;
}

/** Events `from` to `to`, the latter not included. */
export interface EventRange {
  readonly from: EventIndex;
  readonly to: EventIndex;
}
