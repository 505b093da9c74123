// A stream's bytes in a file without a name, so that they can be read at any offset: what is unpacked, and what comes through a pipe.
import { closeSync, mkdtempSync, openSync, rmdirSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Problem } from '../model/problem.ts';
import { toVisible } from '../text/visible.ts';

/** What a pull waits for, unless the stream pauses or ends before. */
const PULL_BYTES = 4 << 20;

export class UnpackedCopy {
  readonly fd: number;
  private readonly path: string;
  private readonly stream: Readable;
  private written = 0;
  private ended = false;
  private failure: Problem | null = null;

  constructor(path: string, stream: Readable) {
    this.path = path;
    this.stream = stream;
    const directory = mkdtempSync(join(tmpdir(), 'whytrace-'));
    const copy = join(directory, 'unpacked');
    this.fd = openSync(copy, 'wx+', 0o600);
    // Nothing is left behind, whatever ends us.
    unlinkSync(copy);
    rmdirSync(directory);
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // A compressed file that was cut off: what came before is worth reading.
      if (error.code !== 'Z_BUF_ERROR' || this.written === 0) {
        this.failure ??= new Problem('unreadable-input', `cannot unpack ${toVisible(this.path)}: ${error.message}`);
      }
      this.ended = true;
    });
    stream.on('end', () => {
      this.ended = true;
    });
    stream.pause();
  }

  /** Waits for some more of the stream. */
  async pull(): Promise<{ readonly availableBytes: number; readonly done: boolean }> {
    const before = this.written;
    while (!this.ended && this.written - before < PULL_BYTES) {
      const chunk: Buffer | null = this.stream.read();
      if (chunk !== null) this.write(chunk);
      else if (this.written > before && !this.ended) {
        // A slow pipe: show what there is.
        await Promise.race([readable(this.stream), pause(10)]);
        if (this.stream.readableLength === 0) break;
      } else await readable(this.stream);
    }
    if (this.failure !== null) throw this.failure;
    if (this.ended && this.written === 0) {
      throw new Problem('unreadable-input', `cannot read ${this.path === '-' ? 'standard input' : toVisible(this.path)}: it is empty`);
    }
    return { availableBytes: this.written, done: this.ended };
  }

  close(): void {
    this.stream.destroy();
    closeSync(this.fd);
  }

  private write(chunk: Buffer): void {
    try {
      for (let at = 0; at < chunk.length; ) at += writeSync(this.fd, chunk, at, chunk.length - at, this.written + at);
    } catch (error) {
      throw new Problem('unreadable-input', `cannot unpack ${toVisible(this.path)} into ${tmpdir()}: ${(error as Error).message}`);
    }
    this.written += chunk.length;
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function readable(stream: Readable): Promise<void> {
  return new Promise((resolve) => {
    const events = ['readable', 'end', 'error', 'close'];
    const done = () => {
      for (const event of events) stream.off(event, done);
      resolve();
    };
    for (const event of events) stream.on(event, done);
    if (stream.destroyed || stream.readableEnded) done();
  });
}
