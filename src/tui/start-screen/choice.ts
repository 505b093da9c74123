// What a person can choose on the start screen: the contract between it and the app, which starts the session.
import type { RawText } from '../../model/raw-text.ts';

/** A command to run, with the options of `whytrace run` that the form offers. */
export interface RunRequest {
  /** What is really started: the words of the line, or `sh -c LINE` when it needs a shell. */
  readonly argv: readonly string[];
  /** null: where whytrace itself stands. */
  readonly cwd: string | null;
  /** Variables set for the command only, as with `-E NAME=VALUE`. */
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number | null;
  readonly tty: boolean;
}

/** `card`: the symptom it was chosen under, an id of `src/knowledge/cards.yaml`; null when none was. */
export type StartChoice =
  | { readonly kind: 'run'; readonly request: RunRequest; readonly card: string | null }
  | { readonly kind: 'attach'; readonly pids: readonly number[]; readonly card: string | null }
  | { readonly kind: 'open'; readonly path: string; readonly card: string | null }
  /** Strace output that was pasted or typed, line ends as `\n`. */
  | { readonly kind: 'paste'; readonly text: RawText; readonly card: string | null }
  /** Leave the start screen: quits the program, or closes the dialog when there are tabs. */
  | { readonly kind: 'leave' };
