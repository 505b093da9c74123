// `whytrace stats`: counts of captures, in one pass and constant memory.
import { type CaptureSet, captureSets } from '../capture/open-set.ts';
import { type Stats, statsOf } from '../export/stats.ts';
import { statsOfEvents } from '../export/stats-of-events.ts';
import { statsText } from '../export/stats-text.ts';
import { Problem } from '../model/problem.ts';
import { readCapture } from '../session/capture-reading.ts';
import { keptEvents } from '../session/kept-events.ts';
import { RecordCounts } from '../store/record-counts.ts';
import { toVisible } from '../text/visible.ts';
import { EXIT } from './exit-status.ts';
import { sayOnStderr } from './say-on-stderr.ts';

export interface StatsOptions {
  readonly json: boolean;
  readonly filter: string | null;
}

/**
 * Prints the counts of each capture: with `json` one object a line, which names its file when there are several.
 * @returns exit status: 2 when one of several could not be read
 * @throws Problem when the only capture can't be read, or the filter has a mistake
 */
export async function runStats(files: readonly string[], { json, filter }: StatsOptions): Promise<number> {
  const sets = captureSets(files);
  let status: number = EXIT.noFault;
  for (const set of sets) {
    const stats = await (filter === null ? countAll(set) : countKept(set, filter)).catch((error: unknown) => {
      // One of several that can't be read leaves the others.
      if (sets.length === 1 || !(error instanceof Problem) || error.code !== 'unreadable-input') throw error;
      process.stderr.write(`whytrace: ${error.message}\n`);
      return null;
    });
    if (stats === null) status = EXIT.usage;
    else if (json) process.stdout.write(`${JSON.stringify(sets.length > 1 ? { file: toVisible(set.title), ...stats } : stats)}\n`);
    else process.stdout.write(`${sets.length > 1 ? `== ${toVisible(set.title)}\n` : ''}${statsText(stats)}`);
  }
  return status;
}

async function countAll(set: CaptureSet): Promise<Stats> {
  const counts = new RecordCounts();
  const reading = await readCapture(set, counts.symbols, counts, []);
  while (await reading.step());
  for (const trouble of reading.troubles) sayOnStderr(trouble);
  reading.close();
  return statsOf(counts, reading.lines);
}

/** A filter may ask for what only the whole capture tells (processes, their descendants): it is loaded. */
async function countKept(set: CaptureSet, filter: string): Promise<Stats> {
  const { trace, events, close } = await keptEvents(set, filter, [], sayOnStderr);
  const stats = statsOfEvents(trace, events);
  close();
  return stats;
}
