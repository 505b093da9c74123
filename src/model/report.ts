// The report, `whytrace.report/1`: what `diagnose --json` prints and the Why view shows.
import type { Outcome } from './outcome.ts';

export interface Report {
  readonly schema: 'whytrace.report/1';
  readonly command: readonly string[] | null;
  readonly outcome: Outcome;
  readonly verdict: 'no-fault' | 'cause-found' | 'no-cause-found';
  /** Best first; empty unless a cause was found. */
  readonly findings: readonly Finding[];
  readonly warnings: readonly Warning[];
  readonly excluded: readonly string[];
  /** The command whose capture would show the cause; null when none is needed. */
  readonly recordNext: readonly (readonly string[])[] | null;
  readonly stats: { readonly events: number; readonly processes: number; readonly raw: number; readonly seconds: string | null };
}

export interface Finding {
  /** A code of the failure table. */
  readonly code: string;
  /** 0..1, fitted on recorded runs; null until it is. */
  readonly confidence: number | null;
  readonly title: string;
  /** The thing that must change. */
  readonly subject: string;
  readonly errno: string | null;
  readonly process: { readonly pid: number; readonly exe: string | null; readonly comm: string } | null;
  /** From the symptom back to the cause. */
  readonly chain: readonly ChainStep[];
  readonly remedies: readonly Remedy[];
}

/** One step of a chain. `event` is cited from 1. Strings hold text of the traced program: escape before printing. */
export type ChainStep =
  | { readonly role: 'symptom' | 'via' | 'cause' | 'evidence'; readonly event: number; readonly line: string; readonly says: string }
  | { readonly role: 'probe'; readonly probe: string; readonly answer: string; readonly says: string };

export interface Remedy {
  readonly title: string;
  readonly commands: readonly (readonly string[])[];
  /** Changes of files, made behind the commands; shown as a diff first. */
  readonly edits?: readonly FileEdit[];
  readonly risk: string;
  readonly reversible: boolean;
}

/**
 * A change of one file. `append` and `prepend`: a line, which is not added twice. `replace`: an exact text that stands in it once. `content`: all of it.
 * `mode`: as chmod takes it, `0644` or `a+x`. `link`: what a symbolic link points to. Paths are absolute or below the command's directory.
 */
export type FileEdit =
  | { readonly path: string; readonly how: 'append' | 'prepend' | 'content'; readonly text: string }
  | { readonly path: string; readonly how: 'replace'; readonly from: string; readonly to: string }
  | { readonly path: string; readonly how: 'mode'; readonly mode: string }
  | { readonly path: string; readonly how: 'link'; readonly target: string };

export interface Warning {
  readonly code: string;
  readonly title: string;
  readonly events: readonly number[];
}

/** A finding that lost, for `diagnose --explain`. */
export interface RunnerUp {
  readonly finding: Finding;
  readonly lostBecause: string;
}

/** What a diagnosis returns: the report and, beside it, what `--explain` prints. */
export interface Diagnosis {
  readonly report: Report;
  readonly runnersUp: readonly RunnerUp[];
  /** What the confidence of the first finding rests on: grounds of confidence.yaml with their sizes, 0 to 1; {} where it has none. */
  readonly grounds: Readonly<Record<string, number>>;
}
