// From the files of a capture to its diagnosis, narrowed by `--filter` where one is given.

import { diagnose } from '../analyse/diagnose.ts';
import type { CaptureSet } from '../capture/open-set.ts';
import { statsOf } from '../capture/stats-of.ts';
import { narrowReport } from '../export/narrow-report.ts';
import type { HostAnswers } from '../model/answers.ts';
import type { CommandContext } from '../model/outcome.ts';
import type { Diagnosis } from '../model/report.ts';
import type { Trace } from '../model/trace.ts';
import { keptEvents } from '../session/kept-events.ts';
import { loadCapture, traceFromText } from '../session/load-trace.ts';
import type { HeadwayLine } from './headway-line.ts';
import { sayOnStderr } from './say-on-stderr.ts';

/** A diagnosis and the capture it is about. */
export interface Diagnosed {
  readonly diagnosis: Diagnosis;
  readonly trace: Trace;
}

interface DiagnosedFile extends Diagnosed {
  /** Closes its files. */
  close(): void;
}

/**
 * @param line told how far it is; null: nobody is told
 * @throws Problem when the capture can't be read, or the filter has a mistake
 */
export async function diagnoseCapture(
  set: CaptureSet,
  context: CommandContext,
  answers: HostAnswers,
  filter: string | undefined,
  line: HeadwayLine | null = null,
): Promise<DiagnosedFile> {
  // A command that is not there leaves an empty spool.
  if (context.neverStarted && set.paths.every((path) => statsOf(path)?.size === 0))
    return diagnosed({ trace: traceFromText(''), close: () => {} }, context, answers);
  const say = (sentence: string): void => {
    line?.clear();
    sayOnStderr(sentence);
  };
  try {
    if (filter === undefined)
      return diagnosed(await loadCapture(set, context.attached, say, (part) => line?.told('reading', part)), context, answers, line);
    const { events, ...kept } = await keptEvents(set, filter, context.attached, say);
    const { diagnosis, ...rest } = diagnosed(kept, context, answers, line);
    return { diagnosis: narrowReport(diagnosis, events), ...rest };
  } finally {
    line?.clear();
  }
}

const diagnosed = (
  { trace, close }: Omit<DiagnosedFile, 'diagnosis'>,
  context: CommandContext,
  answers: HostAnswers,
  line: HeadwayLine | null = null,
): DiagnosedFile => ({
  diagnosis: diagnose(trace, context, answers, line === null ? {} : { headway: line.diagnosing() }),
  trace,
  close,
});
