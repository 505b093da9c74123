// Takes the records of a set's files for a sink that knows nothing of sets: an execve of another thread than the leader begins in that thread's file and ends in the leader's.
import { CALL_PENDING } from '../model/trace.ts';
import { latin1 } from '../parse/latin1.ts';
import { type Line, SHAPE_NOTICE, SHAPE_RESUMED } from '../parse/line.ts';
import { KIND_NOTICE, type RecordSink } from '../parse/record-sink.ts';

const SUPERSEDED = /superseded by execve in pid (\d+)/;

export class SetSink implements RecordSink {
  private readonly sink: RecordSink;
  private readonly pids: readonly number[];
  /** Handle of the call that a process began last and that had no result then, by pid. */
  private readonly pending = new Map<number, number>();
  /** Handle of the execve that goes on in a file. */
  private readonly superseded = new Map<number, number>();

  /** @param pids of the files */
  constructor(sink: RecordSink, pids: readonly number[]) {
    this.sink = sink;
    this.pids = pids;
  }

  add(kind: number, line: Line): number {
    if (kind === KIND_NOTICE && this.endsElsewhere(line)) return -1;
    const handle = this.sink.add(kind, line);
    if ((line.flags & CALL_PENDING) !== 0) this.pending.set(this.pids[line.file]!, handle);
    return handle;
  }

  join(handle: number, line: Line, done: boolean): void {
    this.sink.join(handle, line, done);
  }

  rootIs(tid: number): void {
    this.sink.rootIs(tid);
  }

  /** Whether the line ends an execve that began in another file. */
  private endsElsewhere(line: Line): boolean {
    if (line.shape === SHAPE_NOTICE) {
      const by = SUPERSEDED.exec(latin1(line.bytes, line.body, line.end))?.[1];
      const handle = by === undefined ? undefined : this.pending.get(Number(by));
      if (handle !== undefined) this.superseded.set(line.file, handle);
      return false;
    }
    const handle = line.shape === SHAPE_RESUMED ? this.superseded.get(line.file) : undefined;
    if (handle === undefined) return false;
    this.superseded.delete(line.file);
    this.sink.join(handle, line, true);
    return true;
  }
}
