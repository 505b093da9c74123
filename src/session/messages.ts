// What a session's engine (in a worker) and its view (on the screen's thread) say to each other. Large things are shared memory, the rest is small.

import type { CommandLookup, LibraryTree } from '../model/answers.ts';
import type { EventIndex } from '../model/event.ts';
import type { GoneRecords } from '../model/gone.ts';
import type { CommandContext } from '../model/outcome.ts';
import type { ProcessIndex } from '../model/process.ts';
import type { RawText } from '../model/raw-text.ts';
import type { Diagnosis, Report, RunnerUp } from '../model/report.ts';
import type { SurveyAnswer, SurveyAsk, SurveyScope } from '../model/survey.ts';
import type { ClockKind } from '../model/trace.ts';
import type { SharedQuotation } from '../parse/excerpt/line-map.ts';
import type { ProcessRecord } from '../store/process-record.ts';
import type { SymbolCounts } from '../store/symbol-texts.ts';
import type { FilePart } from './file-source.ts';

/** Whose eyes the host is asked with, for a live capture; null for a stored one, whose host is not asked. */
export interface AskHost {
  readonly uid?: number;
  readonly gids?: readonly number[];
}

/** What an engine is to read. */
export type EngineTask =
  /** `prefix`: of a `-ff` set that is followed, with the files that it will yet get. */
  | { readonly kind: 'stored'; readonly paths: readonly string[]; readonly title: RawText; readonly follow: boolean; readonly prefix: string | null }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'live'; readonly spoolPath: string; readonly context: CommandContext; readonly askHost: AskHost };

export type ToEngine =
  | { readonly kind: 'filter'; readonly id: number; readonly expression: string; readonly foldNoise: boolean }
  | { readonly kind: 'search'; readonly id: number; readonly text: string; readonly from: EventIndex; readonly direction: 1 | -1 }
  | { readonly kind: 'cancel-search' }
  | { readonly kind: 'command-lookup'; readonly id: number; readonly event: EventIndex }
  | { readonly kind: 'library-tree'; readonly id: number; readonly process: ProcessIndex }
  | { readonly kind: 'survey'; readonly id: number; readonly ask: SurveyAsk; readonly scope: SurveyScope }
  | { readonly kind: 'cancel-survey'; readonly id: number }
  /** Of a capture that does not grow any more. */
  | { readonly kind: 'cancel-diagnosis' }
  | { readonly kind: 'diagnose' }
  /** Stored: reads no further for now; and goes on with it. */
  | { readonly kind: 'stop-reading' }
  | { readonly kind: 'read-on' }
  /** Live: the lines that end before `offset`, but for the first ones, were given up: `bytes` of them so far. */
  | { readonly kind: 'dropped'; readonly offset: number; readonly bytes: number }
  | LetGo
  /** Its columns are read elsewhere: none are to be written anew. */
  | { readonly kind: 'shared' }
  /** Live: strace is gone, the spool is whole. */
  | { readonly kind: 'spool-complete'; readonly context: CommandContext }
  | { readonly kind: 'close' };

/** What has been added to the buffers of a table since the last message. */
export interface AddedBuffers {
  readonly blocks: readonly Uint8Array<SharedArrayBuffer>[];
  readonly entries: readonly SharedArrayBuffer[];
}

/** Records that were given up, all that there are; buffers that stand for theirs. Who has put those in place says `let-go`: then theirs are written anew. */
export interface GoneGrowth {
  readonly records: GoneRecords;
  readonly segment: SharedArrayBuffer;
  /** Blocks of pieces that went since the last message. */
  readonly pieceBlocks: readonly { readonly block: number; readonly buffer: SharedArrayBuffer }[];
}

/** What was given up with the records before `before` is read no more here. */
export interface LetGo {
  readonly kind: 'let-go';
  readonly before: EventIndex;
}

