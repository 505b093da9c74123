// What a probe of the wizard is: one question to the host, asked for real, usable alone as `whytrace probe NAME [ARGS]`.
import type { ProbeAnswer } from '../model/wizard.ts';

/** A program that a probe runs. Never rejects: what went wrong stands in the answer. */
export interface ProbeRun {
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  /** null when it was ended by a signal, cut off or not started. */
  readonly status: number | null;
  readonly signal: string | null;
  /** `cut-off`: it took longer than its limit, or the person cut it short. `missing`: there is no such program. */
  readonly trouble: 'cut-off' | 'missing' | 'denied' | null;
}

export interface ProbeRunOptions {
  /** The whole environment; the request's when not given. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly input?: string;
  /** By default 5. It and its children are killed then. */
  readonly timeoutSeconds?: number;
  /** Cut behind as many bytes of each stream; by default 1 MiB. */
  readonly mostBytes?: number;
  /** What it is called by (argv[0]), for login shells: `-bash`. */
  readonly name?: string;
}

/** What is asked, and on whose behalf. */
export interface ProbeRequest {
  readonly args: readonly string[];
  readonly cwd: string;
  /** Of the command that fails: not always ours. */
  readonly env: Readonly<Record<string, string>>;
  /** Aborted when the person cuts the step short. */
  readonly signal: AbortSignal;
  /** Runs a program without a terminal, in a process group of its own, and takes it and its children away in time. */
  run(argv: readonly [string, ...string[]], options?: ProbeRunOptions): Promise<ProbeRun>;
  /** One line of progress, for what takes longer than a second: `asking 10.0.0.2 (2 of 3)`. */
  progress(says: string): void;
}

export interface Probe {
  /** As on the command line: `path-by-shell`. */
  readonly name: string;
  /** What it finds out: continues "finds out": `which start-up file changed PATH`. */
  readonly says: string;
  /** Its arguments for the usage line: `NAME`, `FILE…`, `[URL]`. */
  readonly usage: string;
  /** How many arguments it takes; `most: null` for any number. */
  readonly least: number;
  readonly most: number | null;
  /** Never rejects for what a host may lack: that is `unknown`. Effects: it looks, and changes nothing. */
  ask(request: ProbeRequest): Promise<ProbeAnswer>;
}

/** The answer when it could not be found out. @param remedy how to get what is missing: a sentence */
export const unknownAnswer = (says: string, remedy: string, command: readonly string[] | null = null): ProbeAnswer => ({
  status: 'unknown',
  says,
  evidence: [remedy],
  facts: {},
  command,
});

export const noSuchProcess = (pid: string | number): ProbeAnswer => unknownAnswer(`there is no process ${pid}`, 'ps -e lists those that there are');
