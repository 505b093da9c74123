// All that a Go runtime writes to stderr when asked: init stages, scheduler, garbage collections, goroutines.
import { type Collection, parseGcLine } from './gctrace.ts';
import { type GoroutineDump, parseGoroutineDump } from './goroutine-dump.ts';
import { type InitStage, parseInitLine } from './inittrace.ts';
import { parseSchedLine, type SchedulerState } from './schedtrace.ts';

export interface RuntimeTexts {
  readonly stages: readonly InitStage[];
  readonly scheduler: readonly SchedulerState[];
  readonly collections: readonly Collection[];
  readonly dump: GoroutineDump;
}

/** @param text what the program wrote to stderr; its own lines are passed over */
export function parseRuntimeTexts(text: string): RuntimeTexts {
  const stages: InitStage[] = [];
  const scheduler: SchedulerState[] = [];
  const collections: Collection[] = [];
  for (const raw of text.split('\n')) {
    const line = raw.replace(/\r$/, '');
    const stage = parseInitLine(line);
    const state = parseSchedLine(line);
    const collection = parseGcLine(line);
    if (stage !== null) stages.push(stage);
    if (state !== null) scheduler.push(state);
    if (collection !== null) collections.push(collection);
  }
  return { stages, scheduler, collections, dump: parseGoroutineDump(text) };
}
