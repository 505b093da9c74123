// Reads a `-ff` set: a file a process, merged by their stamps, or by who made whom where there are none.
import type { CaptureInput } from '../capture/open-input.ts';
import { pidInName } from '../capture/open-set.ts';
import { type RawText, rawText } from '../model/raw-text.ts';
import { CALL_PENDING } from '../model/trace.ts';
import { CaptureParser } from '../parse/capture-parser.ts';
import { latin1 } from '../parse/latin1.ts';
import { CLOCK_DAY, CLOCK_EPOCH, type Line, SHAPE_NOTICE, SHAPE_RESUMED } from '../parse/line.ts';
import { KIND_NOTICE, type RecordSink } from '../parse/record-sink.ts';
import { Symbols } from '../parse/symbols.ts';
import type { CaptureReading } from './capture-reading.ts';
import type { FilePart } from './file-source.ts';
import { LineFeed } from './line-feed.ts';
import { madeChild, mergeByForks } from './merge-by-forks.ts';
import { mergeByTime } from './merge-by-time.ts';
import { notStrace } from './not-strace.ts';
import { type QueuedRecord, RecordQueue } from './record-queue.ts';

/** Small, since there may be thousands of files. */
const CHUNK_BYTES = 1 << 16;
const RECORDS_PER_STEP = 10_000;

type Ordered = Generator<{ readonly queue: RecordQueue; readonly record: QueuedRecord }>;

export class SetReading implements CaptureReading {
  readonly files: readonly (FilePart & { readonly name: RawText })[];
  readonly bytesTotal: number;
  private readonly inputs: readonly CaptureInput[];
  private readonly queues: readonly RecordQueue[];
  private readonly ordered: Ordered;
  private readonly sink: RecordSink;
  /** Handles of the sink by those of each queue, of calls that are pending. */
  private readonly handles: readonly Map<number, number>[];

  /** Handle of the call that a process began last and that had no result then. */
  private readonly pending = new Map<number, number>();
  /** By file: the execve that goes on in it. */
  private readonly superseded = new Map<number, number>();

  static async open(inputs: readonly CaptureInput[], symbols: Symbols, sink: RecordSink, bases: number[]): Promise<SetReading> {
    const sizes: number[] = [];
    for (const input of inputs) {
      let state = await input.pull();
      while (!state.done) state = await input.pull();
      bases[sizes.length] = sizes.reduce((sum, size) => sum + size, 0);
      sizes.push(state.availableBytes);
    }
    return new SetReading(inputs, sizes, symbols, sink, bases);
  }

  private constructor(inputs: readonly CaptureInput[], sizes: readonly number[], symbols: Symbols, sink: RecordSink, bases: readonly number[]) {
    this.inputs = inputs;
    this.sink = sink;
    this.files = inputs.map(({ fd, path }, file) => ({ fd, base: bases[file] ?? 0, name: rawText(path) }));
    this.bytesTotal = sizes.reduce((sum, size) => sum + size, 0);
    this.queues = queuesOf(inputs, sizes, symbols);
    this.handles = inputs.map(() => new Map());
    const stamped = this.queues.every((queue) => {
      const clock = queue.head()?.line.clock;
      return clock === undefined || clock === CLOCK_EPOCH || clock === CLOCK_DAY;
    });
    this.ordered = stamped ? mergeByTime(this.queues) : mergeByForks(this.queues, rootsOf(inputs, sizes)(this.queues), symbols);
  }

  get lines(): number {
    return this.queues.reduce((sum, queue) => sum + queue.lines, 0);
  }
  get bytesRead(): number {
    return this.queues.reduce((sum, queue) => sum + queue.parsedBytes, 0);
  }

  async step(): Promise<boolean> {
    for (let count = 0; count < RECORDS_PER_STEP; count++) {
      const next = this.ordered.next();
      if (next.done === true) {
        if (this.queues.every((queue) => queue.understood === 0)) throw notStrace(this.inputs[0]!);
        return false;
      }
      this.deliver(next.value.record);
    }
    return true;
  }

  complete(): void {
    // Its end is known from the beginning.
  }

  close(): void {
    for (const input of this.inputs) input.close();
  }

  private deliver(record: QueuedRecord): void {
    const { line } = record;
    const handles = this.handles[line.file]!;
    if (record.kind === 'join') {
      const handle = handles.get(record.handle);
      if (handle !== undefined) this.sink.join(handle, line, record.done);
      return;
    }
    if (record.record === KIND_NOTICE && this.endsElsewhere(line)) return;
    const handle = this.sink.add(record.record, line);
    if ((line.flags & CALL_PENDING) === 0) return;
    handles.set(record.handle, handle);
    this.pending.set(this.queues[line.file]!.pid, handle);
  }

  /** An execve of another thread than the leader begins in that thread's file and ends in the leader's. Whether this line was such an end. */
  private endsElsewhere(line: Line): boolean {
    if (line.shape === SHAPE_NOTICE) {
      const by = /superseded by execve in pid (\d+)/.exec(latin1(line.bytes))?.[1];
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

function queuesOf(inputs: readonly CaptureInput[], sizes: readonly number[], symbols: Symbols): RecordQueue[] {
  return inputs.map(({ fd, path }, file) => {
    const pid = pidInName(path) ?? 0;
    const queue = new RecordQueue(pid);
    const parser = new CaptureParser(symbols, queue, file, pid);
    queue.readFrom(new LineFeed(fd, parser, CHUNK_BYTES), sizes[file] ?? 0, parser);
    return queue;
  });
}

/** Reads the set once for its forks: the processes that nobody in it made. */
function rootsOf(inputs: readonly CaptureInput[], sizes: readonly number[]): (queues: readonly RecordQueue[]) => RecordQueue[] {
  const symbols = new Symbols(false);
  const made = new Set<number>();
  for (const queue of queuesOf(inputs, sizes, symbols)) {
    for (let head = queue.head(); head !== undefined; head = queue.head()) {
      const child = madeChild(head, symbols);
      if (child > 0) made.add(child);
      queue.shift();
    }
  }
  return (queues) => queues.filter((queue) => !made.has(queue.pid));
}
