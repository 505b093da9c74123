// A fix as it is shown, applied, verified and taken back: what the steps fix, verify and save of a walk tell each other and the screen.
import type { FileEdit, Remedy } from './report.ts';

/**
 * What a remedy is. `change`: commands or edits that change this host. `variable`: a variable of the command's environment, which cannot be set in the
 * shell that called us. `wrapped`: the same command run another way (`ulimit`, `< /dev/null`). `look`: only looks. `by-hand`: words, no command.
 */
export type FixKind = 'change' | 'variable' | 'wrapped' | 'look' | 'by-hand';

/** `exact`: to the byte, from what was kept. `by-command`: by another command (a package is removed again). `none`: not by whytrace. */
export type UndoReach = 'exact' | 'by-command' | 'none';

/**
 * Something of the host that a step may change. `attributes`: mode, owner and capabilities, with `below` of all that lies below as well;
 * `content`: all of it, with what lies below. `marks`: those of chattr(1), immutable and the like. `kernel`: a file of /proc, /sys or a cgroup.
 */
export type Touch =
  | { readonly kind: 'path'; readonly path: string; readonly what: 'attributes' | 'content'; readonly below?: boolean }
  | { readonly kind: 'marks'; readonly path: string }
  | { readonly kind: 'mount'; readonly path: string }
  | { readonly kind: 'kernel'; readonly path: string }
  | { readonly kind: 'packages'; readonly manager: string; readonly names: readonly string[] };

/** One command or one edit. Strings may hold text from outside: escape before printing. */
export interface FixStep {
  /** As it will be run; null for an edit. */
  readonly command: readonly string[] | null;
  readonly edit: FileEdit | null;
  /** What it will do: `mode of /opt/tool: 0644 → 0755`. One sentence each. */
  readonly says: readonly string[];
  /** Unified, as of git; null where no file's content changes or it is not known beforehand. */
  readonly diff: string | null;
  readonly touches: readonly Touch[];
  readonly undo: UndoReach;
}

/** How the command is run for verification: its own environment with these changes, or another argv. */
export interface FixedRun {
  readonly set: Readonly<Record<string, string>>;
  readonly unset: readonly string[];
  /** null: the command that was given. */
  readonly argv: readonly string[] | null;
}

/** A remedy made ready: nothing has been changed, and it tells all that will be. */
export interface FixPlan {
  readonly kind: FixKind;
  readonly remedy: Remedy;
  /** Where and with what environment its commands run: the failing command's. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly steps: readonly FixStep[];
  /** The least of its steps; null where nothing is changed. */
  readonly undo: UndoReach | null;
  readonly asRoot: boolean;
  /** To be said before the yes: runs as root, cannot be taken back by whytrace, needs a right that we lack. One sentence each. */
  readonly warnings: readonly string[];
  readonly run: FixedRun;
  /** Of a variable: the line to paste into the shell that is open. */
  readonly paste: string | null;
  /** Of a variable: the change of a start-up file that gives it to new shells, to be applied in its place if the person wants. */
  readonly startUp: FixPlan | null;
}

/** What the fix step leaves in the walk. Plain data: it is kept when the screen closes. */
export interface AppliedFix {
  readonly caseId: string;
  readonly remedy: Remedy;
  readonly kind: FixKind;
  readonly run: FixedRun;
  readonly undo: UndoReach | null;
}

/** `same`: it fails at the same place. `elsewhere`: that is mended, and it fails for another reason now. */
export type Verdict = 'fixed' | 'same' | 'elsewhere' | 'unknown';
