// Shared buffers of one size that are written anew when what they held was given up. The garbage collector does not count shared memory: gigabytes of it
// would wait for a collection that small heaps have once an hour.

export class BufferPool {
  /** How many there are, in use or not. */
  made = 0;
  private readonly sizeBytes: number;
  /** Given up, in order, each up to a record: other threads may still read it. */
  private resting: { readonly before: number; readonly buffer: SharedArrayBuffer }[] = [];
  private readonly free: SharedArrayBuffer[] = [];

  constructor(sizeBytes: number) {
    this.sizeBytes = sizeBytes;
  }

  /** A buffer of zeros. */
  take(): SharedArrayBuffer {
    const buffer = this.free.pop();
    if (buffer === undefined) {
      this.made++;
      return new SharedArrayBuffer(this.sizeBytes);
    }
    new Uint8Array(buffer).fill(0);
    return buffer;
  }

  /** What it holds is given up, with all records before `before`. */
  giveUp(buffer: SharedArrayBuffer, before: number): void {
    this.resting.push({ before, buffer });
  }

  /** Nobody reads any more what was given up with the records before `before`. */
  letGo(before: number): void {
    this.free.push(...this.resting.filter((one) => one.before <= before).map(({ buffer }) => buffer));
    this.resting = this.resting.filter((one) => one.before > before);
  }
}
