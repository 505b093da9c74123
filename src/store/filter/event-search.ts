// Finds the next or last event whose lines pass a test, by reading the lines of the events: where a filter keeps few, for patterns without a text that is
// certain to be there, and in merged sets.
import type { EventIndex } from '../../model/event.ts';
import { SEGMENT_EVENTS, segmentOf, slotOf } from '../segment.ts';
import type { FilterSubject } from './compile-filter.ts';
import type { TextTest } from './expression.ts';
import type { FilterRun } from './filter-run.ts';
import { lineMarker } from './line-markers.ts';
import type { Marker } from './marker.ts';
import type { EventRange, Searching } from './searching.ts';

/** Events looked at in one step. */
const STEP = 16_384;

export class EventSearch implements Searching {
  found: EventIndex | null = null;
  private readonly marker: Marker;
  private readonly direction: 1 | -1;
  private readonly subject: FilterSubject;
  private readonly filter: FilterRun | null;
  private readonly mask = new Uint8Array(SEGMENT_EVENTS);
  private readonly marks = new Uint8Array(SEGMENT_EVENTS);
  private readonly left: { from: number; to: number }[];
  private readonly count: number;

  /** @param ranges of events, in the order in which they are searched */
  constructor(test: TextTest, ranges: readonly EventRange[], direction: 1 | -1, subject: FilterSubject, filter: FilterRun | null) {
    this.marker = lineMarker(test, subject.lines, subject.trace);
    this.direction = direction;
    this.subject = subject;
    this.filter = filter;
    this.left = ranges.map((range) => ({ ...range }));
    this.count = subject.trace.eventCount;
  }

  get part(): number {
    const left = this.left.reduce((sum, { from, to }) => sum + to - from, 0);
    return this.count === 0 ? 0 : Math.max(0, 1 - left / this.count);
  }

  step(): boolean {
    const range = this.left[0];
    if (range === undefined) return false;
    const [from, to] = this.direction === 1 ? [range.from, firstEnd(range)] : [lastStart(range), range.to];
    if (this.direction === 1) range.from = to;
    else range.to = from;
    if (range.from >= range.to) this.left.shift();
    this.found = this.look(from, to);
    return this.found === null && this.left.length > 0;
  }

  /** The nearest hit in a range of one segment. */
  private look(from: number, to: number): EventIndex | null {
    const base = segmentOf(from) * SEGMENT_EVENTS;
    const range = { segment: this.subject.trace.data.segments[segmentOf(from)]!, base, from: slotOf(from), to: to - base };
    this.fillMask(from, to, base);
    this.marks.fill(0, range.from, range.to);
    this.marker.mark(range, this.mask, this.marks);
    const slot = this.direction === 1 ? this.marks.subarray(0, range.to).indexOf(1, range.from) : this.marks.subarray(0, range.to).lastIndexOf(1);
    return slot < range.from ? null : base + slot;
  }

  /** The events that the filter keeps, as far as it has come; those it has not judged yet it judges now. */
  private fillMask(from: number, to: number, base: number): void {
    const { filter, mask } = this;
    mask.fill(filter === null ? 1 : 0, from - base, to - base);
    if (filter === null) return;
    while (filter.judged < to && filter.step());
    const { kept } = filter;
    for (let at = kept.indexOf(from); at < kept.length && kept.events[at]! < to; at++) mask[kept.events[at]! - base] = 1;
  }
}

/** Not further than one step, or the end of the segment. */
const firstEnd = ({ from, to }: EventRange): number => Math.min(to, from + STEP, (segmentOf(from) + 1) * SEGMENT_EVENTS);
const lastStart = ({ from, to }: EventRange): number => Math.max(from, to - STEP, segmentOf(to - 1) * SEGMENT_EVENTS);
