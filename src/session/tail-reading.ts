// Reads a file that grows: the spool of a live capture, or a stored one that somebody is still writing.
import { closeSync, fstatSync, openSync } from 'node:fs';
import { whenToLook } from '../capture/look-again.ts';
import type { SpoolFile } from '../capture/spool-file.ts';
import { partSentence } from '../capture/unreadable.ts';
import { type RawText, rawText } from '../model/raw-text.ts';
import { CaptureParser } from '../parse/capture-parser.ts';
import type { RecordSink } from '../parse/record-sink.ts';
import type { Symbols } from '../parse/symbols.ts';
import type { CaptureReading } from './capture-reading.ts';
import type { FilePart } from './file-source.ts';
import { LineFeed } from './line-feed.ts';

const CHUNK_BYTES = 1 << 20;
/** A file that has not grown for so long ends in a call that waits, not in a half-written line. */
const WAITS_MS = 100;

/** A copy that grows as what is followed does. */
export interface FollowedInput {
  readonly spool: SpoolFile;
  /** What is followed are the files of a set: the path is their PREFIX. */
  readonly isPrefix?: true;
  /** The whole of what is there has been taken over. */
  readonly isAtEnd: boolean;
  /** What has become of it last: a sentence; null while it only grows. */
  readonly says: string | null;
  /** Takes over what is new. @returns how much there is of it all */
  look(): number;
  close(): void;
}

export class TailReading implements CaptureReading {
  readonly files: readonly (FilePart & { readonly name: RawText })[];
  private readonly fd: number;
  /** A stored file is read by way of a copy: its writer may truncate or replace it. */
  private readonly copy: FollowedInput | null;
  private readonly parser: CaptureParser;
  private readonly feed: LineFeed;
  private isComplete = false;
  private size = 0;
  private grewAtMs = 0;

  /** @param copy null for a spool: strace may not have made it yet, and it is made then */
  constructor(path: string, copy: FollowedInput | null, symbols: Symbols, sink: RecordSink) {
    this.copy = copy;
    this.fd = copy?.spool.fd ?? openSpool(path);
    this.files = [{ fd: this.fd, base: 0, from: 0, path, name: rawText(path) }];
    this.parser = new CaptureParser(symbols, sink);
    this.feed = new LineFeed(this.fd, this.parser, CHUNK_BYTES);
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
    const full = this.copy?.spool.full ?? null;
    return full === null ? [] : [partSentence(this.files[0]!.path, full)];
  }
  get says(): string | null {
    return this.copy?.says ?? null;
  }
  get bytesTotal(): number | null {
    return this.isComplete ? fstatSync(this.fd).size : null;
  }

  async step(): Promise<boolean> {
    const complete = this.isComplete;
    const size = this.copy?.look() ?? fstatSync(this.fd).size;
    const more = this.feed.feed(size, complete) || this.copy?.isAtEnd === false;
    if (size > this.size) this.grewAtMs = performance.now();
    else if (!more && !complete && performance.now() - this.grewAtMs > WAITS_MS) this.feed.feedBegun();
    this.size = size;
    return more || !complete;
  }

  complete(): void {
    this.isComplete = true;
  }

  whenToLook(quietMs: number, callBack: () => void): () => void {
    return whenToLook(this.files[0]!.path, quietMs, callBack, this.copy?.isPrefix);
  }

  close(): void {
    if (this.copy === null) closeSync(this.fd);
    else this.copy.close();
  }
}

function openSpool(path: string): number {
  try {
    return openSync(path, 'a+', 0o600);
  } catch {
    // A command that was never started has no spool, and nobody will write one.
    return openSync('/dev/null', 'r');
  }
}