/** The capture has grown. Buffers are added to those of earlier messages. */
export interface Growth {
  readonly kind: 'growth';
  readonly events: number;
  readonly lines: number;
  readonly clock: ClockKind;
  readonly ended: boolean;
  /** The person has stopped the reading. */
  readonly stopped: boolean;
  readonly symbols: SymbolCounts;
  readonly segments: readonly SharedArrayBuffer[];
  readonly gone: GoneGrowth | null;
  readonly pieces: { readonly rows: number; readonly blocks: readonly SharedArrayBuffer[] };
  readonly threads: { readonly rows: number; readonly blocks: readonly SharedArrayBuffer[] };
  readonly names: AddedBuffers;
  readonly errnos: AddedBuffers;
  readonly paths: AddedBuffers;
  readonly processCount: number;
  /** Those that changed or are new. */
  readonly processes: readonly ProcessRecord[];
  readonly bytesRead: number;
  /** null while nobody knows. */
  readonly bytesTotal: number | null;
  /** As `Trace.troubles`. */
  readonly troubles: readonly string[];
  /** What has become of a file that is followed; null while it only grows. */
  readonly says: string | null;
}

export interface Opened {
  readonly kind: 'opened';
  readonly files: readonly (FilePart & { readonly name: RawText; readonly quotation?: SharedQuotation })[];
  /** Calls by name id and failures by errno id, counted as they come. */
  readonly tallies: { readonly names: SharedArrayBuffer; readonly errnos: SharedArrayBuffer };
  /** The bytes, where there is no file. */
  readonly text: SharedArrayBuffer | null;
}

/** Could not be done: one sentence. `code` of the `Problem`. */
export interface Failed {
  readonly kind: 'failed';
  readonly code: 'unreadable-input' | 'own-failure';
  readonly sentence: string;
}

/** What the analyst answers, and the engine passes on. */
export type FromAnalyst =
  /** `final`: of the whole capture. */
  | {
      readonly kind: 'report';
      readonly final: boolean;
      readonly report: Report;
      readonly runnersUp: readonly RunnerUp[];
      readonly grounds: Diagnosis['grounds'];
    }
  /** A capture that still grows could not be diagnosed as it was: the next time will tell. */
  | { readonly kind: 'no-report' }
  /** What part of the diagnosis of a whole capture is done, 0..1; 0 when it begins. `workedMs`: without what went before it. */
  | { readonly kind: 'diagnosis-progress'; readonly part: number; readonly workedMs: number }
  /** Nobody wanted it any more. */
  | { readonly kind: 'diagnosis-cancelled' }
  | { readonly kind: 'command-lookup'; readonly id: number; readonly answer: CommandLookup | null }
  | { readonly kind: 'library-tree'; readonly id: number; readonly answer: LibraryTree | null }
  | { readonly kind: 'survey-progress'; readonly id: number; readonly part: number }
  | { readonly kind: 'survey'; readonly id: number; readonly reply: SurveyReply }
  | LetGo
  | Failed;

export type SurveyReply = { readonly kind: 'known'; readonly answer: SurveyAnswer } | { readonly kind: 'failed'; readonly sentence: string };

export type ToAnalyst =
  | Opened
  | Growth
  | { readonly kind: 'diagnose'; readonly context: CommandContext; readonly final: boolean }
  | { readonly kind: 'command-lookup'; readonly id: number; readonly event: EventIndex; readonly context: CommandContext }
  | { readonly kind: 'library-tree'; readonly id: number; readonly process: ProcessIndex; readonly context: CommandContext }
  | {
      readonly kind: 'survey';
      readonly id: number;
      readonly ask: SurveyAsk;
      readonly scope: SurveyScope;
      readonly context: CommandContext;
    }
  | { readonly kind: 'cancel-survey'; readonly id: number }
  | { readonly kind: 'cancel-diagnosis' }
  | { readonly kind: 'close' };

export type FromEngine =
  | Opened
  | Growth
  | {
      readonly kind: 'filtered';
      readonly id: number;
      readonly expression: string;
      readonly events: Uint32Array | null;
      readonly length: number;
      readonly folded: number;
    }
  | { readonly kind: 'found'; readonly id: number; readonly event: EventIndex | null }
  /** How much the search that is under way has looked at, 0..1. */
  | { readonly kind: 'search-progress'; readonly id: number; readonly part: number }
  /** Lines of output that stood between the records. */
  | { readonly kind: 'output'; readonly lines: readonly RawText[] }
  | Exclude<FromAnalyst, LetGo>;

/** One end of the line between the two. */
export interface Port<Out, In> {
  post(message: Out): void;
  onMessage(listener: (message: In) => void): void;
}

/** An end at which somebody works in long pieces and looks for messages in between. */
export interface LookingPort<Out, In> extends Port<Out, In> {
  /** A message that has come and that the listener was not given; null when there is none. */
  take(): In | null;
}
