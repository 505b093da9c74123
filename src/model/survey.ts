// Questions about a whole capture that take a pass over it: asked by views, worked out beside the screen, cancellable, with progress.
import type { EventIndex } from './event.ts';
import type { FilesAsk, FileTable } from './file-table.ts';
import type { MemorySurvey } from './memory-survey.ts';
import type { NetworkSurvey } from './network-survey.ts';
import type { ProcessIndex } from './process.ts';
import type { TimeSurvey } from './time-survey.ts';

/** What a descriptor of a call leads to, and the call that opened it. */
export interface Opener {
  /** null: opened before the capture began, or inherited from outside. */
  readonly event: EventIndex | null;
  readonly process: ProcessIndex | null;
  /** What it is, in words: a path, an address, `a pipe`. */
  readonly what: string;
}

/** Each kind of question with its answer. */
export interface Surveys {
  readonly files: { readonly ask: FilesAsk; readonly answer: FileTable };
  readonly network: { readonly ask: Record<never, never>; readonly answer: NetworkSurvey };
  readonly time: { readonly ask: Record<never, never>; readonly answer: TimeSurvey };
  readonly memory: { readonly ask: { readonly process: ProcessIndex }; readonly answer: MemorySurvey };
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

/** A survey at work: yields what part of it is done, 0..1, often enough that somebody else may go on in between. */
export type Surveying<T> = Generator<number, T>;
