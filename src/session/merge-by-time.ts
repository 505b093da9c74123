// The order of a set's records by their stamps.
import type { QueuedRecord, RecordQueue } from './record-queue.ts';

/** Yields every record of the queues, the earliest first; among equals the order of the files stays. */
export function* mergeByTime(queues: readonly RecordQueue[]): Generator<{ readonly queue: RecordQueue; readonly record: QueuedRecord }> {
  // A heap of the queues that are not at their end.
  const heap: { readonly queue: RecordQueue; readonly rank: number }[] = [];
  const before = (a: number, b: number): boolean => {
    const [x, y] = [heap[a]!, heap[b]!];
    return x.queue.isBefore(y.queue) || (!y.queue.isBefore(x.queue) && x.rank < y.rank);
  };
  const swap = (a: number, b: number): void => {
    [heap[a], heap[b]] = [heap[b]!, heap[a]!];
  };
  const sink = (from: number): void => {
    for (let at = from; ; ) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) if (child < heap.length && before(child, least)) least = child;
      if (least === at) return;
      swap(at, least);
      at = least;
    }
  };
  for (const [rank, queue] of queues.entries()) if (queue.head() !== undefined) heap.push({ queue, rank });
  for (let at = heap.length >> 1; at >= 0; at--) sink(at);
  while (heap.length > 0) {
    const { queue } = heap[0]!;
    const record = queue.head();
    if (record !== undefined) {
      queue.shift();
      yield { queue, record };
    }
    if (queue.head() === undefined) {
      const last = heap.pop()!;
      if (heap.length > 0) heap[0] = last;
    }
    sink(0);
  }
}
