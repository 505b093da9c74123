// Says what a store has gained since it was last asked: the new buffers and the processes that changed.
import type { GoneRecords } from '../model/gone.ts';
import type { InternedBuffers } from '../parse/interner.ts';
import type { ProcessRecord } from '../store/process-record.ts';
import type { TraceStore } from '../store/trace-store.ts';
import type { AddedBuffers, GoneGrowth, Growth } from './messages.ts';

/** Processes in one message: the screen's thread must not stall over them. */
const MOST_PROCESSES = 1000;

export type GrowthReading = Pick<Growth, 'lines' | 'ended' | 'stopped' | 'bytesRead' | 'bytesTotal' | 'troubles' | 'says'>;

/** Nothing is added to a store without a byte that was read. */
const READING = ['lines', 'ended', 'stopped', 'bytesRead', 'bytesTotal', 'says'] as const;

export class GrowthSender {
  private readonly store: TraceStore;
  private readonly changed: Set<ProcessRecord>;
  private readonly sent = new Map<unknown, number>();
  private last: GrowthReading | null = null;
  private toldGone: GoneRecords | null = null;

  constructor(store: TraceStore) {
    this.store = store;
    this.changed = store.processes.family.watch();
  }

  /** Whether processes are left that did not fit the last message. */
  get hasMore(): boolean {
    return this.changed.size > 0;
  }

  /** Whether there is anything to say: a capture that waits is not drawn anew. */
  hasNews(reading: GrowthReading): boolean {
    const { last } = this;
    return (
      this.hasMore ||
      this.toldGone !== (this.store.release.gone?.records ?? null) ||
      last === null ||
      last.troubles.length !== reading.troubles.length ||
      READING.some((name) => last[name] !== reading[name])
    );
  }

  next(reading: GrowthReading): Growth {
    this.last = reading;
    const { store } = this;
    const { symbols, pieces, processes } = store;
    const changed = [...this.changed].slice(0, MOST_PROCESSES);
    for (const process of changed) this.changed.delete(process);
    return {
      kind: 'growth',
      events: store.events,
      clock: store.clock.kind,
      symbols: { names: symbols.names.size, errnos: symbols.errnos.size, paths: symbols.paths.size },
      segments: this.added(store.segments).map(({ buffer }) => buffer),
      gone: this.gone(),
      pieces: { rows: pieces.table.rows, blocks: this.added(pieces.table.blocks) },
      threads: { rows: processes.threads.size, blocks: this.added(processes.threads.table.blocks) },
      names: this.addedOf(symbols.names.buffers),
      errnos: this.addedOf(symbols.errnos.buffers),
      paths: this.addedOf(symbols.paths.buffers),
      processCount: processes.processes.length,
      processes: changed,
      ...reading,
    };
  }

  /** The other end is gone: nothing is noted for it any more. */
  close(): void {
    this.store.processes.family.unwatch(this.changed);
  }

  private gone(): GoneGrowth | null {
    const { gone } = this.store.release;
    this.toldGone = gone?.records ?? null;
    if (gone === null) return null;
    const pieceBlocks = this.added(gone.pieceBlocks).map((block) => ({ block, buffer: gone.pieceBlock }));
    return { records: gone.records, segment: gone.segment.buffer, pieceBlocks };
  }

  private added<T>(all: readonly T[]): T[] {
    const from = this.sent.get(all) ?? 0;
    this.sent.set(all, all.length);
    return all.slice(from);
  }

  private addedOf({ blocks, entries }: InternedBuffers): AddedBuffers {
    return { blocks: this.added(blocks), entries: this.added(entries) };
  }
}
