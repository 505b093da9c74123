// What a followed file held where it was read last: whether somebody has written it anew in the meantime, though it is no shorter.
import { readSync } from 'node:fs';

/** Two captures that agree in so much agree in stamps, pids and addresses: they are one. */
const HEAD_BYTES = 64;
const TAIL_BYTES = 256;

export class SeenBytes {
  /** How much of the file has been read. */
  position = 0;
  private head: Uint8Array = new Uint8Array(0);
  private tail: Uint8Array = new Uint8Array(0);

  /** What was read at {@link position}. */
  add(bytes: Uint8Array): void {
    const lacking = HEAD_BYTES - this.head.length;
    if (lacking > 0) this.head = joined(this.head, bytes.subarray(0, lacking));
    const tail = bytes.length >= TAIL_BYTES ? bytes : joined(this.tail, bytes);
    // A copy: the bytes may lie in a buffer that is filled again.
    this.tail = tail.slice(-TAIL_BYTES);
    this.position += bytes.length;
  }

  /** Whether the file still begins with what was read, and has it before {@link position}. */
  isIn(fd: number): boolean {
    return isAt(fd, this.head, 0) && isAt(fd, this.tail, this.position - this.tail.length);
  }

  forget(): void {
    this.position = 0;
    this.head = new Uint8Array(0);
    this.tail = new Uint8Array(0);
  }
}

const joined = (first: Uint8Array, second: Uint8Array): Uint8Array => Buffer.concat([first, second]);

function isAt(fd: number, bytes: Uint8Array, position: number): boolean {
  const there = new Uint8Array(bytes.length);
  return readSync(fd, there, 0, there.length, position) === bytes.length && Buffer.compare(there, bytes) === 0;
}
