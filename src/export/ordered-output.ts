// Puts pieces of text out in order although some are known only later. What waits behind a gap goes to a file when it becomes much.
import { closeSync, mkdtempSync, openSync, readSync, rmdirSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** So much text may wait in memory. */
const MEMORY_CHARACTERS = 8 << 20;
const READ_BYTES = 1 << 20;

/** A run of text that waits: in memory, or at a place of the file. */
type Waiting = { text: string } | { readonly at: number; bytes: number };

/** What waits behind an open gap. A gap that is filled while an earlier one is open becomes part of what waits behind that. */
type Gap = Waiting[];

export class OrderedOutput {
  private readonly put: (text: string | Uint8Array) => void;
  private readonly gaps: Gap[] = [];
  private inMemory = 0;
  private fd: number | null = null;
  private fileBytes = 0;

  /** @param put takes text (or its UTF-8) when its turn has come */
  constructor(put: (text: string | Uint8Array) => void) {
    this.put = put;
  }

  write(text: string): void {
    const gap = this.gaps.at(-1);
    if (gap === undefined) this.put(text);
    else this.wait(gap, text);
  }

  /** Leaves a gap. @returns how to fill it, once */
  gap(): (text: string) => void {
    const gap: Gap = [];
    this.gaps.push(gap);
    return (text) => {
      const before = this.gaps[this.gaps.indexOf(gap) - 1];
      this.gaps.splice(this.gaps.indexOf(gap), 1);
      if (before === undefined) {
        this.put(text);
        for (const waiting of gap) this.release(waiting);
        return;
      }
      this.wait(before, text);
      for (const waiting of gap) append(before, waiting);
    };
  }

  close(): void {
    if (this.fd !== null) closeSync(this.fd);
    this.fd = null;
  }

  private wait(gap: Gap, text: string): void {
    append(gap, { text });
    this.inMemory += text.length;
    if (this.inMemory > MEMORY_CHARACTERS) this.spill();
  }

  private release(waiting: Waiting): void {
    if ('text' in waiting) {
      this.inMemory -= waiting.text.length;
      this.put(waiting.text);
      return;
    }
    for (let done = 0; done < waiting.bytes; ) {
      const buffer = new Uint8Array(Math.min(READ_BYTES, waiting.bytes - done));
      readSync(this.fd!, buffer, 0, buffer.length, waiting.at + done);
      this.put(buffer);
      done += buffer.length;
    }
  }

  private spill(): void {
    this.fd ??= nameless();
    for (const gap of this.gaps) {
      const kept = gap.splice(0);
      for (const waiting of kept) append(gap, 'text' in waiting ? this.toFile(waiting.text) : waiting);
    }
    this.inMemory = 0;
  }

  private toFile(text: string): Waiting {
    const bytes = Buffer.from(text);
    const at = this.fileBytes;
    for (let done = 0; done < bytes.length; ) done += writeSync(this.fd!, bytes, done, bytes.length - done, at + done);
    this.fileBytes += bytes.length;
    return { at, bytes: bytes.length };
  }
}

/** Adds to a run; what follows directly becomes one. */
function append(gap: Gap, waiting: Waiting): void {
  const last = gap.at(-1);
  if (last !== undefined && 'text' in last && 'text' in waiting) last.text += waiting.text;
  else if (last !== undefined && 'at' in last && 'at' in waiting && last.at + last.bytes === waiting.at) last.bytes += waiting.bytes;
  else gap.push({ ...waiting });
}

/** A file that is gone when we are. */
function nameless(): number {
  const directory = mkdtempSync(join(tmpdir(), 'whytrace-'));
  const path = join(directory, 'waiting');
  const fd = openSync(path, 'wx+', 0o600);
  unlinkSync(path);
  rmdirSync(directory);
  return fd;
}
