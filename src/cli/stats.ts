// `whytrace stats`: counts of captures, in one pass and constant memory.
import { type CaptureSet, captureSets } from '../capture/open-set.ts';
import { type Stats, statsOf } from '../export/stats.ts';
import { statsOfEvents } from '../export/stats-of-events.ts';
import { statsText } from '../export/stats-text.ts';
import { readCapture } from '../session/capture-reading.ts';
import { keptEvents } from '../session/kept-events.ts';
import { RecordCounts } from '../store/record-counts.ts';
import { toVisible } from '../text/visible.ts';
import { EXIT } from './exit-status.ts';

export interface StatsOptions {
  readonly json: boolean;
  readonly filter: string | null;
}

/**
 * Prints the counts of each capture: with `json` one object a line, which names its file when there are several.
 * @returns exit status
 * @throws Problem when a capture can't be read, or the filter has a mistake
 */
export async function runStats(files: readonly string[], { json, filter }: StatsOptions): Promise<number> {
  const sets = captureSets(files);
  for (const set of sets) {
    const stats = filter === null ? await countAll(set) : await countKept(set, filter);
    if (json) process.stdout.write(`${JSON.stringify(sets.length > 1 ? { file: toVisible(set.title), ...stats } : stats)}\n`);
    else process.stdout.write(`${sets.length > 1 ? `== ${toVisible(set.title)}\n` : ''}${statsText(stats)}`);
  }
  return EXIT.noFault;
}

async function countAll(set: CaptureSet): Promise<Stats> {
  const counts = new RecordCounts();
  const reading = await readCapture(set, counts.symbols, counts, []);
  while (await reading.step());
  for (const trouble of reading.troubles) process.stderr.write(`whytrace: ${trouble}\n`);
  reading.close();
  return statsOf(counts, reading.lines);
}

/** A filter may ask for what only the whole capture tells (processes, their descendants): it is loaded. */
async function countKept(set: CaptureSet, filter: string): Promise<Stats> {
  const { trace, events } = await keptEvents(set, filter);
  return statsOfEvents(trace, events);
}
