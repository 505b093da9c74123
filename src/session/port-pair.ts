// Two ends of a line within one thread.
import { MessageQueue } from './message-queue.ts';
import type { Port } from './messages.ts';

/** A message is delivered one turn later, as between threads. */
export function portPair<A, B>(): [Port<A, B>, Port<B, A>] {
  const toFirst = new MessageQueue<B>();
  const toSecond = new MessageQueue<A>();
  return [
    { post: (message) => toSecond.send(message), onMessage: (listener) => toFirst.listen(listener) },
    { post: (message) => toFirst.send(message), onMessage: (listener) => toSecond.listen(listener) },
  ];
}
