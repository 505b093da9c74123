// With no cause found: what it is not, in sentences of the causes table.
import { causeOf } from '../knowledge/causes.ts';
import { unmetAims } from './aims/index.ts';
import { DETECTED_CODES, detect } from './detectors/index.ts';
import type { Inquiry } from './inquiry.ts';
import { recordedFilter } from './own-decision.ts';
import { walkBlame } from './walk/walk.ts';

/** Causes that some detector looks for and that no process on the blamed way shows. Nothing can be excluded from a capture without calls on files. */
export function excludedCauses(inquiry: Inquiry): readonly string[] {
  if (recordedFilter(inquiry) !== null) return [];
  const shown = new Set(
    walkBlame(inquiry).steps.flatMap(({ process }) => unmetAims(inquiry, process).flatMap((aim) => detect(inquiry, aim).map(({ code }) => code))),
  );
  return DETECTED_CODES.filter((code) => !shown.has(code)).flatMap((code) => causeOf(code)?.excludes ?? []);
}
