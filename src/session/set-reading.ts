// Reads a `-ff` set: a file a process, merged by their stamps, or by who made whom where there are none.
import type { CaptureInput } from '../capture/open-input.ts';
import { pidInName } from '../capture/open-set.ts';
import { type RawText, rawText } from '../model/raw-text.ts';
import type { RecordSink } from '../parse/record-sink.ts';
import type { Symbols } from '../parse/symbols.ts';
import type { CaptureReading } from './capture-reading.ts';
import { ChunkPool } from './chunked-file.ts';
import { type FilePart, FileSource } from './file-source.ts';
import { ranksByForks } from './fork-order.ts';
import { notStrace } from './not-strace.ts';
import { clocksOf, type Ends, firstStamp, lastStamp, NO_CLOCK } from './set-clock.ts';
import { SetFile } from './set-file.ts';
import { SetMerge } from './set-merge.ts';
import { SetSink } from './set-sink.ts';

const LINES_PER_STEP = 10_000;
/** So much of a file's beginning and end is looked at for stamps. */
const LOOK_BYTES = 1 << 12;

export class SetReading implements CaptureReading {
  readonly files: readonly (FilePart & { readonly name: RawText })[];
  readonly bytesTotal: number;
  private readonly inputs: readonly CaptureInput[];
  private readonly source: FileSource;
  private readonly set: readonly SetFile[];
  private readonly merge: SetMerge;

  static async open(inputs: readonly CaptureInput[], symbols: Symbols, sink: RecordSink, bases: number[]): Promise<SetReading> {
    const sizes: number[] = [];
    let base = 0;
    for (const input of inputs) {
      let state = await input.pull();
      while (!state.done) state = await input.pull();
      bases[sizes.length] = base;
      sizes.push(state.availableBytes);
      base += state.availableBytes;
    }
    return new SetReading(inputs, sizes, symbols, sink, bases);
  }

  private constructor(inputs: readonly CaptureInput[], sizes: readonly number[], symbols: Symbols, sink: RecordSink, bases: readonly number[]) {
    this.inputs = inputs;
    this.files = inputs.map(({ fd, path }, file) => ({ fd, path, from: 0, base: bases[file] ?? 0, name: rawText(path) }));
    this.bytesTotal = sizes.reduce((sum, size) => sum + size, 0);
    this.source = new FileSource(this.files);
    const pids = inputs.map(({ path }) => pidInName(path) ?? 0);
    const pool = new ChunkPool();
    const tools = { symbols, sink: new SetSink(sink, pids), source: this.source, pool };
    const clocks = clocksOf(this.files.map(({ base }, file) => this.ends(base, sizes[file]!)));
    this.set = this.files.map((part, file) => new SetFile(file, pids[file]!, part, sizes[file]!, clocks?.[file] ?? NO_CLOCK, tools));
    if (clocks === null) {
      const ranks = ranksByForks(
        this.files.map(({ base }, file) => ({ pid: pids[file]!, base, sizeBytes: sizes[file]! })),
        this.source,
        pool,
      );
      for (const [index, rank] of ranks.entries()) this.set[index]!.rank = rank;
    }
    this.merge = new SetMerge(this.set, symbols);
  }

  get lines(): number {
    return this.set.reduce((sum, file) => sum + file.lines, 0);
  }
  get bytesRead(): number {
    return this.set.reduce((sum, file) => sum + file.parsedBytes, 0);
  }

  async step(): Promise<boolean> {
    if (this.merge.read(LINES_PER_STEP)) return true;
    if (this.set.every((file) => file.understood === 0)) throw notStrace(this.inputs[0]!);
    return false;
  }

  complete(): void {
    // Its end is known from the beginning.
  }

  close(): void {
    this.source.close();
    for (const input of this.inputs) input.close();
  }

  private ends(base: number, sizeBytes: number): Ends {
    const buffer = new Uint8Array(Math.min(LOOK_BYTES, sizeBytes));
    const first = firstStamp(buffer.subarray(0, this.source.readInto(base, buffer)));
    const last = lastStamp(buffer.subarray(0, this.source.readInto(base + sizeBytes - buffer.length, buffer)));
    return { first, last };
  }
}
