// `whytrace export --to folded` and `--to speedscope`: where the time went, for the tools that draw it.
import type { CaptureSet } from '../capture/open-set.ts';
import { foldedLines } from '../export/folded.ts';
import { speedscopePieces } from '../export/speedscope.ts';
import { type TimeOfTrace, timeOfTrace } from '../export/time-of-trace.ts';
import { TimeSink } from '../export/time-sink.ts';
import { TimeTree } from '../export/time-tree.ts';
import { ReaderGone, WriteOut } from '../export/write-out.ts';
import { readCapture } from '../session/capture-reading.ts';
import { keptEvents } from '../session/kept-events.ts';
import { redact } from '../text/redact.ts';
import { EXIT } from './exit-status.ts';
import { sayOnStderr } from './say-on-stderr.ts';
import { VERSION } from './version.ts';

export interface TimeOptions {
  /** null: standard output. */
  readonly out: string | null;
  readonly filter: string | null;
  /** Mask secrets in names of places. */
  readonly redact: boolean;
}

/** @throws Problem when the capture can't be read, or what is made of it can't be written */
export async function exportTime(set: CaptureSet, to: 'folded' | 'speedscope', { out, filter, redact: masked }: TimeOptions): Promise<number> {
  const output = new WriteOut(out);
  try {
    const { tree, hasTimes } = filter === null ? await timeOf(set, masked) : await timeOfKept(set, filter, masked);
    if (!hasTimes) process.stderr.write('whytrace: this capture has no times: weights are numbers of calls (record it with -ttt -T)\n');
    const pieces =
      to === 'folded' ? foldedLines(tree, hasTimes) : speedscopePieces(tree, { name: set.title, exporter: `whytrace@${VERSION}`, hasTimes });
    let written = 0;
    for (const piece of pieces) {
      output.put(piece);
      if (++written % 4096 === 0) await output.flush();
    }
    await output.flush();
  } catch (error) {
    if (!(error instanceof ReaderGone)) throw error;
  } finally {
    output.close();
  }
  return EXIT.noFault;
}

async function timeOf(set: CaptureSet, masked: boolean): Promise<TimeOfTrace> {
  const sink = new TimeSink(new TimeTree(masked ? redact : undefined));
  const reading = await readCapture(set, sink.symbols, sink, []);
  while (await reading.step());
  sink.end();
  for (const trouble of reading.troubles) sayOnStderr(trouble);
  reading.close();
  return sink;
}

/** A filter may ask for what only the whole capture tells: it is loaded. */
async function timeOfKept(set: CaptureSet, filter: string, masked: boolean): Promise<TimeOfTrace> {
  const { trace, events } = await keptEvents(set, filter, [], sayOnStderr);
  return timeOfTrace(trace, events, masked ? redact : undefined);
}
