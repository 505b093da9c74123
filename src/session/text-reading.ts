// Reads a capture that is a text in memory: what was pasted.

import { Problem } from '../model/problem.ts';
import { type RawText, rawText } from '../model/raw-text.ts';
import { CaptureParser } from '../parse/capture-parser.ts';
import type { RecordSink } from '../parse/record-sink.ts';
import type { Symbols } from '../parse/symbols.ts';
import type { CaptureReading } from './capture-reading.ts';
import type { FilePart } from './file-source.ts';

export class TextReading implements CaptureReading {
  readonly files: readonly (FilePart & { readonly name: RawText })[] = [{ fd: -1, base: 0, from: 0, path: '', name: rawText('pasted text') }];
  /** For other threads. */
  readonly shared: SharedArrayBuffer;
  readonly bytes: Uint8Array;
  private readonly parser: CaptureParser;

  constructor(text: string, symbols: Symbols, sink: RecordSink) {
    const bytes = Buffer.from(text);
    this.shared = new SharedArrayBuffer(bytes.length);
    this.bytes = new Uint8Array(this.shared);
    this.bytes.set(bytes);
    this.parser = new CaptureParser(symbols, sink);
  }

  get lines(): number {
    return this.parser.lines;
  }
  get bytesRead(): number {
    return this.bytes.length;
  }
  get bytesTotal(): number {
    return this.bytes.length;
  }

  async step(): Promise<boolean> {
    this.parser.parse(this.bytes, 0, this.bytes.length, 0, true);
    if (this.parser.understood === 0) throw new Problem('unreadable-input', 'no line of the pasted text is strace output');
    return false;
  }

  complete(): void {
    // It is.
  }

  close(): void {
    // Nothing is held open.
  }
}
