// Where the wall time of a capture went: what the Time view, the flame graph and the latency causes are made of. Durations are nanoseconds.
import type { EventIndex } from './event.ts';
import type { ProcessIndex } from './process.ts';

/**
 * How long calls took is `recorded` (`-T`); without it `estimated`: a call that may wait is taken to last until its thread's next record, all
 * others count as nothing; `none`: no time stamps.
 */
export type DurationsKnown = 'recorded' | 'estimated' | 'none';

export interface TimeProfile {
  readonly durations: DurationsKnown;
  /** From the first stamp to the last. */
  readonly spanNs: number;
  /** Those that have records, by index. */
  readonly processes: readonly ProcessTime[];
  /**
   * By process, call and target, most time first. Quick calls (below a tenth of a millisecond, which is mostly the tracer's own work) are summed up
   * without their targets. The smallest groups may be left out: {@link ProcessTime.inCallsNs} is the whole.
   */
  readonly groups: readonly CallGroup[];
  /** By name of the call, most time first. */
  readonly calls: readonly CallTime[];
  /** The longest calls of the capture, longest first. */
  readonly slowest: readonly EventIndex[];
}

/** Sums over all threads of a process: two threads that wait for a second each make two. */
export interface ProcessTime {
  readonly process: ProcessIndex;
  /** Since the capture's first stamp. */
  readonly startNs: number;
  readonly endNs: number;
  readonly threads: number;
  readonly inCallsNs: number;
  /** Behind one call and before the thread's next: it ran, or was ready to run and did not get a processor. */
  readonly betweenNs: number;
  /** The longest stretch between two calls of a thread ends with `event`. */
  readonly longestGap: { readonly event: EventIndex; readonly ns: number } | null;
}

export interface CallGroup {
  readonly process: ProcessIndex;
  readonly nameId: number;
  /** See {@link Trace.targetIdOf}; its text is `trace.target` of {@link longest}. -1: no target is shown, or quick calls. */
  readonly targetId: number;
  readonly count: number;
  readonly failed: number;
  readonly totalNs: number;
  readonly longest: EventIndex;
  readonly longestNs: number;
}

export interface CallTime {
  readonly nameId: number;
  readonly name: string;
  readonly count: number;
  readonly totalNs: number;
  readonly durations: Distribution;
}

/** How durations are spread. Values are exact to an eighth. */
export interface Distribution {
  readonly count: number;
  readonly maxNs: number;
  /** The duration that a share of all (0..1) does not exceed; NaN when there is none. */
  percentile(share: number): number;
  /** Counts by powers of two: `bars[i]` are the durations from 2^i ns on, below 2^(i+1). Ends with the last that is not 0. */
  readonly bars: readonly number[];
}

/** Times that recur at equal distances. */
export interface Period {
  readonly periodNs: number;
  /** How far times lie from the rhythm, as a share of the period. */
  readonly jitter: number;
  /** Times that fit. */
  readonly count: number;
}
