// The bytes of a stream in a spool, so that they can be read at any offset: what is unpacked, and what comes through a pipe.

import type { SpoolFile } from './spool-file.ts';
import { unreadable } from './unreadable.ts';

/** What a pull waits for, unless the stream pauses or ends before. */
const PULL_BYTES = 4 << 20;
/** A slow pipe: what there is is shown. */
const PAUSE_MS = 10;

export class UnpackedCopy {
  /** Why what was read is not all; null when it is. */
  trouble: string | null = null;
  /** Where in the spool its bytes begin. */
  readonly from: number;
  private readonly path: string;
  private readonly spool: SpoolFile;
  private readonly pieces: AsyncIterator<Uint8Array>;
  private coming: Promise<IteratorResult<Uint8Array>> | null = null;
  private ended = false;

  constructor(path: string, pieces: AsyncIterable<Uint8Array>, spool: SpoolFile) {
    this.path = path;
    this.spool = spool;
    this.from = spool.written;
    this.pieces = pieces[Symbol.asyncIterator]();
  }

  get written(): number {
    return this.spool.written - this.from;
  }

  /**
   * Waits for some more of the stream. What can't be unpacked to its end is read as far as it goes.
   * @throws Problem `unreadable-input` when nothing of it could be read
   */
  async pull(): Promise<{ readonly availableBytes: number; readonly done: boolean }> {
    const before = this.written;
    while (!this.ended && this.written - before < PULL_BYTES) {
      this.coming ??= this.pieces.next();
      const next = await Promise.race([this.coming.catch(toError), ...(this.written > before ? [pause(PAUSE_MS)] : [])]);
      if (next === null) break;
      this.coming = null;
      this.take(next);
    }
    if (this.ended && this.written === 0) throw this.trouble === null ? unreadable(this.path, 'it is empty') : unreadable(this.path, this.trouble);
    return { availableBytes: this.written, done: this.ended };
  }

  private take(next: IteratorResult<Uint8Array> | Error): void {
    if (next instanceof Error) this.trouble = next.message;
    else if (next.done !== true) {
      if (this.spool.write(next.value)) return;
      this.trouble = this.spool.full;
      void this.pieces.return?.();
    }
    this.ended = true;
  }
}

const toError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
const pause = (ms: number): Promise<null> => new Promise((resolve) => setTimeout(resolve, ms, null));
