// Two ends of a line within one thread.
import type { Port } from './messages.ts';

/** A message is delivered one turn later, as between threads; before somebody listens it waits. */
export function portPair<A, B>(): [Port<A, B>, Port<B, A>] {
  const toFirst = new Line<B>();
  const toSecond = new Line<A>();
  return [
    { post: (message) => toSecond.send(message), onMessage: (listener) => toFirst.listen(listener) },
    { post: (message) => toFirst.send(message), onMessage: (listener) => toSecond.listen(listener) },
  ];
}

class Line<T> {
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
