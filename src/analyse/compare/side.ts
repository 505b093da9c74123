// One of two captures that are compared: what is known of it, and the indexes that the comparison reads.
import type { CommandContext } from '../../model/outcome.ts';
import type { Diagnosis } from '../../model/report.ts';
import type { Trace } from '../../model/trace.ts';
import { callClasses } from '../call-names.ts';
import { buildFamily, type Family } from '../family.ts';
import { buildTimeline, type Timeline } from '../timeline.ts';
import { madeNames } from './made-names.ts';

/** What a comparison is asked about, of each side. */
export interface Compared {
  /** The file or command, as it was given. */
  readonly title: string;
  readonly trace: Trace;
  /** What is known beside the capture; null for a stored one. */
  readonly context: Pick<CommandContext, 'argv' | 'cwd' | 'env'> | null;
  readonly report: Diagnosis['report'];
}

export interface Side extends Compared {
  readonly timeline: Timeline;
  readonly family: Family;
  /** Names of temporary files that the run made up. */
  readonly made: ReadonlySet<string>;
}

export function openSide(compared: Compared): Side {
  const timeline = buildTimeline(compared.trace);
  const classes = callClasses(compared.trace);
  return { ...compared, timeline, family: buildFamily(compared.trace, timeline, classes), made: madeNames(compared.trace, classes) };
}
