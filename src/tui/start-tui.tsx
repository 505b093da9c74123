// Starts the screen: paints the first frame at once, then loads the rest, and ends with an exit status.
import type { RawText } from '../model/raw-text.ts';
import type { Session } from '../model/session.ts';
import type { RunOptions } from './start-screen/run-options.ts';

/** How new captures come to be, for the start screen. Each throws a `Problem` with one sentence. */
export interface Openers {
  run(argv: readonly string[], options?: RunOptions): Promise<Session>;
  attach(pids: readonly number[]): Promise<Session>;
  /** `PREFIX.PID` files of one prefix are one session, other files one each. */
  open(paths: readonly string[]): Promise<readonly Session[]>;
  /** Text of a capture that was pasted. */
  paste(text: string): Promise<Session>;
}

export interface TuiOptions {
  /** Shown in the header until a session is there: the command or the file. */
  readonly title: RawText;
  /** Called after the first frame is on the screen, so that opening costs no time before it. Rejects with a `Problem`: the terminal is given back first. */
  sessions(): Promise<readonly Session[]>;
  /** Opens the start screen instead of a capture; `sessions` then gives []. */
  readonly startScreen: boolean;
  readonly openers: Openers;
  /** `--filter`: the filter line to begin with. */
  readonly filter?: string;
  /** False with `--no-color`; `NO_COLOR` is looked at here. */
  readonly colour?: boolean;
  /** The text command that gives the same without a terminal, for the sentence that says so: `whytrace diagnose FILE`. */
  readonly textCommand: string;
}

/**
 * Runs the screen until the person quits.
 * @returns exit status: of the traced command when the first session is a `run` (128+N for signals), else 0; 2 without a usable terminal (after saying so on stderr)
 */
export async function startTui(options: TuiOptions): Promise<number> {
  throw new Error(`the screen for ${options.textCommand} is being built`);
}
