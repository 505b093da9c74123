// How fast a capture is being read, for the screen.

/** Before, a rate says nothing, and a time left from it is wild. */
const TOLD_AFTER_MS = 500;

export class ReadingRate {
  /** From the first records on: before, the worker has started. */
  private since: { readonly atMs: number; readonly bytes: number } | null = null;

  /** @returns bytes a second since this was first asked; 0 while nobody can say */
  after(bytesRead: number): number {
    const atMs = performance.now();
    this.since ??= { atMs, bytes: bytesRead };
    const elapsedMs = atMs - this.since.atMs;
    return elapsedMs < TOLD_AFTER_MS ? 0 : Math.round(((bytesRead - this.since.bytes) * 1000) / elapsedMs);
  }
}
