// The screen's side of a store: the shared buffers it has been told of, as a trace.
import type { ByteSource } from '../model/byte-source.ts';
import type { InternedBuffers } from '../parse/interner.ts';
import { FrozenTrace } from '../store/frozen-trace.ts';
import { Pieces } from '../store/pieces.ts';
import { newProcess, type ProcessRecord } from '../store/process-record.ts';
import { RecordReader } from '../store/record-reader.ts';
import { Segment, segmentOf } from '../store/segment.ts';
import { type StoredFile, StoredTrace, type TraceState } from '../store/stored-trace.ts';
import { SymbolTexts } from '../store/symbol-texts.ts';
import { Threads } from '../store/threads.ts';
import type { AddedBuffers, GoneGrowth, Growth } from './messages.ts';

const emptyBuffers = (): InternedBuffers => ({ blocks: [], entries: [] });

const NO_SOURCE: ByteSource = { read: () => new Uint8Array(0), readInto: () => 0, close: () => {} };

export class TraceMirror {
  readonly trace: StoredTrace;
  private readonly segments: Segment[] = [];
  private readonly pieces = new Pieces();
  private readonly threads = new Threads();
  private readonly processes: ProcessRecord[] = [];
  private readonly files: StoredFile[] = [];
  private readonly bases: number[] = [];
  private readonly names = emptyBuffers();
  private readonly errnos = emptyBuffers();
  private readonly paths = emptyBuffers();
  /** Stands for each segment that was given up. */
  private gone: Segment | null = null;
  private growths = 0;
  private current: ByteSource = NO_SOURCE;
  private readonly source: ByteSource = {
    read: (offset, length) => this.current.read(offset, length),
    readInto: (offset, into) => this.current.readInto(offset, into),
    close: () => {},
  };
  private state: TraceState = { events: 0, lines: 0, clock: 'none', ended: false, symbols: { names: 0, errnos: 0, paths: 0 }, troubles: [] };

  constructor() {
    const mirror = this;
    const symbols = new SymbolTexts({ names: this.names, errnos: this.errnos, paths: this.paths }, () => this.state.symbols);
    this.trace = new StoredTrace(
      {
        segments: this.segments,
        pieces: this.pieces,
        threads: this.threads,
        processes: this.processes,
        get processesVersion() {
          return mirror.growths;
        },
        symbols,
        files: this.files,
        get state() {
          return mirror.state;
        },
      },
      this.readerOf(this.segments, this.pieces),
    );
  }

  /** Where text is read from, once the files are open. */
  open(files: readonly StoredFile[], source: ByteSource): void {
    this.files.push(...files);
    this.bases.push(...files.map(({ base }) => base));
    this.current = source;
  }

  /** The files are closed: from now on there is no text. */
  shut(): void {
    this.current.close();
    this.current = NO_SOURCE;
  }

  /** As it is now, whatever it is told of later. @param letIn see {@link FrozenTrace} */
  frozen(letIn: () => void): FrozenTrace {
    const segments = [...this.segments];
    const pieces = new Pieces([...this.pieces.table.blocks]);
    pieces.table.rows = this.pieces.table.rows;
    const trace = new FrozenTrace({ ...this.trace.data, segments, pieces }, this.readerOf(segments, pieces), letIn);
    if (this.trace.gone !== null) trace.giveUp(this.trace.gone);
    return trace;
  }

  /** All that it has been told of, as one message for another mirror. */
  snapshot(): Growth {
    const { segments, pieces, threads, names, errnos, paths, processes, state, gone, trace } = this;
    return {
      kind: 'growth',
      ...state,
      segments: segments.map(({ buffer }) => buffer),
      gone: gone === null || trace.gone === null ? null : { records: trace.gone, segment: gone.buffer, pieceBlocks: [] },
      pieces: { rows: pieces.table.rows, blocks: [...pieces.table.blocks] },
      threads: { rows: threads.table.rows, blocks: [...threads.table.blocks] },
      names: { blocks: [...names.blocks], entries: [...names.entries] },
      errnos: { blocks: [...errnos.blocks], entries: [...errnos.entries] },
      paths: { blocks: [...paths.blocks], entries: [...paths.entries] },
      processCount: processes.length,
      processes: [...processes],
      stopped: false,
      bytesRead: 0,
      bytesTotal: null,
      says: null,
    };
  }

  private readerOf(segments: readonly Segment[], pieces: Pieces): RecordReader {
    return new RecordReader(segments, pieces, this.source, () => this.bases);
  }

  private giveUp({ records, pieceBlocks }: GoneGrowth, segment: Segment): void {
    const before = this.trace.gone?.to ?? records.from;
    this.segments.fill(segment, segmentOf(before), segmentOf(records.to));
    for (const { block, buffer } of pieceBlocks) this.pieces.table.replace(block, buffer);
    this.trace.giveUp(records);
  }

  grow(growth: Growth): void {
    this.growths++;
    if (growth.gone !== null && growth.gone.segment !== this.gone?.buffer) this.gone = new Segment(growth.gone.segment);
    const { gone } = this;
    this.segments.push(...growth.segments.map((buffer) => (gone?.buffer === buffer ? gone : new Segment(buffer))));
    this.pieces.table.blocks.push(...growth.pieces.blocks);
    if (growth.gone !== null && gone !== null) this.giveUp(growth.gone, gone);
    this.pieces.table.rows = growth.pieces.rows;
    this.threads.table.blocks.push(...growth.threads.blocks);
    this.threads.table.rows = growth.threads.rows;
    add(this.names, growth.names);
    add(this.errnos, growth.errnos);
    add(this.paths, growth.paths);
    this.processes.length = Math.min(this.processes.length, growth.processCount);
    // Those that did not fit this message follow; until then they are empty.
    for (let index = this.processes.length; index < growth.processCount; index++) this.processes.push(newProcess(index, 0));
    for (const process of growth.processes) if (process.index < growth.processCount) this.processes[process.index] = process;
    const { events, lines, clock, ended, symbols, troubles } = growth;
    this.state = { events, lines, clock, ended, symbols, troubles };
  }
}

function add(to: InternedBuffers, added: AddedBuffers): void {
  to.blocks.push(...added.blocks);
  to.entries.push(...added.entries);
}
