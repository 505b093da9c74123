// Time stamps as nanoseconds since the first one, whatever form they have.
import type { ClockKind } from '../model/trace.ts';
import { CLOCK_DAY, CLOCK_EPOCH, CLOCK_NONE, CLOCK_RELATIVE } from '../parse/line.ts';

const DAY_SECONDS = 86_400;
const KINDS: Readonly<Record<number, ClockKind>> = {
  [CLOCK_NONE]: 'none',
  [CLOCK_EPOCH]: 'epoch',
  [CLOCK_DAY]: 'day',
  [CLOCK_RELATIVE]: 'relative',
};

/** Keeps what earlier stamps said: the start, midnights passed, the sum of `-r`. */
export class StampClock {
  private code = CLOCK_NONE;
  private startSeconds = 0;
  private startNanoseconds = 0;
  private lastSeconds = 0;
  private days = 0;
  private elapsedNs = 0;

  get kind(): ClockKind {
    return KINDS[this.code] ?? 'none';
  }

  /** Nanoseconds since the first stamp; NaN for a line without one, or with one of another form than the first. As `Line` has them. */
  sinceStartNs(clock: number, stampSeconds: number, nanoseconds: number): number {
    if (clock === CLOCK_NONE) return Number.NaN;
    if (this.code === CLOCK_NONE) {
      this.code = clock;
      this.startSeconds = clock === CLOCK_RELATIVE ? 0 : stampSeconds;
      this.startNanoseconds = clock === CLOCK_RELATIVE ? 0 : nanoseconds;
      this.lastSeconds = stampSeconds;
      return 0;
    }
    if (clock !== this.code) return Number.NaN;
    if (clock === CLOCK_RELATIVE) {
      this.elapsedNs += stampSeconds * 1e9 + nanoseconds;
      return this.elapsedNs;
    }
    const seconds = clock === CLOCK_DAY ? this.withDays(stampSeconds) : stampSeconds;
    // Seconds first: an epoch in nanoseconds does not fit a double.
    return (seconds - this.startSeconds) * 1e9 + (nanoseconds - this.startNanoseconds);
  }

  /** Past midnight. Threads' lines may be a little out of order, so only a large step counts; one back across midnight is the day before. */
  private withDays(stampSeconds: number): number {
    let seconds = stampSeconds;
    if (this.days > 0 && seconds > this.lastSeconds + DAY_SECONDS / 2) seconds -= DAY_SECONDS;
    else {
      if (seconds + DAY_SECONDS / 2 < this.lastSeconds) this.days++;
      this.lastSeconds = seconds;
    }
    return seconds + this.days * DAY_SECONDS;
  }
}
