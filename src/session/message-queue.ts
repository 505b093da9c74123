// One direction of a line: what was said before somebody listens waits for that.

export class MessageQueue<T> {
  private readonly waiting: T[] = [];
  private listener: ((message: T) => void) | null = null;

  send(message: T): void {
    this.waiting.push(message);
    setImmediate(() => this.deliver());
  }

  listen(listener: (message: T) => void): void {
    this.listener = listener;
    setImmediate(() => this.deliver());
  }

  /** The next that nobody was given yet; null when there is none. */
  take(): T | null {
    return this.waiting.shift() ?? null;
  }

  /** One by one: who is given one may take the next. */
  private deliver(): void {
    while (this.listener !== null && this.waiting.length > 0) this.listener(this.waiting.shift()!);
  }
}
