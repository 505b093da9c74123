// Fixes that were broken off: whytrace was killed while it applied or took back one.
import type { UnfinishedFix } from '../fix-tools.ts';
import { allJournals, isBrokenOff } from './journal.ts';

/** Cheap where no fix was ever applied. */
export const unfinishedFixes = (): readonly UnfinishedFix[] =>
  allJournals()
    .filter(({ journal }) => isBrokenOff(journal))
    .map(({ journal: { caseId, title, atMs } }) => ({ caseId, title, atMs }));

/** Said at the start; from outside: escape before printing. */
export const unfinishedWords = ({ caseId, title }: UnfinishedFix): string =>
  `the fix "${title}" was broken off: whytrace cases undo ${caseId} takes it back`;
