// Keeps the longest of many durations.
import type { EventIndex } from '../../model/event.ts';

export class Longest {
  private kept: { readonly event: EventIndex; readonly ns: number }[] = [];
  /** What is not longer than this cannot be among them. */
  private least = 0;
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  offer(event: EventIndex, ns: number): void {
    if (ns <= this.least) return;
    this.kept.push({ event, ns });
    if (this.kept.length >= this.most * 2) this.settle();
  }

  /** Longest first. */
  events(): readonly EventIndex[] {
    this.settle();
    return this.kept.map(({ event }) => event);
  }

  private settle(): void {
    this.kept.sort((a, b) => b.ns - a.ns || a.event - b.event);
    if (this.kept.length <= this.most) return;
    this.kept.length = this.most;
    this.least = this.kept.at(-1)?.ns ?? 0;
  }
}
