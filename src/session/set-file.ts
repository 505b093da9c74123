// One file of a set while it is read: its lines are handed to its parser for as long as they come before those of the other files.
import { CaptureParser } from '../parse/capture-parser.ts';
import { CLOCK_NONE } from '../parse/line.ts';
import type { RecordSink } from '../parse/record-sink.ts';
import type { Symbols } from '../parse/symbols.ts';
import { ChunkedFile, type ChunkPool, type ScannedLine } from './chunked-file.ts';
import type { FilePart, FileSource } from './file-source.ts';
import { type FileClock, NO_CLOCK } from './set-clock.ts';
import { tellsOwnEnd } from './told-ends.ts';

/** What the files of a set share. */
export interface SetTools {
  readonly symbols: Symbols;
  readonly sink: RecordSink;
  readonly source: FileSource;
  readonly pool: ChunkPool;
}

export type Advanced =
  /** The next record is later than the limit, or a process has ended and the next one of its pid begins. */
  | 'limit'
  | 'end'
  /** So many lines were read as were wanted. */
  | 'enough'
  /** The next record was made when another file's was: does it tell of that process's end? {@link SetFile.next}; advancing once more goes on. */
  | 'tie';

export class SetFile {
  readonly index: number;
  readonly pid: number;
  readonly sizeBytes: number;
  /** When the next record was made, as {@link FileClock} counts. */
  key: number;
  /** Among files whose next records were made at the same time, the lower rank comes first. */
  rank: number;
  /** Place in the heap of those that are being read; -1 for none. */
  heapAt = -1;
  begun = false;
  ended = false;
  lines = 0;
  understood = 0;
  private readonly part: FilePart;
  private readonly tools: SetTools;
  private readonly clock: FileClock;
  private parser: CaptureParser | null = null;
  private chunks: ChunkedFile | null = null;
  private row = 0;
  /** Whether the next record has been offered as a tie. */
  private offered = false;

  constructor(index: number, pid: number, part: FilePart, sizeBytes: number, clock: FileClock, tools: SetTools) {
    this.index = index;
    this.pid = pid;
    this.part = part;
    this.sizeBytes = sizeBytes;
    this.clock = clock;
    this.tools = tools;
    this.key = clock.first;
    this.rank = index;
  }

  get parsedBytes(): number {
    return this.ended ? this.sizeBytes : (this.chunks?.parsedBytes ?? 0);
  }

  /** Gets ready for {@link advance}. */
  begin(): void {
    const { symbols, sink, source, pool } = this.tools;
    this.begun = true;
    this.parser = new CaptureParser(symbols, sink, this.index, this.pid);
    this.chunks = new ChunkedFile(source, this.part.base, this.sizeBytes, symbols.scanner, pool);
    if (!this.chunks.more()) this.end();
  }

  /**
   * Hands on the next record, and those behind it that were made no later than `limit`, at most `most` lines.
   * Records without a stamp belong to the one before.
   */
  advance(limit: number, most: number): Advanced {
    const { chunks, clock, parser } = this;
    if (chunks === null || parser === null) return 'end';
    const enough = parser.lines + most;
    for (;;) {
      if (limit === this.key && !this.offered) {
        this.offered = true;
        return 'tie';
      }
      this.offered = false;
      // Its pid may come again, and what goes on belongs behind what the others do until then.
      const ends = clock === NO_CLOCK && tellsOwnEnd(chunks.lineOf(this.row));
      chunks.parse(parser, this.row++);
      if (this.row === chunks.count) {
        this.row = 0;
        if (!chunks.more()) break;
      }
      if (ends) return this.pause('limit');
      if (chunks.rows.clock[this.row] !== CLOCK_NONE) {
        this.key = clock.of(chunks.rows, this.row);
        if (this.key > limit) return this.pause('limit');
      }
      if (parser.lines >= enough) return this.pause('enough');
    }
    this.end();
    return 'end';
  }

  /** The next record's line. */
  get next(): ScannedLine | null {
    return this.chunks?.lineOf(this.row) ?? null;
  }

  private pause(how: Advanced): Advanced {
    this.lines = this.parser?.lines ?? this.lines;
    this.understood = this.parser?.understood ?? this.understood;
    return how;
  }

  private end(): void {
    this.pause('end');
    this.ended = true;
    this.tools.symbols.paths.publish();
    this.chunks?.close();
    this.tools.source.rest(this.part);
    this.parser = null;
    this.chunks = null;
  }
}
