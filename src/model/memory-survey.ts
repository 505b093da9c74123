// What the Memory view shows: every mapping that a process asked for, what became of it, and how much it had over time. Addresses and sizes in bytes.
import type { MemoryMap } from './answers.ts';
import type { EventIndex } from './event.ts';
import type { ProcessIndex } from './process.ts';

/**
 * `cgo`: a library in a Go program, mapped by its loader; `plugin`: one that came later, when the Go runtime ran already; `reserved`: address space
 * without any access.
 */
export type MappingKind = 'program' | 'library' | 'cgo' | 'plugin' | 'file' | 'shared' | 'heap' | 'stack' | 'anonymous' | 'reserved';

/** One call that asked for memory, and what became of it. */
export interface Mapping {
  readonly event: EventIndex;
  readonly kind: MappingKind;
  /** Where it begins; null where it was refused. */
  readonly start: number | null;
  readonly sizeBytes: number;
  /** As /proc/PID/maps writes it: `r-x`. What was asked for at first. */
  readonly protection: string;
  /** The file; null for anonymous memory. */
  readonly path: string | null;
  /** The call that asked for writable and executable memory at once; null for none. */
  readonly writableAndExecutable: EventIndex | null;
  /** Later changes of its protection or size, in words. */
  readonly changes: readonly { readonly event: EventIndex; readonly says: string }[];
  readonly errno: string | null;
  /** Why it was refused, as far as the capture or the host tells; null. */
  readonly limit: string | null;
  /** The call behind which none of it was left: munmap, another mapping in its place, execve; null: it stayed. */
  readonly endedBy: EventIndex | null;
  /** What is left of it at the end. */
  readonly leftBytes: number;
}

/** Pieces of the line of totals. */
export const MEMORY_PIECES = 360;

export interface MemorySurvey {
  readonly process: ProcessIndex;
  readonly mappings: readonly Mapping[];
  /** False: munmap was not recorded, so what was given back is not known. */
  readonly knowsUnmaps: boolean;
  /** Calls about memory beyond those shown. */
  readonly leftOut: number;
  /** Bytes with any access at the end of each piece of the process's life. */
  readonly totals: Float64Array;
  /** Since the capture's first stamp, of the process; equal without stamps. */
  readonly fromNs: number;
  readonly toNs: number;
  readonly mostBytes: number;
  /** What /proc/PID/maps says right now; null for a process that has ended, or from elsewhere. */
  readonly now: readonly MemoryMap[] | null;
}
