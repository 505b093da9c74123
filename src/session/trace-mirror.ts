// The screen's side of a store: the shared buffers it has been told of, as a trace.
import type { ByteSource } from '../model/byte-source.ts';
import type { InternedBuffers } from '../parse/interner.ts';
import { FrozenTrace } from '../store/frozen-trace.ts';
import { Pieces } from '../store/pieces.ts';
import { newProcess, type ProcessRecord } from '../store/process-record.ts';
import { RecordReader } from '../store/record-reader.ts';
import { Segment } from '../store/segment.ts';
import { type StoredFile, StoredTrace, type TraceState } from '../store/stored-trace.ts';
import { SymbolTexts } from '../store/symbol-texts.ts';
import { Threads } from '../store/threads.ts';
import type { AddedBuffers, Growth } from './messages.ts';

const emptyBuffers = (): InternedBuffers => ({ blocks: [], entries: [] });

export class TraceMirror {
  readonly trace: StoredTrace;
  private readonly reader: RecordReader;
  private readonly segments: Segment[] = [];
  private readonly pieces = new Pieces();
  private readonly threads = new Threads();
  private readonly processes: ProcessRecord[] = [];
  private readonly files: StoredFile[] = [];
  private readonly bases: number[] = [];
  private readonly names = emptyBuffers();
  private readonly errnos = emptyBuffers();
  private readonly paths = emptyBuffers();
  private growths = 0;
  private readonly source: { current: ByteSource };
  private state: TraceState = { events: 0, lines: 0, clock: 'none', ended: false, symbols: { names: 0, errnos: 0, paths: 0 }, troubles: [] };

  constructor() {
    const mirror = this;
    this.source = { current: NO_SOURCE };
    const source: ByteSource = {
      read: (offset, length) => this.source.current.read(offset, length),
      readInto: (offset, into) => this.source.current.readInto(offset, into),
      close: () => {},
    };
    const symbols = new SymbolTexts({ names: this.names, errnos: this.errnos, paths: this.paths }, () => this.state.symbols);
    this.reader = new RecordReader(this.segments, this.pieces, source, () => this.bases);
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
      this.reader,
    );
  }

  /** Where text is read from, once the files are open. */
  open(files: readonly StoredFile[], source: ByteSource): void {
    this.files.push(...files);
    this.bases.push(...files.map(({ base }) => base));
    this.source.current = source;
  }

  /** The files are closed: from now on there is no text. */
  shut(): void {
    this.source.current.close();
    this.source.current = NO_SOURCE;
  }

  /** As it is now, whatever it is told of later. @param letIn see {@link FrozenTrace} */
  frozen(letIn: () => void): FrozenTrace {
    return new FrozenTrace(this.trace.data, this.reader, letIn);
  }

  /** All that it has been told of, as one message for another mirror. */
  snapshot(): Growth {
    const { segments, pieces, threads, names, errnos, paths, processes, state } = this;
    return {
      kind: 'growth',
      ...state,
      segments: segments.map(({ buffer }) => buffer),
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

  grow(growth: Growth): void {
    this.growths++;
    this.segments.push(...growth.segments.map((buffer) => new Segment(buffer)));
    this.pieces.table.blocks.push(...growth.pieces.blocks);
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

const NO_SOURCE: ByteSource = { read: () => new Uint8Array(0), readInto: () => 0, close: () => {} };

function add(to: InternedBuffers, added: AddedBuffers): void {
  to.blocks.push(...added.blocks);
  to.entries.push(...added.entries);
}
