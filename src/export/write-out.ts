// Writes an export to a file or to standard output: waits for a slow reader, and says in one sentence why it can't go on.
import { closeSync, constants, existsSync, fstatSync, ftruncateSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { statsOf } from '../capture/stats-of.ts';
import { Problem } from '../model/problem.ts';
import { toVisible } from '../text/visible.ts';

/** The reader has gone (`| head`): nothing more is wanted. */
export class ReaderGone extends Error {}

const FLUSH_BYTES = 1 << 18;
const RETRY_MS = 5;

export class WriteOut {
  private readonly path: string | null;
  private readonly fd: number;
  /** The file was not there. */
  private readonly isNew: boolean;
  private hasBegun = false;
  private waiting: Uint8Array[] = [];
  private text = '';

  /**
   * What stands in a file stays until there is something to put in its place.
   * @param path null: standard output
   * @throws Problem when the file can't be made
   */
  constructor(path: string | null) {
    this.path = path;
    this.isNew = path !== null && !existsSync(path);
    try {
      this.fd = path === null ? 1 : openSync(path, constants.O_WRONLY | constants.O_CREAT, 0o666);
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
    this.begin();
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

  /** Where nothing was flushed, there was nothing to write: a mistake was found before. */
  close(): void {
    if (this.path === null) return;
    closeSync(this.fd);
    if (this.isNew && !this.hasBegun) unlinkSync(this.path);
  }

  private begin(): void {
    if (this.hasBegun) return;
    this.hasBegun = true;
    if (this.path !== null && fstatSync(this.fd).isFile()) ftruncateSync(this.fd);
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

/** @throws Problem `wrong-usage` where the output is one of the files that are read: it would be lost. @param path null: standard output */
export function refuseOwnInput(path: string | null, inputs: readonly string[]): void {
  const out = path === null ? null : statsOf(path);
  if (path === null || !out?.isFile()) return;
  const isSame = (input: string): boolean => {
    const stats = statsOf(input);
    return stats?.dev === out.dev && stats.ino === out.ino;
  };
  if (inputs.some(isSame)) throw new Problem('wrong-usage', `${toVisible(path)} is the capture itself: name another file to write to`);
}

/** The sentence for output that can't be written. @param path null: standard output */
export function cannotWrite(path: string | null, error: unknown): Problem {
  const { code, message } = error as NodeJS.ErrnoException;
  return new Problem('unreadable-input', `cannot write ${path === null ? 'standard output' : toVisible(path)}: ${SAYS[code ?? ''] ?? message}`);
}
