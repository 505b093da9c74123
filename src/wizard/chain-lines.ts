// The chain of a finding as lines of evidence.
import type { Finding } from '../model/report.ts';

/** The chain of the best finding, as lines. */
export const chainLines = ([finding]: readonly Finding[]): readonly string[] =>
  (finding?.chain ?? []).map((step) => ('event' in step ? `${step.says}: ${step.line}` : `${step.says}: ${step.answer}`));
