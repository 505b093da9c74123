// One process of a capture as plain data: what changes when it is made, executes, and ends. Its counts are those of its threads.
import type { EventIndex } from '../model/event.ts';
import type { ProcessEnd, ProcessEntry, ProcessIndex } from '../model/process.ts';

export interface ProcessRecord {
  index: ProcessIndex;
  pid: number;
  /** As {@link ProcessEntry.pidInside}. */
  pidInside: number | null;
  parent: ProcessIndex | null;
  bornBy: EventIndex | null;
  readonly children: ProcessIndex[];
  /** Indices in the thread table. */
  readonly threads: number[];
  /** Successful execs. */
  readonly execs: EventIndex[];
  /** Ids of the paths that the execs were given; -1 where strace showed none. */
  readonly execPaths: number[];
  /** Id of the name that `--decode-pids=comm` shows; -1 when it shows none. */
  comm: number;
  end: ProcessEnd | null;
}

export const newProcess = (index: ProcessIndex, pid: number): ProcessRecord => ({
  index,
  pid,
  pidInside: null,
  parent: null,
  bornBy: null,
  children: [],
  threads: [],
  execs: [],
  execPaths: [],
  comm: -1,
  end: null,
});
