// Tells listeners that something changed, at most every 80 ms; the first time, and what a person waits for, at once.

const EVERY_MS = 80;

export class Changes {
  private readonly listeners = new Set<() => void>();
  private timer: NodeJS.Timeout | null = null;
  private toldAtMs = Number.NEGATIVE_INFINITY;

  /** @returns how to stop it */
  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** @param atOnce a person waits for it */
  changed(atOnce = false): void {
    if (this.timer !== null && !atOnce) return;
    if (this.timer !== null) clearTimeout(this.timer);
    const wait = atOnce ? 0 : this.toldAtMs + EVERY_MS - performance.now();
    this.timer = setTimeout(() => this.tell(), Math.max(0, wait));
  }

  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.listeners.clear();
  }

  private tell(): void {
    this.timer = null;
    this.toldAtMs = performance.now();
    for (const listener of this.listeners) listener();
  }
}
