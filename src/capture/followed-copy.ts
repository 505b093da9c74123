// A file that somebody else writes, followed as `tail -F` does: it may not be there yet; what it held is kept when it is truncated, written anew, replaced or removed, and what comes then follows.
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { toVisible } from '../text/visible.ts';
import { HEAD_BYTES, packingOf } from './packing.ts';
import { SeenBytes } from './seen-bytes.ts';
import { SpoolFile } from './spool-file.ts';
import { unreadable } from './unreadable.ts';

const CHUNK_BYTES = 1 << 20;
/** So much is taken over at a time: the screen's first lines must not wait for the last. */
const LOOK_BYTES = 8 << 20;
const NEWLINE = 10;

export class FollowedCopy {
  readonly spool: SpoolFile;
  /** The whole of what is there has been taken over. */
  isAtEnd = false;
  /** What has become of the file last: a sentence; null while it only grows. */
  says: string | null = null;
  private readonly path: string;
  private readonly buffer = new Uint8Array(CHUNK_BYTES);
  /** null: it is not there yet. */
  private fd: number | null;
  private readonly seen = new SeenBytes();
  /** When the file was last written, by the look before. */
  private writtenMs = 0;
  private lastByte = NEWLINE;

  /** @throws Problem `unreadable-input`: not permitted, or no place for a copy */
  constructor(path: string) {
    this.path = path;
    this.fd = opened(path);
    if (this.fd === null) this.says = `waiting for ${toVisible(path)}: it is not there yet`;
    try {
      this.spool = new SpoolFile(this.fd === null ? null : fstatSync(this.fd).size);
    } catch (error) {
      if (this.fd !== null) closeSync(this.fd);
      throw error;
    }
  }

  /**
   * Takes over what is new.
   * @returns how much there is of it all
   * @throws Problem `unreadable-input` when it turns out to be packed
   */
  look(): number {
    const before = this.spool.written;
    this.isAtEnd = false;
    if (this.isWrittenAnew()) this.beginAnew('written anew');
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
    if (this.fd !== null) closeSync(this.fd);
    this.spool.close();
  }

  private take(): boolean {
    if (this.fd === null) return false;
    const count = readSync(this.fd, this.buffer, 0, CHUNK_BYTES, this.seen.position);
    if (count === 0) return false;
    if (this.spool.written === 0 && packingOf(this.buffer.subarray(0, Math.min(count, HEAD_BYTES))).kind !== 'none')
      throw unreadable(this.path, 'it is packed, and --follow reads plain files: open it without --follow');
    this.seen.add(this.buffer.subarray(0, count));
    this.lastByte = this.buffer[count - 1]!;
    return this.spool.write(this.buffer.subarray(0, count));
  }

  /** At the file's end: whether it begins anew, or another has taken its place. */
  private goOn(): boolean {
    if (this.fd === null) {
      this.fd = opened(this.path);
      if (this.fd !== null) this.says = null;
      return this.fd !== null;
    }
    const own = fstatSync(this.fd);
    const named = statSync(this.path, { throwIfNoEntry: false });
    const isReplaced = named?.isFile() === true && (named.ino !== own.ino || named.dev !== own.dev);
    if (named === undefined) this.says = `${toVisible(this.path)} was removed: what it held is kept, waiting for it to be made again`;
    if (!isReplaced && own.size >= this.seen.position) return false;
    if (isReplaced) {
      const next = openedOrNull(this.path);
      if (next === null) return false;
      closeSync(this.fd);
      this.fd = next;
    }
    this.beginAnew(isReplaced ? 'replaced by another file' : 'truncated');
    return true;
  }

  /** Truncated, and written again to where it was or beyond, since the last look. Only what was written is looked at again. */
  private isWrittenAnew(): boolean {
    if (this.fd === null) return false;
    const { mtimeMs, size } = fstatSync(this.fd);
    if (mtimeMs === this.writtenMs) return false;
    this.writtenMs = mtimeMs;
    return size >= this.seen.position && !this.seen.isIn(this.fd);
  }

  private beginAnew(how: string): void {
    this.says = `${toVisible(this.path)} was ${how}: what it held is kept, what is written now follows`;
    this.seen.forget();
    // A line that was cut must not go on with what is another's.
    if (this.lastByte !== NEWLINE) this.spool.write(Uint8Array.of(NEWLINE));
    this.lastByte = NEWLINE;
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

/** null when it is not there. */
function opened(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw unreadable(path, (error as NodeJS.ErrnoException).code === 'EACCES' ? 'permission denied' : (error as Error).message);
  }
}
