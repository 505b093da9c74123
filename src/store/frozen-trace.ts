// A capture as it is at one moment, for somebody who works on it for long in one piece: it does not grow under them, and they let others in.
import type { EventIndex } from '../model/event.ts';
import type { RawText } from '../model/raw-text.ts';
import type { RecordReader } from './record-reader.ts';
import { StoredTrace, type TraceData } from './stored-trace.ts';

/** Between two texts that are asked for, the clock is looked at so seldom. */
const TEXTS_AT_ONCE = 32;

export class FrozenTrace extends StoredTrace {
  private readonly letIn: () => void;
  private left = TEXTS_AT_ONCE;

  /**
   * @param letIn called every now and then before a text is read: at no moment when something is half done here. What it does may read the capture
   * itself, by another trace
   */
  constructor(data: TraceData, reader: RecordReader, letIn: () => void) {
    // What grows by being replaced is taken here as it is now.
    super({ ...data, processes: [...data.processes] }, reader);
    this.letIn = letIn;
  }

  override text(event: EventIndex): RawText {
    this.mayLetIn();
    return super.text(event);
  }
  override callText(event: EventIndex): RawText {
    this.mayLetIn();
    return super.callText(event);
  }
  override args(event: EventIndex): readonly RawText[] {
    this.mayLetIn();
    return super.args(event);
  }
  override result(event: EventIndex): RawText | null {
    this.mayLetIn();
    return super.result(event);
  }
  override lineBytes(event: EventIndex, which: 'first' | 'last'): Uint8Array {
    this.mayLetIn();
    return super.lineBytes(event, which);
  }

  private mayLetIn(): void {
    if (--this.left > 0) return;
    this.left = TEXTS_AT_ONCE;
    this.letIn();
  }
}
