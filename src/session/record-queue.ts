// Records of one file of a set, waiting until it is their turn among those of the other files.
import type { CaptureParser } from '../parse/capture-parser.ts';
import { CLOCK_NONE, type Line } from '../parse/line.ts';
import type { RecordSink } from '../parse/record-sink.ts';
import type { LineFeed } from './line-feed.ts';

/** What the parser said, kept. `handle` is the queue's own. */
export type QueuedRecord =
  | { readonly kind: 'add'; readonly record: number; readonly line: Line; readonly handle: number }
  | { readonly kind: 'join'; readonly line: Line; readonly handle: number; readonly done: boolean };

export class RecordQueue implements RecordSink {
  /** The pid that the file is named after. */
  readonly pid: number;
  private readonly waiting: QueuedRecord[] = [];
  private next = 0;
  private handles = 0;
  private seconds = 0;
  private nanoseconds = 0;
  private more = true;
  private source: { readonly feed: LineFeed; readonly sizeBytes: number; readonly parser: CaptureParser } | null = null;

  constructor(pid: number) {
    this.pid = pid;
  }

  /** Says where the records come from: a feed whose parser has this queue as its sink. */
  readFrom(feed: LineFeed, sizeBytes: number, parser: CaptureParser): void {
    this.source = { feed, sizeBytes, parser };
  }

  get lines(): number {
    return this.source?.parser.lines ?? 0;
  }
  get understood(): number {
    return this.source?.parser.understood ?? 0;
  }
  get parsedBytes(): number {
    return this.source?.feed.parsedBytes ?? 0;
  }

  /** The record whose turn it is in this file; undefined at its end. */
  head(): QueuedRecord | undefined {
    while (this.next >= this.waiting.length && this.more && this.source !== null) {
      this.waiting.length = 0;
      this.next = 0;
      this.more = this.source.feed.feed(this.source.sizeBytes, true);
    }
    const head = this.waiting[this.next];
    // A record without a stamp belongs to the one before it.
    if (head !== undefined && head.line.clock !== CLOCK_NONE) {
      this.seconds = head.line.seconds;
      this.nanoseconds = head.line.nanoseconds;
    }
    return head;
  }

  shift(): void {
    this.next++;
  }

  /** Whether the head of this queue began before that of another. Both must have been looked at. */
  isBefore(other: RecordQueue): boolean {
    return this.seconds < other.seconds || (this.seconds === other.seconds && this.nanoseconds < other.nanoseconds);
  }

  add(record: number, line: Line): number {
    this.waiting.push({ kind: 'add', record, line: line.kept(), handle: this.handles });
    return this.handles++;
  }

  join(handle: number, line: Line, done: boolean): void {
    this.waiting.push({ kind: 'join', line: line.kept(), handle, done });
  }

  rootIs(): void {
    // The file's name has told the pid.
  }
}
