// What the Network view shows: connections and look-ups, and settings of proxies that contradict each other.
import type { NetworkFacts } from './connection.ts';
import type { EventIndex } from './event.ts';
import type { ProcessIndex } from './process.ts';

export interface ProxyConflict {
  readonly process: ProcessIndex;
  /** One sentence; holds text of the traced program. */
  readonly says: string;
  /** The execve that shows the variables; null where they are known from elsewhere. */
  readonly event: EventIndex | null;
}

export interface NetworkSurvey extends NetworkFacts {
  readonly conflicts: readonly ProxyConflict[];
  /** Connections and look-ups beyond those that are listed: of these what failed stands first. */
  readonly unlisted: number;
}
