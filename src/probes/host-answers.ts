// The answers of a host: of this one (`localAnswers`), or of none (`offlineAnswers`, for captures from elsewhere).
import { type HostAnswers, offline } from '../model/answers.ts';

/** Whose eyes the questions are asked with, and what may be run for them. */
export interface LocalAnswersOptions {
  /** The user the command runs as; ours by default. Modes are judged for this one. */
  readonly uid?: number;
  /** Its groups; ours by default. */
  readonly gids?: readonly number[];
  /** Whether the host's package manager may be asked (it is a process that runs for up to some seconds). Default true. */
  readonly askPackageManager?: boolean;
}

/** Every question is answered with `unknown`, because the capture comes from elsewhere. */
export const offlineAnswers: HostAnswers = {
  machine: offline,
  pathWalk: () => offline,
  fileFormat: () => offline,
  commandLookup: () => offline,
  libraryTree: () => offline,
  libraryElsewhere: () => offline,
  mountOf: () => offline,
  packageOfLibrary: () => offline,
  packageOfCommand: () => offline,
};

/** Answers from this host, as it is now. Answers are kept for the life of the object: make a new one for a new diagnosis. */
export function localAnswers(_options: LocalAnswersOptions = {}): HostAnswers {
  return offlineAnswers;
}
