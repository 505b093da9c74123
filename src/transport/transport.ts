// Where a command runs: the one way in which capture starts strace, whether here or, later, on another host or in a container.

/** A file descriptor of ours that the command gets, ours as it is, or nothing (`/dev/null`). */
export type StdioThere = number | 'inherit' | 'ignore';

export interface StartThere {
  readonly cwd: string;
  /** The whole environment: nothing of ours is added. */
  readonly env: Readonly<Record<string, string>>;
  readonly stdin: StdioThere;
  readonly stdout: StdioThere;
  readonly stderr: StdioThere;
  /** What it is called by (argv[0]); its file when not given. */
  readonly name?: string;
  /** A session of its own: no controlling terminal, so neither Ctrl-C nor a hang-up of ours reaches it. */
  readonly ownSession: boolean;
}

export interface EndThere {
  readonly status: number | null;
  readonly signal: string | null;
  /** Set when it could not be started: the system's words. */
  readonly notStarted: string | null;
}

export interface RunningThere {
  /** null when it could not be started. */
  readonly pid: number | null;
  /** Never rejects. */
  readonly ended: Promise<EndThere>;
  kill(signal: NodeJS.Signals): void;
}

export interface Transport {
  /** `here`, later `ssh:user@host`, `container:name`. */
  readonly name: string;
  start(argv: readonly [string, ...string[]], options: StartThere): RunningThere;
}
