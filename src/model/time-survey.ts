// What the Time view shows: a time line in equal pieces, the slowest calls, how durations are spread, and stretches without a call. Nanoseconds.
import type { EventIndex } from './event.ts';
import type { ProcessIndex } from './process.ts';
import type { DurationsKnown } from './time-profile.ts';

/** Pieces of the time line; the screen puts neighbours together. */
export const TIME_PIECES = 720;

export interface TimeLine {
  readonly pieceNs: number;
  /** Calls that began in each piece, and those of them that failed. */
  readonly calls: Uint32Array;
  readonly failed: Uint32Array;
  /** Nanoseconds that calls of a tenth of a millisecond and more lasted in each piece, all threads together; without waits for children, who wait themselves. */
  readonly waitedNs: Float64Array;
}

/** How the durations of a kind of call are spread, as {@link Distribution} has it. */
export interface DurationRow {
  /** Name of the call; what it was about is `trace.target(longest)`. */
  readonly name: string;
  /** null: all calls of the name, whatever they were about. */
  readonly process: ProcessIndex | null;
  readonly count: number;
  readonly failed: number;
  readonly totalNs: number;
  readonly longest: EventIndex;
  readonly p50Ns: number;
  readonly p90Ns: number;
  readonly p99Ns: number;
  readonly maxNs: number;
  /** Counts by powers of two, from 1 ns. */
  readonly bars: readonly number[];
}

export interface TimeSurvey {
  readonly durations: DurationsKnown;
  readonly spanNs: number;
  readonly line: TimeLine;
  readonly slowest: readonly { readonly event: EventIndex; readonly ns: number }[];
  /** By name, most time first. */
  readonly byCall: readonly DurationRow[];
  /** By process, call and path or descriptor, most time first; only calls of a tenth of a millisecond and more. */
  readonly byTarget: readonly DurationRow[];
  /** The longest stretch without a call of each process, longest first; `event` is the call that ended it. */
  readonly gaps: readonly { readonly process: ProcessIndex; readonly event: EventIndex; readonly ns: number }[];
}
