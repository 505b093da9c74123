// Finds the next or last event that has a text in one of its lines, by looking through the bytes of the file: for a file whose lines are in order.
import type { EventIndex } from '../../model/event.ts';
import { ByteFinder } from './byte-finder.ts';
import type { FilterSubject } from './compile-filter.ts';
import type { FilterRun } from './filter-run.ts';
import { holds } from './line-hits.ts';
import { RecordPlaces } from './record-places.ts';
import type { EventRange, Searching } from './searching.ts';

/** Looked through in one step: about a millisecond. */
const STEP_BYTES = 1 << 22;
/** Events in one step that are asked whether they go on behind what was looked through. */
const STEP_EVENTS = 1 << 18;

/** A range of events on the way. */
interface Way {
  readonly range: EventRange;
  /** The bytes of the file that the first lines of its events lie in. */
  readonly start: number;
  readonly end: number;
  /** How far it has been looked through: up to here, or down to here. */
  at: number;
  /** The best hit so far: its bytes were found, but a nearer event may go on in what was not looked through. -1: none. */
  best: number;
  /** Events whose further lines are still to be looked at; null while bytes are looked through. */
  later: { from: number; to: number } | null;
}

export class ByteSearch implements Searching {
  found: EventIndex | null = null;
  private readonly finder: ByteFinder;
  private readonly places: RecordPlaces;
  private readonly subject: FilterSubject;
  private readonly filter: FilterRun | null;
  private readonly confirms: (event: EventIndex) => boolean;
  private readonly direction: 1 | -1;
  private readonly ranges: EventRange[];
  private readonly stepBytes: number;
  private readonly totalBytes: number;
  private doneBytes = 0;
  private way: Way | null = null;

  /**
   * @param ranges of events, in the order in which they are searched
   * @param confirms whether an event that has the needle is a hit
   */
  constructor(
    needle: Buffer,
    confirms: (event: EventIndex) => boolean,
    ranges: readonly EventRange[],
    direction: 1 | -1,
    subject: FilterSubject,
    filter: FilterRun | null,
  ) {
    const { trace, lines } = subject;
    this.finder = new ByteFinder(needle, lines.source);
    this.places = new RecordPlaces(trace.data.segments, lines.pieces);
    this.subject = subject;
    this.filter = filter;
    this.confirms = confirms;
    this.direction = direction;
    this.ranges = [...ranges];
    this.stepBytes = Math.max(STEP_BYTES, needle.length * 2);
    this.totalBytes = this.places.endOf(trace.eventCount);
  }

  get part(): number {
    const { way } = this;
    const now = way === null ? 0 : Math.abs(way.at - (this.direction === 1 ? way.start : way.end));
    return this.totalBytes === 0 ? 0 : Math.min(1, (this.doneBytes + now) / this.totalBytes);
  }

  step(): boolean {
    const range = this.ranges[0];
    if (range === undefined) return false;
    const { filter } = this;
    // Which events are kept must be known of all of them: filters are quick.
    if (filter !== null && filter.judged < range.to && filter.step()) return true;
    this.way ??= this.begin(range);
    const { way } = this;
    if (way.later !== null) this.lookLater(way, way.later);
    else if (this.direction === 1) this.lookForward(way);
    else this.lookBackward(way);
    if (way.later === null || way.later.from < way.later.to) return true;
    this.found = way.best < 0 ? null : way.best;
    this.doneBytes += way.end - way.start;
    this.way = null;
    this.ranges.shift();
    return this.found === null && this.ranges.length > 0;
  }

  private begin(range: EventRange): Way {
    const start = this.places.startOf(range.from);
    const { eventCount } = this.subject.trace;
    const end = range.to < eventCount ? this.places.startOf(range.to) : this.places.endOf(eventCount);
    return { range, start, end, at: this.direction === 1 ? start : end, best: -1, later: null };
  }

  private lookForward(way: Way): void {
    const { range, end } = way;
    const { length } = this.finder.needle;
    const to = Math.min(end, way.at + this.stepBytes);
    for (let hit = this.finder.next(way.at, to); hit >= 0; hit = this.finder.next(way.at, to)) {
      const event = this.eventAt(hit);
      way.at = Math.max(hit + 1, this.places.end - length + 1);
      // The first hit may be in the further line of a call: nearer ones have begun before, and go on behind it.
      if (!this.isHit(event, range)) continue;
      this.isBest(way, event);
      return;
    }
    // A hit may lie across the border of two steps.
    way.at = to === end ? end : Math.max(way.at, to - length + 1);
    if (to === end) way.later = { ...range };
  }

  private lookBackward(way: Way): void {
    const { range, start } = way;
    const { length } = this.finder.needle;
    const from = Math.max(start, way.at - this.stepBytes);
    for (let hit = this.finder.last(from, way.at); hit >= 0; hit = this.finder.last(from, way.at)) {
      const event = this.eventAt(hit);
      way.at = hit + length - 1;
      if (event > way.best && this.isHit(event, range)) way.best = event;
      if (way.best < 0 || this.places.startOf(way.best) < hit) continue;
      this.isBest(way, way.best);
      return;
    }
    way.at = from === start ? start : Math.min(way.at, from + length - 1);
    // A hit in the further line of a call: nearer ones may lie between it and the call's first line.
    if (way.best >= 0 && this.places.startOf(way.best) >= way.at) this.isBest(way, way.best);
    else if (from === start) this.isBest(way, way.best);
  }

  /** Nothing nearer is in what was looked through. What is nearer may go on behind it. */
  private isBest(way: Way, event: EventIndex): void {
    const { from, to } = way.range;
    way.best = event;
    if (this.direction === 1) way.later = { from, to: event };
    else way.later = { from: event < 0 ? from : event + 1, to };
  }

  /** Further lines of nearer events, behind the bytes that were looked through. */
  private lookLater(way: Way, later: { from: number; to: number }): void {
    const { lines } = this.subject;
    const behind = this.direction === 1 ? way.at : way.end;
    const isIn = (row: number): boolean => holds(lines.source.read(lines.pieces.offset(row), lines.pieces.sizeBytes(row)), this.finder.needle);
    for (let left = Math.min(STEP_EVENTS, later.to - later.from); left > 0 && later.from < later.to; left--) {
      const event = this.direction === 1 ? later.from++ : --later.to;
      if (!this.places.laterPiece(event, behind, isIn) || !this.isHit(event, way.range)) continue;
      way.best = event;
      later.to = later.from;
    }
  }

  private eventAt(hit: number): number {
    return this.places.eventAt(hit, this.finder.needle.length, 0, this.subject.trace.eventCount);
  }

  private isHit(event: EventIndex, { from, to }: EventRange): boolean {
    return event >= from && event < to && (this.filter === null || this.filter.kept.has(event)) && this.confirms(event);
  }
}
