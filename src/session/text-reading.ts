// Reads a capture that is a text in memory: what was pasted, or the strace output in what somebody quotes of it.

import { unreadable } from '../capture/unreadable.ts';
import type { Problem } from '../model/problem.ts';
import { type RawText, rawText } from '../model/raw-text.ts';
import { CaptureParser } from '../parse/capture-parser.ts';
import { LineMap, type SharedQuotation } from '../parse/excerpt/line-map.ts';
import { looksQuoted } from '../parse/excerpt/looks-quoted.ts';
import { undress } from '../parse/excerpt/undress.ts';
import type { RecordSink } from '../parse/record-sink.ts';
import type { Symbols } from '../parse/symbols.ts';
import type { CaptureReading } from './capture-reading.ts';
import type { FilePart } from './file-source.ts';
import { notStracePaste, notStraceText } from './not-strace.ts';
import { otherTracer } from './other-tools.ts';

export class TextReading implements CaptureReading {
  readonly files: readonly (FilePart & { readonly name: RawText; readonly quotation?: SharedQuotation })[];
  readonly lineMap: LineMap | null;
  /** For other threads. */
  readonly text: SharedArrayBuffer;
  private readonly bytes: Uint8Array;
  readonly troubles: readonly string[] = [];
  private readonly parser: CaptureParser;
  private readonly refuse: () => Problem;

  /** What was pasted: strace output, or a quotation. */
  static pasted(text: string, symbols: Symbols, sink: RecordSink): TextReading {
    const bytes = Buffer.from(text);
    const refuse = () => notStracePaste(bytes);
    const name = rawText('pasted text');
    if (otherTracer(bytes) !== null) throw refuse();
    return looksQuoted(bytes, true) === 'quoted'
      ? TextReading.quoted(name, bytes, symbols, sink, refuse)
      : new TextReading({ name, bytes, quotation: null, refuse }, symbols, sink);
  }

  /** A file in which somebody quotes strace output. */
  static quotedFile(path: string, bytes: Uint8Array, symbols: Symbols, sink: RecordSink): TextReading {
    return TextReading.quoted(rawText(path), bytes, symbols, sink, () => unreadable(path, notStraceText(bytes)));
  }

  private static quoted(name: RawText, excerpt: Uint8Array, symbols: Symbols, sink: RecordSink, refuse: () => Problem): TextReading {
    const { bytes, quotation } = undress(excerpt);
    return new TextReading({ name, bytes, quotation, refuse }, symbols, sink);
  }

  private constructor(
    { name, bytes, quotation, refuse }: { name: RawText; bytes: Uint8Array; quotation: SharedQuotation | null; refuse: () => Problem },
    symbols: Symbols,
    sink: RecordSink,
  ) {
    this.files = [{ fd: -1, base: 0, from: 0, path: '', name, ...(quotation === null ? {} : { quotation }) }];
    this.lineMap = quotation === null ? null : new LineMap(quotation.map);
    this.refuse = refuse;
    this.text = new SharedArrayBuffer(bytes.length);
    this.bytes = new Uint8Array(this.text);
    this.bytes.set(bytes);
    this.parser = new CaptureParser(symbols, sink);
  }

  get lines(): number {
    return this.lineMap?.last(this.parser.lines) ?? this.parser.lines;
  }
  get bytesRead(): number {
    return this.bytes.length;
  }
  get bytesTotal(): number {
    return this.bytes.length;
  }

  async step(): Promise<boolean> {
    this.parser.parse(this.bytes, 0, this.bytes.length, 0, true);
    if (this.parser.understood === 0) throw this.refuse();
    return false;
  }

  complete(): void {
    // It is.
  }

  close(): void {
    // Nothing is held open.
  }
}
