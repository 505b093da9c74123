// The options of `whytrace run` that the run form offers beside the command.

/** What is set for the traced command only. */
export interface RunOptions {
  /** As `-C DIR`; null: where whytrace itself stands. */
  readonly cwd: string | null;
  /** As `-E NAME=VALUE`. */
  readonly env: Readonly<Record<string, string>>;
  /** As `--timeout SECONDS`. */
  readonly timeoutSeconds: number | null;
  /** As `--tty`. */
  readonly tty: boolean;
}
