// What a person asks for when a command is to be traced, and what capture needs to know beside it.
import type { Writable } from 'node:stream';
import type { StraceTool } from '../model/strace.ts';
import type { Environment } from './command-environment.ts';

/** How much of a disk a capture may take. */
export interface SizeLimit {
  readonly bytes: number;
  /** `oldest`: tracing ends when the limit is reached; `newest`: the first lines stay, which tell what ran, and then only the end. */
  readonly keep: 'oldest' | 'newest';
}

/** `bytes` null: as {@link limitFor} thinks right. */
export type SizeWish = Omit<SizeLimit, 'bytes'> & { readonly bytes: number | null };

/** The part that `run` and `attach` share. */
export interface CaptureRequest {
  /** Asked for only when it is needed: a command that is not found is diagnosed without strace. Rejects with a `Problem`. */
  readonly strace: () => Promise<StraceTool>;
  /** `--trace SET`; null for the default. */
  readonly traceSet: string | null;
  readonly timeoutSeconds: number | null;
  /** `--max-size` and `--keep`; null: neither was given. */
  readonly sizeLimit: SizeWish | null;
  /** `--save FILE`, absolute. */
  readonly save: string | null;
  /** False with `--no-save`: nothing is left for `open --last`. */
  readonly keepLast: boolean;
}

export interface RunRequest extends CaptureRequest {
  readonly argv: readonly [string, ...string[]];
  readonly cwd: string;
  /** The command's whole environment. */
  readonly env: Environment;
  /** `--user NAME`. */
  readonly user: string | null;
  /** Give the command a terminal. */
  readonly tty: boolean;
  /** `typed`: a pipe that `sendInput` writes to. `ours`: our own standard input. */
  readonly input: 'typed' | 'ours';
  /** Where the command's output is passed on to; null: nowhere (the screen shows it). */
  readonly passOutputTo: { readonly stdout: Writable; readonly stderr: Writable } | null;
}

export interface AttachRequest extends CaptureRequest {
  readonly pids: readonly [number, ...number[]];
}
