// Reads a `-ff` set: a file a process, merged by their stamps, or by who made whom where there are none.

import { openMembers, type SetMembers } from '../capture/open-members.ts';
import { pidInName } from '../capture/open-set.ts';
import { unreadable } from '../capture/unreadable.ts';
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
/** More sentences about files are not read by anybody. */
const MOST_TROUBLES = 5;

export class SetReading implements CaptureReading {
  readonly files: readonly (FilePart & { readonly name: RawText })[];
  readonly bytesTotal: number;
  readonly troubles: readonly string[];
  private readonly opened: SetMembers;
  private readonly source: FileSource;
  private readonly set: readonly SetFile[];
  private readonly merge: SetMerge;

  /** @param title of the set, for the sentence that it is empty */
  static async open(paths: readonly string[], title: string, symbols: Symbols, sink: RecordSink, bases: number[]): Promise<SetReading> {
    const opened = await openMembers(paths);
    if (opened.members.every(({ sizeBytes }) => sizeBytes === 0)) throw unreadable(title, 'all files of the set are empty');
    return new SetReading(opened, symbols, sink, bases);
  }

  private constructor(opened: SetMembers, symbols: Symbols, sink: RecordSink, bases: number[]) {
    this.opened = opened;
    const { members } = opened;
    const sizes = members.map(({ sizeBytes }) => sizeBytes);
    this.troubles = troublesOf(members.flatMap(({ trouble }) => trouble ?? []));
    let end = 0;
    this.files = members.map(({ fd, from, path, sizeBytes }, file) => {
      const base = end;
      bases[file] = base;
      end += sizeBytes;
      return { fd, path, from, base, name: rawText(path) };
    });
    this.bytesTotal = end;
    this.source = new FileSource(this.files);
    const pids = members.map(({ path }) => pidInName(path) ?? 0);
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
    if (this.set.every((file) => file.understood === 0)) throw notStrace(this.files[0]!);
    return false;
  }

  complete(): void {
    // Its end is known from the beginning.
  }

  close(): void {
    this.source.close();
    this.opened.close();
  }

  private ends(base: number, sizeBytes: number): Ends {
    if (sizeBytes === 0) return { first: null, last: null };
    const buffer = new Uint8Array(Math.min(LOOK_BYTES, sizeBytes));
    const first = firstStamp(buffer.subarray(0, this.source.readInto(base, buffer)));
    const last = lastStamp(buffer.subarray(0, this.source.readInto(base + sizeBytes - buffer.length, buffer)));
    return { first, last };
  }
}

const troublesOf = (all: readonly string[]): readonly string[] =>
  all.length <= MOST_TROUBLES ? all : [...all.slice(0, MOST_TROUBLES), `${all.length - MOST_TROUBLES} more files of the set could not be read whole`];
