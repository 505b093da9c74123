// The lines of output that stand between the records of a capture, as text.
import type { EventIndex } from '../model/event.ts';
import type { RawText } from '../model/raw-text.ts';
import type { Trace } from '../model/trace.ts';

export class OutputLines {
  private readonly trace: Trace;
  private taken = 0;

  constructor(trace: Trace) {
    this.trace = trace;
  }

  /** Those that were not taken yet. @param events all events that are output, in order */
  more(events: readonly EventIndex[]): readonly RawText[] {
    const fresh = events.slice(this.taken);
    this.taken += fresh.length;
    return fresh.map((event) => this.trace.text(event));
  }
}
