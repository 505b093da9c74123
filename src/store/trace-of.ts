// A trace over a store in the same thread.
import type { ByteSource } from '../model/byte-source.ts';
import { RecordReader } from './record-reader.ts';
import { type StoredFile, StoredTrace, type TraceState } from './stored-trace.ts';
import { SymbolTexts } from './symbol-texts.ts';
import type { TraceStore } from './trace-store.ts';

/** What a store does not know by itself. */
export interface TraceOrigin {
  readonly files: readonly StoredFile[];
  readonly source: ByteSource;
  lines(): number;
  ended(): boolean;
  /** As {@link StoredTrace.troubles}. */
  troubles?(): readonly string[];
}

/** The trace follows the store while it grows. */
export function traceOf(store: TraceStore, origin: TraceOrigin): StoredTrace {
  const { symbols } = store;
  const counts = () => ({ names: symbols.names.size, errnos: symbols.errnos.size, paths: symbols.paths.size });
  const state: TraceState = {
    get events() {
      return store.events;
    },
    get lines() {
      return origin.lines();
    },
    get clock() {
      return store.clock.kind;
    },
    get ended() {
      return origin.ended();
    },
    get symbols() {
      return counts();
    },
    get troubles() {
      return origin.troubles?.() ?? [];
    },
  };
  const bases = origin.files.map((file) => file.base);
  const reader = new RecordReader(store.segments, store.pieces, origin.source, () => bases);
  return new StoredTrace(
    {
      segments: store.segments,
      pieces: store.pieces,
      threads: store.processes.threads,
      processes: store.processes.processes,
      get processesVersion() {
        return store.processes.family.version;
      },
      symbols: new SymbolTexts(symbols.buffers, counts),
      files: origin.files,
      state,
    },
    reader,
  );
}
