// What a stall is: a wait for something that is mostly had at once.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';

/** One wait for a thing, short or long. */
export interface Wait {
  readonly event: EventIndex;
  readonly process: ProcessIndex;
  readonly startNs: number;
  readonly endNs: number;
}

/** All waits for one thing. */
export interface WaitGroup {
  readonly kind: 'lock' | 'peer' | 'disk' | 'worker';
  /** The lock's path, `futex`, the peer's address, the file that is synced, the program behind a pipe. */
  readonly subject: string;
  readonly waits: readonly Wait[];
  /**
   * Only waits that took long are calls at all: a mutex that is free is taken without one (futex(7)). Otherwise the short ones must be there, too, for
   * the long ones to stand out.
   */
  readonly onlyLong: boolean;
}

export const tookNs = ({ startNs, endNs }: Wait): number => endNs - startNs;
