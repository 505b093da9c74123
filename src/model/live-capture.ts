// A command that is being traced right now: its spool file, its output, and what can be done to it. Capture makes it; a session reads it.
import type { CommandContext, Outcome } from './outcome.ts';
import type { RawText } from './raw-text.ts';
import type { OutputPiece } from './session.ts';

/** How a live capture came to its end. */
export interface CaptureEnd {
  /** How the traced command ended. A process we attached to and detached from is `unknown`. */
  readonly outcome: Outcome;
  /** What is known of the command by now: `observed`, `stoppedByUs` and `printed` are filled. */
  readonly context: CommandContext;
  /** Set when strace could not start or ended too early: one sentence, what and what to do. What was spooled stays usable. */
  readonly failure: string | null;
}

/** strace at work. It writes to {@link spoolPath}, which grows until {@link ended}; nothing here ever makes strace wait. */
export interface LiveCapture {
  readonly kind: 'run' | 'attach';
  /** The command line, or the pids. */
  readonly title: RawText;
  /** The file strace writes to. It may not exist yet, or may stay empty (the command could not be started). */
  /** Its terminal is one that we made: it is closed when tracing ends (SIGHUP). */
  readonly hasOurTerminal?: boolean;
  readonly spoolPath: string;
  /** On the clock of `performance.now()`, that nobody sets. */
  readonly startedAtMs: number;
  /** What is known of the command while it runs (`observed` is null). */
  readonly context: CommandContext;

  /** How much was given up in the middle of the spool, to stay within a size: zeros stand there. Grows. */
  readonly droppedBytes: number;
  /** Where in the spool what was given up ends; 0 while there is nothing. */
  readonly droppedUpTo: number;
  /** Its reader says how far it is, first of all 0: what it has not read yet is given up only when it is far behind. */
  hasReadUpTo?(offset: number): void;

  /** What the command has printed so far; grows. `in-trace` never occurs here. */
  readonly output: readonly OutputPiece[];
  /** Called for each new piece of {@link output}. Returns how to stop it. */
  onOutput(listener: (piece: OutputPiece) => void): () => void;

  /** Resolves when the command itself has ended, which may be long before {@link ended}: its children may run on (daemons). */
  readonly commandEnded: Promise<Outcome>;
  /** Resolves, and never rejects, when strace is gone and the spool is complete. */
  readonly ended: Promise<CaptureEnd>;

  /** Text for the command's standard input; ignored where there is none (attach). */
  sendInput(text: string): void;
  closeInput(): void;
  /** SIGINT to the command, as Ctrl-C in a terminal would. */
  interrupt(): void;
  /** Passes a signal of ours on to the command itself (`SIGHUP`…); nothing for `attach`. */
  signal(name: string): void;
  /** Who is traced right now, by command line; [] when strace is gone. */
  stillRunning(): readonly { readonly pid: number; readonly command: RawText }[];
  /** Ends everything at once: `run`: SIGKILL; `attach`: detaches. Nothing is waited for. */
  abort(): void;
  /** `run`: SIGTERM, then SIGKILL after 3 s. `attach`: detaches, never kills. Resolves with {@link ended}. */
  stop(): Promise<void>;
  /** Leaves every traced process running untraced. Resolves with {@link ended}. */
  detach(): Promise<void>;
  /** Removes the spool file, unless the person asked to keep it. Call after {@link ended}. */
  discard(): Promise<void>;
}
