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

  private deliver(): void {
    if (this.listener === null) return;
    for (const message of this.waiting.splice(0)) this.listener(message);
  }
}
