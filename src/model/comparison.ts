// What a comparison of two captures says, `whytrace.diff/1`: what `diff --json` prints and the Compare view shows.
import type { Outcome } from './outcome.ts';

/** One of the two captures. Strings hold text of the traced program: escape before printing. */
export interface ComparedSide {
  readonly title: string;
  /** argv of the traced command, as execve or the person gave it; null when it is not known. */
  readonly command: readonly string[] | null;
  readonly outcome: Outcome;
  /** From the first call to the last; null for a capture without time stamps. */
  readonly seconds: number | null;
  readonly calls: number;
  readonly processes: number;
  readonly findings: readonly { readonly code: string; readonly title: string; readonly subject: string }[];
}

/** Where a difference is seen in one capture; null there: it is not in it. */
export interface Sighting {
  /** Cited from 1: the first call, or the execve of a process. */
  readonly event: number;
  readonly pid: number;
  /** How often; 1 for a process. */
  readonly count: number;
  /** How it ended there: `worked`, an errno, `never returned`; of a process `exit 1`, `SIGKILL`, `still running`. The most frequent first. */
  readonly outcomes: readonly string[];
  /** Time in all of it; null where the capture has none. */
  readonly seconds: number | null;
}

interface Seen {
  readonly a: Sighting | null;
  readonly b: Sighting | null;
  /** One sentence. */
  readonly says: string;
}

export interface EnvironmentDifference {
  /** `path`: one directory of PATH; `count`: only the number of variables is known. */
  readonly kind: 'variable' | 'path' | 'argv' | 'cwd' | 'count';
  /** Of a variable its name, of a directory itself; else the kind. */
  readonly name: string;
  /** Of a variable `NAME=VALUE`. null: not there. */
  readonly a: string | null;
  readonly b: string | null;
  readonly says: string;
}

export interface ProcessDifference extends Seen {
  readonly kind: 'only-a' | 'only-b' | 'end';
  /** The program, as it was started. */
  readonly program: string;
  readonly argv: readonly string[];
}

export interface CallDifference extends Seen {
  readonly kind: 'only-a' | 'only-b' | 'outcome' | 'time';
  readonly call: string;
  /** What it is about: a path, an address; '' where there is only the call. */
  readonly about: string;
  /** The program that makes it. */
  readonly program: string;
  /** Says nothing by itself: a call that healthy programs make or leave out. Never the reason for `same: false`. */
  readonly weak: boolean;
}

export type FirstDifference =
  | ({ readonly what: 'call' } & CallDifference & FirstBecause)
  | ({ readonly what: 'process' } & ProcessDifference & FirstBecause)
  | ({ readonly what: 'environment' } & EnvironmentDifference & FirstBecause);

interface FirstBecause {
  /** Why it stands on top, one sentence. */
  readonly because: string;
}

export interface Comparison {
  readonly schema: 'whytrace.diff/1';
  /** They behave the same. Differences of the environment that change nothing are listed all the same. */
  readonly same: boolean;
  readonly a: ComparedSide;
  readonly b: ComparedSide;
  readonly firstDifference: FirstDifference | null;
  readonly environment: readonly EnvironmentDifference[];
  readonly processes: readonly ProcessDifference[];
  /** In the order in which they came about. */
  readonly calls: readonly CallDifference[];
  /** Differences that are not listed, because there are too many. */
  readonly unlisted: { readonly processes: number; readonly calls: number };
}
