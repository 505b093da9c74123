// Reads a whole capture in this thread: for commands that print and end, and for tests.
import type { CaptureSet } from '../capture/open-set.ts';
import { type ByteSource, memorySource } from '../model/byte-source.ts';
import type { AttachedProcess } from '../model/outcome.ts';
import { rawText } from '../model/raw-text.ts';
import type { Trace } from '../model/trace.ts';
import { CaptureParser } from '../parse/capture-parser.ts';
import type { StoredTrace } from '../store/stored-trace.ts';
import { traceOf } from '../store/trace-of.ts';
import { TraceStore } from '../store/trace-store.ts';
import { readCapture } from './capture-reading.ts';
import { sourceOf } from './source-of.ts';

const SAY_NOTHING: (sentence: string) => void = () => {};

/**
 * The capture, read to its end. `attached`: what is known of processes that were there before it.
 * Its files stay open: the text of its records is read from them. `say` is given a sentence for each file of which only a part could be read.
 * @throws Problem `unreadable-input`: missing, not permitted, a directory, empty, binary, no strace output
 */
export const loadTrace = async (set: CaptureSet, attached: readonly AttachedProcess[] = [], say = SAY_NOTHING): Promise<Trace> =>
  (await loadCapture(set, attached, say)).trace;

export interface LoadedCapture {
  readonly trace: StoredTrace;
  readonly source: ByteSource;
  /** Closes its files: there is no text from then on. */
  close(): void;
}

/** {@link loadTrace} with what filters read its lines from. `told` is given what part of it is read, 0..1; null while nobody knows. */
export async function loadCapture(
  set: CaptureSet,
  attached: readonly AttachedProcess[] = [],
  say = SAY_NOTHING,
  told: (part: number | null) => void = () => {},
): Promise<LoadedCapture> {
  const bases: number[] = [];
  const store = new TraceStore(undefined, bases);
  store.processes.attach(attached);
  const reading = await readCapture(set, store.symbols, store, bases);
  while (await reading.step()) told(reading.bytesTotal ? reading.bytesRead / reading.bytesTotal : null);
  for (const trouble of reading.troubles) say(trouble);
  const source = sourceOf(reading);
  const { files } = reading;
  const trace = traceOf(store, { files, source, lines: () => reading.lines, ended: () => true, troubles: () => reading.troubles });
  const close = (): void => {
    source.close();
    reading.close();
  };
  return { trace, source, close };
}

/** A capture from its text. Unlike {@link loadTrace} it takes anything, strace output or not. */
export function traceFromText(text: string | Uint8Array, attached: readonly AttachedProcess[] = []): Trace {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const store = new TraceStore();
  store.processes.attach(attached);
  const parser = new CaptureParser(store.symbols, store);
  parser.parse(bytes, 0, bytes.length, 0, true);
  return traceOf(store, {
    files: [{ name: rawText('-'), base: 0 }],
    source: memorySource(bytes),
    lines: () => parser.lines,
    ended: () => true,
  });
}
