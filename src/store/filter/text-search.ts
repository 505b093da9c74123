// Looks for the next event whose lines contain a text, among those a filter keeps, round the end of the capture.
import type { EventIndex } from '../../model/event.ts';
import { SEGMENT_EVENTS, segmentOf, slotOf } from '../segment.ts';
import type { FilterSubject } from './compile-filter.ts';
import type { TextTest } from './expression.ts';
import type { FilterRun } from './filter-run.ts';
import { lineMarker } from './line-markers.ts';
import type { Marker } from './marker.ts';

/** Events looked at in one step. */
const STEP = 16_384;

/** `/pattern/` or a plain text. A pattern that is none is looked for as text. */
function searchTest(text: string): TextTest {
  const inside = /^\/(.+)\/$/.exec(text)?.[1];
  if (inside !== undefined) {
    try {
      return { kind: 'matches', pattern: new RegExp(inside) };
    } catch {
      // Taken as it was typed.
    }
  }
  return { kind: 'contains', text };
}

export class TextSearch {
  /** null: not found (so far). */
  found: EventIndex | null = null;
  private readonly marker: Marker;
  private readonly direction: 1 | -1;
  private readonly subject: FilterSubject;
  private readonly filter: FilterRun | null;
  private readonly mask = new Uint8Array(SEGMENT_EVENTS);
  private readonly marks = new Uint8Array(SEGMENT_EVENTS);
  /** Ranges of events still to be looked at, in order; the last one ends with where the search began. */
  private readonly left: { from: number; to: number }[];

  /** @param from the event to start behind (or before) */
  constructor(text: string, from: EventIndex, direction: 1 | -1, subject: FilterSubject, filter: FilterRun | null) {
    this.marker = lineMarker(searchTest(text), subject.lines);
    this.direction = direction;
    this.subject = subject;
    this.filter = filter;
    const count = subject.trace.eventCount;
    const at = Math.max(-1, Math.min(from, count));
    const after = { from: Math.min(count, at + 1), to: count };
    const before = { from: 0, to: Math.max(0, at) };
    const own = { from: Math.max(0, at), to: Math.min(count, at + 1) };
    this.left = (direction === 1 ? [after, before, own] : [before, after, own]).filter((range) => range.to > range.from);
  }

  /** Looks at some events. @returns false when it is found, or nothing is left */
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
const firstEnd = ({ from, to }: { from: number; to: number }): number => Math.min(to, from + STEP, (segmentOf(from) + 1) * SEGMENT_EVENTS);
const lastStart = ({ from, to }: { from: number; to: number }): number => Math.max(from, to - STEP, segmentOf(to - 1) * SEGMENT_EVENTS);
