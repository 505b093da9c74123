// Processes of a capture. Pids recur, so a process is known by its index here: pid plus start.
import type { EventIndex } from './event.ts';
import type { RawText } from './raw-text.ts';

/** Index into {@link Trace.processes}. */
export type ProcessIndex = number;

/** How a process ended, as its `+++ …` line, exit_group or the parent's wait told. */
export type ProcessEnd =
  | { readonly kind: 'exit'; readonly status: number; readonly event: EventIndex }
  | { readonly kind: 'signal'; readonly signal: string; readonly core: boolean; readonly event: EventIndex };

/** A successful execve (or execveat) of a process. */
export interface Exec {
  readonly event: EventIndex;
  /** The file as it was given to execve, unescaped. */
  readonly path: RawText;
  /** argv as strace showed it, unescaped; `truncated` when strace cut it (`...`). */
  readonly argv: readonly RawText[];
  readonly truncated: boolean;
}

/** One process: a thread group. Its threads are in {@link tids}. */
export interface ProcessEntry {
  readonly index: ProcessIndex;
  /** As strace printed it; 0 where the capture has no pids (no `-f`). */
  readonly pid: number;
  /** What it, or its parent, calls it inside a pid namespace (`--pidns-translation`); null and absent: the same, or not known. */
  readonly pidInside?: number | null;
  readonly parent: ProcessIndex | null;
  readonly children: readonly ProcessIndex[];
  /** The clone/fork/vfork call in the parent that made it; null for a root or when it was not seen. */
  readonly bornBy: EventIndex | null;
  readonly firstEvent: EventIndex;
  readonly lastEvent: EventIndex;
  readonly tids: readonly number[];
  readonly execs: readonly Exec[];
  /** Short name: of `--decode-pids=comm` when there, else the last exec's base name, else the parent's. */
  readonly comm: RawText;
  /** null: still running when the capture ended, or its end was not recorded. */
  readonly end: ProcessEnd | null;
  readonly calls: number;
  readonly failed: number;
}
