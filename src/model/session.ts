// A capture being worked on, as the screen sees it: the trace so far, its findings, and what can be asked of the worker behind it.
import type { CommandLookup, LibraryTree } from './answers.ts';
import type { EventIndex } from './event.ts';
import type { CommandContext, Outcome } from './outcome.ts';
import type { ProcessIndex } from './process.ts';
import type { RawText } from './raw-text.ts';
import type { Diagnosis, Report, RunnerUp } from './report.ts';
import type { GivenUp, SharedCapture, SurveyKind, Surveys } from './survey.ts';
import type { Trace } from './trace.ts';

export type SessionState =
  /** Nothing read yet: strace starts, or the file is being opened. */
  | { readonly kind: 'starting' }
  | { readonly kind: 'loading'; readonly bytesRead: number; readonly bytesTotal: number | null; readonly bytesPerSecond: number }
  /** The person has stopped the reading of a file: what was read until then is there, and the rest can be read on. */
  | { readonly kind: 'partial'; readonly lines: number; readonly bytesRead: number; readonly bytesTotal: number | null }
  /** strace runs. `startedAtMs`: by `performance.now()`. `commandEnded`: only children are left (daemons). `droppedBytes`: given up in the middle, to stay within a size. `says`: what has become of a file that is followed. */
  | {
      readonly kind: 'live';
      readonly startedAtMs: number;
      readonly commandEnded: Outcome | null;
      readonly droppedBytes?: number;
      readonly says?: string | null;
    }
  | { readonly kind: 'ended'; readonly outcome: Outcome; readonly seconds: number | null }
  /** Could not be opened or traced, or not to its end: one sentence and what to do. What was read so far stays usable. `outcome`: how the command ended, where that is known all the same. */
  | { readonly kind: 'failed'; readonly sentence: string; readonly outcome?: Outcome };

/** Work that takes long. */
export interface Headway {
  /** What part of it is done, 0..1. */
  readonly part: number;
  /** For how long it has been worked on when that was told; without what went before it. */
  readonly workedMs: number;
}

/** How the diagnosis of a capture stands that does not grow any more. */
export type DiagnosisState =
  /** Not begun yet, or done. */
  { readonly kind: 'idle' } | ({ readonly kind: 'at-work' } & Headway) | { readonly kind: 'cancelled' };

/** A filter line, understood; or where it is wrong. */
export type FilterReading =
  | { readonly kind: 'ok'; readonly expression: string }
  | { readonly kind: 'error'; readonly at: number; readonly length: number; readonly says: string };

/** A completion for the filter line. */
export interface FilterCompletion {
  readonly insert: string;
  /** How many events of this capture it keeps; null where that is not counted. */
  readonly count: number | null;
}

/** The events that a filter keeps, in order; grows while the capture does. */
export interface FilterResult {
  readonly expression: string;
  /** null: everything (no filter, no folding). Then position is the place among the records that are left: `placeOf`. */
  readonly events: Uint32Array | null;
  /** How many of `events` are filled; of all those that are left when `events` is null. */
  readonly length: number;
  /** How many more the noise rules folded away. */
  readonly folded: number;
}

/** A piece of what the traced command printed. */
export interface OutputPiece {
  readonly stream: 'stdout' | 'stderr' | 'in-trace';
  readonly text: RawText;
}

export interface Session {
  readonly id: number;
  /** The command or file, for tab and header. */
  readonly title: RawText;
  /** `live` was started or attached by us, `stored` is a file. */
  readonly origin: 'run' | 'attach' | 'stored';
  /** As in `LiveCapture`: what runs in it is hung up on when we let go. */
  readonly hasOurTerminal?: boolean;
  /** What is known of the traced command beside the capture; null for stored ones. */
  readonly command: Pick<CommandContext, 'argv' | 'cwd' | 'env'> | null;
  readonly trace: Trace;
  readonly state: SessionState;
  /** The newest report; null until the first walk has run. */
  readonly report: Report | null;
  /** The diagnosis of the whole capture, once there is one. Rejects with a `Problem` when the capture could not be read. */
  readonly final: Promise<Diagnosis>;
  readonly diagnosis: DiagnosisState;
  /** Gives up the diagnosis of a whole capture. @returns false when none is under way */
  cancelDiagnosis(): boolean;
  /** Begins one anew that was given up. @returns false when none was */
  diagnoseAgain(): boolean;
  /** Findings that lost, with the newest report. */
  readonly runnersUp: readonly RunnerUp[];
  readonly output: readonly OutputPiece[];

  /** Called at most every 50 ms while something changes. Returns how to stop it. */
  onChange(listener: () => void): () => void;

  readFilter(expression: string): FilterReading;
  completeFilter(expression: string, cursor: number): readonly FilterCompletion[];
  /** Applies a filter; `result` is there for the first screen at once and grows. Setting the next one cancels the last. */
  setFilter(expression: string, foldNoise: boolean): void;
  readonly filtered: FilterResult;
  /** Next event whose line contains `text` (or matches `/regex/`), among the filtered; wraps. null: nowhere. */
  search(text: string, from: EventIndex, direction: 1 | -1): Promise<EventIndex | null>;
  cancelSearch(): void;
  /** How much the search that is under way has looked at, 0..1; null while none is, and of one that has only begun. */
  searchProgress(): number | null;

  /** How the command of a failing execve, or of a not-found message, was looked up; null when the event is about none. */
  commandLookup(event: EventIndex): Promise<CommandLookup | null>;
  libraryTree(process: ProcessIndex): Promise<LibraryTree | null>;
  /**
   * A question about all that the filter keeps; a new one of the same kind cancels the last.
   * @returns `left` also when the session was closed. Rejects with one sentence when it could not be worked out.
   */
  survey<K extends SurveyKind>(kind: K, ask: Surveys[K]['ask']): Promise<Surveys[K]['answer'] | GivenUp>;
  cancelSurvey(kind: SurveyKind, because: GivenUp): void;
  /** The capture so far, for a comparison; null before it is open. */
  shared(): SharedCapture | null;
  /** null while no survey of the kind is at work. */
  surveyProgress(kind: SurveyKind): Headway | null;

  /** Stops the reading of a file. @returns false when none is being read */
  stopReading(): boolean;
  /** Goes on with it. @returns false when it was not stopped */
  readOn(): boolean;

  /** Live only: text for the command's standard input; signals to the command; leave it running untraced. */
  sendInput(text: string): void;
  closeInput(): void;
  interrupt(): void;
  stop(): Promise<void>;
  detach(): Promise<void>;
  /** Frees worker and spool; a live command that was started is stopped unless detached. */
  close(): Promise<void>;
}
