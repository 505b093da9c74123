// The filter and the search of a session, on the engine's side: worked off in slices, so that the next message is never far.
import type { EventIndex } from '../model/event.ts';
import { type GoneRecords, placeOf } from '../model/gone.ts';
import type { FilterSubject } from '../store/filter/compile-filter.ts';
import { FilterRun } from '../store/filter/filter-run.ts';
import { readFilter } from '../store/filter/read-filter.ts';
import type { Searching } from '../store/filter/searching.ts';
import { searchFor } from '../store/filter/text-search.ts';
import type { FromEngine, ToEngine } from './messages.ts';

/** A search that takes long says so this often. */
const SEARCH_EVERY_MS = 100;
/** A new filter, or search, is worked on at once for so long: its first screen is there with the first answer. */
const FIRST_SLICE_MS = 12;

type FilterMessage = Extract<ToEngine, { kind: 'filter' }>;

export class FilterDesk {
  private readonly subject: FilterSubject;
  private readonly post: (message: FromEngine) => void;
  private current: { readonly message: FilterMessage; readonly run: FilterRun | null } | null = null;
  private told = { events: null as Uint32Array | null, length: -1, folded: 0 };
  private search: { readonly id: number; readonly work: Searching; toldAtMs: number } | null = null;

  constructor(subject: FilterSubject, post: (message: FromEngine) => void) {
    this.subject = subject;
    this.post = post;
  }

  set(message: FilterMessage): void {
    const reading = readFilter(message.expression);
    if (reading.kind === 'error') return;
    const all = reading.expression.terms.length === 0 && !message.foldNoise;
    this.current = { message, run: all ? null : new FilterRun(reading.expression, message.foldNoise, this.subject) };
    this.told.length = -1;
    this.work(FIRST_SLICE_MS);
    this.tell();
  }

  find(id: number, text: string, from: EventIndex, direction: 1 | -1): void {
    this.cancelSearch();
    this.search = { id, work: searchFor(text, from, direction, this.subject, this.current?.run ?? null), toldAtMs: performance.now() };
    this.work(FIRST_SLICE_MS);
  }

  cancelSearch(): void {
    if (this.search !== null) this.post({ kind: 'found', id: this.search.id, event: null });
    this.search = null;
  }

  /** The capture has grown, or calls that were pending have ended. */
  changed(finished: readonly EventIndex[]): void {
    const run = this.current?.run;
    if (run === null || run === undefined) return;
    run.refresh();
    run.rejudge(finished);
  }

  /** Records were given up: their numbers leave the list, but for the one that says so. */
  giveUp(gone: GoneRecords): void {
    this.current?.run?.giveUp(gone);
  }

  /** Works for about so long. @returns whether more is to be done */
  work(forMs: number): boolean {
    const until = performance.now() + forMs;
    let filtering = this.current?.run !== null && this.current !== null;
    while (filtering && performance.now() < until) filtering = this.current!.run!.step();
    while (this.search !== null && performance.now() < until) {
      const { id, work } = this.search;
      if (work.step()) continue;
      this.search = null;
      this.post({ kind: 'found', id, event: work.found });
    }
    return filtering || this.search !== null;
  }

  /** Tells the screen how far filter and search have come, when that is news. */
  tell(): void {
    this.tellSearch();
    if (this.current === null) return;
    const { message, run } = this.current;
    const events = run === null ? null : run.kept.events;
    const length = run === null ? placeOf(this.subject.trace.eventCount, this.subject.trace.gone) : run.kept.length;
    const folded = run?.folded ?? 0;
    if (events === this.told.events && length === this.told.length && folded === this.told.folded) return;
    this.told = { events, length, folded };
    this.post({ kind: 'filtered', id: message.id, expression: message.expression, events, length, folded });
  }

  private tellSearch(): void {
    const { search } = this;
    if (search === null || performance.now() - search.toldAtMs < SEARCH_EVERY_MS) return;
    search.toldAtMs = performance.now();
    this.post({ kind: 'search-progress', id: search.id, part: search.work.part });
  }
}
