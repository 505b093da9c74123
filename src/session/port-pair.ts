// Two ends of a line within one thread.
import { MessageQueue } from './message-queue.ts';
import type { LookingPort } from './messages.ts';

/** A message is delivered one turn later, as between threads. */
export function portPair<A, B>(): [LookingPort<A, B>, LookingPort<B, A>] {
  const toFirst = new MessageQueue<B>();
  const toSecond = new MessageQueue<A>();
  return [
    { post: (message) => toSecond.send(message), onMessage: (listener) => toFirst.listen(listener), take: () => toFirst.take() },
    { post: (message) => toFirst.send(message), onMessage: (listener) => toSecond.listen(listener), take: () => toSecond.take() },
  ];
}
