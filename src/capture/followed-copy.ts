// A file that somebody else writes, followed as `tail -F` does: what it held is kept when it is truncated, replaced or removed, and what comes then follows.
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { unreadable } from './open-input.ts';
import { HEAD_BYTES, packingOf } from './packing.ts';
import { SpoolFile } from './spool-file.ts';

const CHUNK_BYTES = 1 << 20;
/** So much is taken over at a time: the screen's first lines must not wait for the last. */
const LOOK_BYTES = 8 << 20;
const NEWLINE = 10;

export class FollowedCopy {
  readonly spool: SpoolFile;
  /** The whole of what is there has been taken over. */
  isAtEnd = false;
  private readonly path: string;
  private readonly buffer = new Uint8Array(CHUNK_BYTES);
  private fd: number;
  private position = 0;
  private lastByte = NEWLINE;

  /** @throws Problem `unreadable-input`: not there, not permitted, packed, or no place for a copy */
  constructor(path: string) {
    this.path = path;
    this.fd = openedOrProblem(path);
    try {
      const head = new Uint8Array(HEAD_BYTES);
      const { kind } = packingOf(head.subarray(0, readSync(this.fd, head, 0, HEAD_BYTES, 0)));
      if (kind !== 'none') throw unreadable(path, 'it is packed, and --follow reads plain files: open it without --follow');
      this.spool = new SpoolFile(fstatSync(this.fd).size);
    } catch (error) {
      closeSync(this.fd);
      throw error;
    }
  }

  /** Takes over what is new. @returns how much there is of it all */
  look(): number {
    const before = this.spool.written;
    this.isAtEnd = false;
    while (this.spool.written - before < LOOK_BYTES) {
      if (this.take()) continue;
      if (this.spool.full !== null || !this.goOn()) {
        this.isAtEnd = true;
        break;
      }
    }
    return this.spool.written;
  }

  close(): void {
    closeSync(this.fd);
    this.spool.close();
  }

  private take(): boolean {
    const count = readSync(this.fd, this.buffer, 0, CHUNK_BYTES, this.position);
    if (count === 0) return false;
    this.position += count;
    this.lastByte = this.buffer[count - 1]!;
    return this.spool.write(this.buffer.subarray(0, count));
  }

  /** At the file's end: whether it begins anew, or another has taken its place. */
  private goOn(): boolean {
    const own = fstatSync(this.fd);
    const named = statSync(this.path, { throwIfNoEntry: false });
    const isReplaced = named?.isFile() === true && (named.ino !== own.ino || named.dev !== own.dev);
    if (!isReplaced && own.size >= this.position) return false;
    if (isReplaced) {
      const next = openedOrNull(this.path);
      if (next === null) return false;
      closeSync(this.fd);
      this.fd = next;
    }
    this.position = 0;
    // A line that was cut must not go on with what is another's.
    if (this.lastByte !== NEWLINE) this.spool.write(Uint8Array.of(NEWLINE));
    this.lastByte = NEWLINE;
    return true;
  }
}

function openedOrNull(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch {
    // Gone again, or not ours to read: the next look may find it.
    return null;
  }
}

function openedOrProblem(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    throw unreadable(path, (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : (error as Error).message);
  }
}
