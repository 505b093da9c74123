// How a traced command ended.
import type { Dropped } from './dropped.ts';
import type { RawText } from './raw-text.ts';

/** The `outcome` of a report. `hang`: it was still running when it was stopped, or when the capture ended, with something pending. */
export type Outcome =
  | { readonly kind: 'exit'; readonly status: number }
  | { readonly kind: 'signal'; readonly signal: string }
  | { readonly kind: 'hang'; readonly seconds: number }
  | { readonly kind: 'slow' }
  | { readonly kind: 'unknown' };

/** A process that was attached to: strace shows neither its name nor whose its threads are. */
export interface AttachedProcess {
  readonly pid: number;
  readonly comm: RawText;
  /** All threads, the first one (whose id is the pid) too. */
  readonly tids: readonly number[];
}

/** What is known of the command beside its capture: only live runs know all of it. */
export interface CommandContext {
  /** null for a capture whose command is unknown. */
  readonly argv: readonly RawText[] | null;
  readonly cwd: string | null;
  /** The traced command's own environment (PATH, LD_LIBRARY_PATH …); null when not known. */
  readonly env: Readonly<Record<string, string>> | null;
  /** What live capture saw of the end; null for stored captures: then the trace tells. */
  readonly observed: Outcome | null;
  /** True when we stopped it (timeout, Ctrl-C): a SIGTERM or SIGKILL at the end is then ours, not the cause. */
  readonly stoppedByUs: boolean;
  /** What the command printed on stderr and stdout, kept as evidence; null for stored captures. */
  readonly printed: { readonly stderr: RawText; readonly stdout: RawText } | null;
  /** Set when strace could not start the command at all (not found, not executable…): the diagnosis then rests on probes. */
  readonly neverStarted: boolean;
  /** What is missing from a capture that had to stay within a size. */
  readonly dropped?: Dropped;
  /** Live attach: who was there at its beginning. */
  readonly attached?: readonly AttachedProcess[];
}
