// Questions about a whole capture that take a pass over it: asked by views, worked out beside the screen, cancellable, with progress.
import type { Comparison } from './comparison.ts';
import type { EventIndex } from './event.ts';
import type { FilesAsk, FileTable } from './file-table.ts';
import type { MemorySurvey } from './memory-survey.ts';
import type { NetworkSurvey } from './network-survey.ts';
import type { CommandContext } from './outcome.ts';
import type { ProcessIndex } from './process.ts';
import type { Report } from './report.ts';
import type { TimeSurvey } from './time-survey.ts';

/** What a descriptor of a call leads to, and the call that opened it. */
export interface Opener {
  /** null: opened before the capture began, or inherited from outside. */
  readonly event: EventIndex | null;
  readonly process: ProcessIndex | null;
  /** What it is, in words: a path, an address, `a pipe`. */
  readonly what: string;
}

/** A capture as another thread can read it. What is in it only the session knows: shared memory and open files. */
export interface SharedCapture {
  readonly opened: unknown;
  readonly growth: unknown;
}

/** What is known of a side of a comparison beside its calls. */
export interface ComparedFacts {
  readonly title: string;
  readonly context: Pick<CommandContext, 'argv' | 'cwd' | 'env'> | null;
  readonly report: Report;
}

/** Each kind of question with its answer. */
export interface Surveys {
  readonly files: { readonly ask: FilesAsk; readonly answer: FileTable };
  readonly network: { readonly ask: Record<never, never>; readonly answer: NetworkSurvey };
  readonly time: { readonly ask: Record<never, never>; readonly answer: TimeSurvey };
  readonly memory: { readonly ask: { readonly process: ProcessIndex }; readonly answer: MemorySurvey };
  /** Against another capture, which is A; the one that is asked is B. */
  readonly compare: {
    readonly ask: { readonly other: SharedCapture; readonly a: ComparedFacts; readonly b: ComparedFacts };
    readonly answer: Comparison;
  };
  readonly opener: { readonly ask: { readonly event: EventIndex; readonly fd: number }; readonly answer: Opener | null };
}

export type SurveyKind = keyof Surveys;
export type SurveyAsk = { readonly [K in SurveyKind]: { readonly kind: K } & Surveys[K]['ask'] }[SurveyKind];
export type SurveyAnswer = Surveys[SurveyKind]['answer'];

/** The events that a filter keeps, in order; null: all. */
export interface SurveyScope {
  /** The same for the same filter: what was made for it is kept. */
  readonly name: string;
  readonly events: Uint32Array | null;
  readonly length: number;
}

/** Why a question has no answer: the person gave it up, or nobody waits for it any more. */
export type GivenUp = 'cancelled' | 'left';

/** A survey at work: yields what part of it is done, 0..1, often enough that somebody else may go on in between. */
export type Surveying<T> = Generator<number, T>;
