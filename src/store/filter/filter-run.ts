// A filter at work on a capture that may still grow: goes on from where it was, and judges anew what has changed.
import { type GoneRecords, isGone } from '../../model/gone.ts';
import { SEGMENT_EVENTS, segmentOf, slotOf } from '../segment.ts';
import { type CompiledTerm, compileFilter, type FilterSubject, noiseMarker } from './compile-filter.ts';
import { EventList } from './event-list.ts';
import type { FilterExpression } from './expression.ts';
import type { Range } from './marker.ts';

/** Events judged at a time where more is asked than columns: the first hits are soon there, and a cancelled search ends soon. */
const ASKING_STEP = 8192;

export class FilterRun {
  readonly kept = new EventList();
  /** Events that pass the expression and are folded as noise. */
  folded = 0;
  /** Events judged so far. */
  judged = 0;
  /** What of them is in each segment. */
  private readonly foldedIn: number[] = [];
  private readonly subject: FilterSubject;
  private readonly terms: readonly CompiledTerm[];
  private readonly fold: CompiledTerm | null;
  private mask = new Uint8Array(SEGMENT_EVENTS);
  private marks = new Uint8Array(SEGMENT_EVENTS);

  /** @param foldNoise leaves out what the noise rules fold, and counts it */
  constructor(expression: FilterExpression, foldNoise: boolean, subject: FilterSubject) {
    this.subject = subject;
    this.terms = compileFilter(expression, subject);
    this.fold = foldNoise ? { negated: true, markers: [noiseMarker(subject)], cost: 1 } : null;
    this.refresh();
  }

  /** Judges some events. @returns false when all that there are have been judged */
  step(): boolean {
    const { trace } = this.subject;
    const { gone } = trace;
    const from = gone !== null && this.judged > gone.from && this.judged < gone.to ? gone.to : this.judged;
    const asks = this.terms.some((term) => term.cost > 0);
    const to = Math.min(
      trace.eventCount,
      (segmentOf(from) + 1) * SEGMENT_EVENTS,
      asks ? from + ASKING_STEP : Number.POSITIVE_INFINITY,
      endOfLeft(from, gone),
    );
    if (to <= from) return false;
    const range = {
      segment: trace.data.segments[segmentOf(from)]!,
      base: segmentOf(from) * SEGMENT_EVENTS,
      from: slotOf(from),
      to: slotOf(from) + to - from,
    };
    const folded = this.judge(range);
    this.folded += folded;
    this.foldedIn[segmentOf(from)] = (this.foldedIn[segmentOf(from)] ?? 0) + folded;
    for (let slot = range.from; slot < range.to; slot++) if (this.mask[slot] === 1) this.kept.push(range.base + slot);
    this.judged = to;
    return to < trace.eventCount;
  }

  /** Whether an event passes; for single events. */
  passes(event: number): boolean {
    const slot = slotOf(event);
    this.judge({ segment: this.subject.trace.data.segments[segmentOf(event)]!, base: event - slot, from: slot, to: slot + 1 });
    return this.mask[slot] === 1;
  }

  /** Records were given up: all but the one that says so leave the list. */
  giveUp(gone: GoneRecords): void {
    this.kept.remove(gone.from + 1, gone.to);
    for (let segment = segmentOf(gone.from); segment < segmentOf(gone.to); segment++) {
      this.folded -= this.foldedIn[segment] ?? 0;
      this.foldedIn[segment] = 0;
    }
    this.rejudge([gone.from]);
  }

  /** Judges anew the events that have changed since they were judged: calls that got their result. */
  rejudge(changed: readonly number[]): void {
    const add: number[] = [];
    const remove = new Set<number>();
    const { gone } = this.subject.trace;
    for (const event of new Set(changed)) {
      // A call may have got its result right before it was given up.
      if (event >= this.judged || isLeftOut(event, gone)) continue;
      const was = this.kept.has(event);
      const passes = this.passes(event);
      if (passes && !was) add.push(event);
      else if (was && !passes) remove.add(event);
    }
    this.kept.change(add, remove);
  }

  /** To be called when the capture has grown, before further steps: names, processes and evidence may have changed what earlier events are. */
  refresh(): void {
    let stale = false;
    for (const { markers } of this.terms) for (const marker of markers) if (marker.refresh?.() === true) stale = true;
    if (!stale || this.judged === 0) return;
    this.judged = 0;
    this.folded = 0;
    this.foldedIn.length = 0;
    this.kept.clear();
  }

  /** Leaves in `mask` the events of the range that pass. @returns how many were folded */
  private judge(range: Range): number {
    this.mask.fill(1, range.from, range.to);
    for (const term of this.terms) this.apply(term, range);
    if (this.fold === null) return 0;
    const before = this.count(range);
    this.apply(this.fold, range);
    return before - this.count(range);
  }

  private apply({ negated, markers }: CompiledTerm, range: Range): void {
    const { mask, marks } = this;
    marks.fill(0, range.from, range.to);
    for (const marker of markers) marker.mark(range, mask, marks);
    if (negated) for (let slot = range.from; slot < range.to; slot++) mask[slot] = mask[slot]! & (marks[slot]! ^ 1);
    else {
      this.mask = marks;
      this.marks = mask;
    }
  }

  private count({ from, to }: Range): number {
    let count = 0;
    for (let slot = from; slot < to; slot++) count += this.mask[slot]!;
    return count;
  }
}

/** It is gone, and not the record that says so. */
const isLeftOut = (event: number, gone: GoneRecords | null): boolean => isGone(event, gone) && event !== gone?.from;

/** Up to where there is no record that is gone; the one that says so counts among those that are left. */
const endOfLeft = (from: number, gone: GoneRecords | null): number => (gone === null || from > gone.from ? Number.POSITIVE_INFINITY : gone.from + 1);
