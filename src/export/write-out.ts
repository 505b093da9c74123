// Writes an export to a file or to standard output: waits for a slow reader, and says in one sentence why it can't go on.
import { closeSync, openSync, writeSync } from 'node:fs';
import { Problem } from '../model/problem.ts';
import { toVisible } from '../text/visible.ts';

/** The reader has gone (`| head`): nothing more is wanted. */
export class ReaderGone extends Error {}

const FLUSH_BYTES = 1 << 18;
const RETRY_MS = 5;

export class WriteOut {
  private readonly path: string | null;
  private readonly fd: number;
  private waiting: Uint8Array[] = [];
  private text = '';

  /**
   * @param path null: standard output
   * @throws Problem when the file can't be made
   */
  constructor(path: string | null) {
    this.path = path;
    try {
      this.fd = path === null ? 1 : openSync(path, 'w', 0o666);
    } catch (error) {
      throw cannotWrite(path, error);
    }
  }

  put(piece: string | Uint8Array): void {
    if (typeof piece === 'string') {
      this.text += piece;
      if (this.text.length >= FLUSH_BYTES) this.collect();
      return;
    }
    this.collect();
    this.waiting.push(piece);
  }

  /** Writes what has been put. To be called now and then: until then it is kept. @throws Problem, {@link ReaderGone} */
  async flush(): Promise<void> {
    this.collect();
    const pieces = this.waiting;
    this.waiting = [];
    for (const piece of pieces) {
      for (let done = 0; done < piece.length; ) {
        const count = this.writeSome(piece, done);
        if (count === 0) await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
        done += count;
      }
    }
  }

  close(): void {
    if (this.path !== null) closeSync(this.fd);
  }

  private collect(): void {
    if (this.text === '') return;
    this.waiting.push(Buffer.from(this.text));
    this.text = '';
  }

  /** @returns 0 when the pipe is full */
  private writeSome(piece: Uint8Array, from: number): number {
    try {
      return writeSync(this.fd, piece, from);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EAGAIN') return 0;
      if (code === 'EPIPE') throw new ReaderGone();
      throw cannotWrite(this.path, error);
    }
  }
}

const SAYS: Readonly<Record<string, string>> = {
  ENOSPC: 'no space is left there; free some, or write elsewhere',
  EFBIG: 'it would be larger than files may be here (ulimit -f)',
  EDQUOT: 'the disk quota is used up',
  ENOENT: 'its directory does not exist',
  EACCES: 'permission denied',
  EISDIR: 'it is a directory',
  EROFS: 'the file system is read-only',
  EBADF: 'it is closed',
};

/** The sentence for output that can't be written. @param path null: standard output */
export function cannotWrite(path: string | null, error: unknown): Problem {
  const { code, message } = error as NodeJS.ErrnoException;
  return new Problem('unreadable-input', `cannot write ${path === null ? 'standard output' : toVisible(path)}: ${SAYS[code ?? ''] ?? message}`);
}
