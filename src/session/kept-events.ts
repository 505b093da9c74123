// The events of a capture that a filter of the command line keeps.
import { isNoise } from '../analyse/noise.ts';
import type { CaptureSet } from '../capture/open-set.ts';
import type { AttachedProcess } from '../model/outcome.ts';
import type { Trace } from '../model/trace.ts';
import { FilterRun } from '../store/filter/filter-run.ts';
import { filterOption } from './filter-option.ts';
import { loadCapture } from './load-trace.ts';

/**
 * @param say as in {@link loadCapture}
 * @throws Problem `wrong-usage` for an expression that can't be read, `unreadable-input` for the capture
 */
export async function keptEvents(
  set: CaptureSet,
  expression: string,
  attached: readonly AttachedProcess[] = [],
  say: (sentence: string) => void = () => {},
): Promise<{ readonly trace: Trace; readonly events: Uint32Array; close(): void }> {
  const filter = filterOption(expression);
  const { trace, source, close } = await loadCapture(set, attached, say);
  const run = new FilterRun(filter, false, {
    trace,
    lines: { pieces: trace.data.pieces, source, inOrder: trace.files.length === 1 },
    isNoise: (event) => isNoise(trace, event),
    // Nothing is diagnosed here.
    isEvidence: () => false,
    evidenceRevision: () => 0,
  });
  while (run.step());
  return { trace, events: run.kept.events.subarray(0, run.kept.length), close };
}
