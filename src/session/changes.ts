// Tells listeners that something changed, at most every 80 ms; the first time at once.

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

  changed(): void {
    if (this.timer !== null) return;
    const wait = this.toldAtMs + EVERY_MS - performance.now();
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
