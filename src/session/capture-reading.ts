// Reads the files of a capture into a sink, step by step: one file as it stands, a set merged into the order in which things happened.
import { type CaptureInput, openInput } from '../capture/open-input.ts';
import { type CaptureSet, pidInName } from '../capture/open-set.ts';
import { partSentence } from '../capture/unreadable.ts';
import { type RawText, rawText } from '../model/raw-text.ts';
import { CaptureParser } from '../parse/capture-parser.ts';
import type { LineMap, SharedQuotation } from '../parse/excerpt/line-map.ts';
import type { RecordSink } from '../parse/record-sink.ts';
import type { Symbols } from '../parse/symbols.ts';
import type { FilePart } from './file-source.ts';
import { LineFeed } from './line-feed.ts';
import { notStrace } from './not-strace.ts';
import { type Looked, lookAtInput } from './quoted-text.ts';
import { SetReading } from './set-reading.ts';
import { TextReading } from './text-reading.ts';

const CHUNK_BYTES = 1 << 20;
/** Where so much holds no line of strace, the rest is not looked at. */
const ENOUGH_RUBBISH_BYTES = 1 << 24;

export interface CaptureReading {
  /** `quotation`: where somebody quotes strace output in it. */
  readonly files: readonly (FilePart & { readonly name: RawText; readonly quotation?: SharedQuotation })[];
  readonly lineMap?: LineMap | null;
  /** The bytes, where there is no file to read them from. */
  readonly text?: SharedArrayBuffer;
  readonly lines: number;
  readonly bytesRead: number;
  /** As `bytesRead`, with what has been read of a line that is not whole yet. */
  readonly bytesTaken?: number;
  /** What could not be read to its end, and why: sentences. */
  readonly troubles: readonly string[];
  /** A file that is followed: what has become of it last; null while it only grows. */
  readonly says?: string | null;
  /** null while nobody knows; of what is being unpacked about. */
  readonly bytesTotal: number | null;
  /**
   * Reads some more, about a chunk.
   * @returns false at the end
   * @throws Problem when the input can't be read on, or holds no strace output
   */
  step(): Promise<boolean>;
  /** A file that grows: nothing more will be written to it. */
  complete(): void;
  /** A file that grows and has been quiet for so long: calls back once, when it is time for the next step. @returns how to stop that */
  whenToLook?(quietMs: number, callBack: () => void): () => void;
  close(): void;
}

/**
 * Opens a capture.
 * @param bases filled with where each file begins in the capture: a store wants to know
 * @param isWatched somebody waits for the first records
 * @throws Problem `unreadable-input`
 */
export async function readCapture(set: CaptureSet, symbols: Symbols, sink: RecordSink, bases: number[], isWatched = false): Promise<CaptureReading> {
  const [only] = set.paths;
  if (only === undefined || set.paths.length > 1) return SetReading.open(set.paths, set.title, symbols, sink, bases);
  bases[0] = 0;
  const input = openInput(only);
  const looked = await lookAtInput(input, isWatched);
  if (looked.quotation === null) return new FileReading(input, looked, symbols, sink);
  input.close();
  return TextReading.quotedFile(input.path, looked.quotation, symbols, sink);
}

class FileReading implements CaptureReading {
  readonly files: readonly (FilePart & { readonly name: RawText })[];
  private readonly input: CaptureInput;
  private readonly parser: CaptureParser;
  private readonly feed: LineFeed;
  private available: Looked['available'];
  private pulling: Looked['pulling'];
  /** The look at its beginning has left something that can be read at once. */
  private hasUnread: boolean;

  constructor(input: CaptureInput, { available, pulling }: Looked, symbols: Symbols, sink: RecordSink) {
    this.input = input;
    this.available = available;
    this.pulling = pulling;
    this.hasUnread = available.availableBytes > 0;
    this.files = [{ fd: input.fd, base: 0, from: input.from, path: input.path, name: rawText(input.path) }];
    this.parser = new CaptureParser(symbols, sink, 0, pidInName(input.path) ?? 0);
    this.feed = new LineFeed(input.fd, this.parser, CHUNK_BYTES);
  }

  get lines(): number {
    return this.parser.lines;
  }
  get bytesRead(): number {
    return this.feed.parsedBytes;
  }
  get bytesTaken(): number {
    return this.feed.readBytes;
  }
  get troubles(): readonly string[] {
    return this.input.trouble === null ? [] : [partSentence(this.input.path, this.input.trouble)];
  }
  get bytesTotal(): number | null {
    return this.available.done ? this.available.availableBytes : this.input.totalBytes;
  }

  async step(): Promise<boolean> {
    const { input, parser, feed } = this;
    if (this.hasUnread) this.hasUnread = false;
    else if (!this.available.done && feed.readBytes + CHUNK_BYTES > this.available.availableBytes) {
      this.available = await (this.pulling ?? input.pull());
      this.pulling = null;
    }
    const more = feed.feed(this.available.availableBytes, this.available.done) || !this.available.done;
    if (parser.understood === 0 && (!more || feed.parsedBytes > ENOUGH_RUBBISH_BYTES)) throw notStrace(this.files[0]!);
    return more;
  }

  complete(): void {
    // Its end is known from the beginning.
  }

  close(): void {
    this.input.close();
  }
}
