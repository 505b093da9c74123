// What a test does: over a range of a segment, it marks the events that pass.
import type { Segment } from '../segment.ts';

/** Slots `from` to `to` of a segment; the event of slot 0 is `base`. */
export interface Range {
  readonly segment: Segment;
  readonly base: number;
  readonly from: number;
  readonly to: number;
}

export interface Marker {
  /** 0: columns only; 1: asks somebody for each event; 2: reads the file. Cheap ones go first. */
  readonly cost: 0 | 1 | 2;
  /** Sets `out[slot]` to 1 where `mask[slot]` is 1 and the event passes; touches nothing else. */
  mark(range: Range, mask: Uint8Array, out: Uint8Array): void;
  /**
   * Looks whether what it knew of earlier events still holds (a process got another name, a finding other evidence).
   * @returns true when events that have been judged must be judged anew
   */
  refresh?(): boolean;
}
