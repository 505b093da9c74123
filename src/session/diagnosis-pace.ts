// When a live capture is diagnosed: at once when its command has ended, otherwise so seldom that it costs the machine next to nothing.

/** While calls come in: this often at most. */
const EVERY_MS = 1000;
/** When a process has ended, or nothing more comes: sooner, but not more often than this. */
const AFTER_END_MS = 150;
/** Nothing has come for so long: the command waits, or hangs. */
const QUIET_MS = 300;
/** A diagnosis takes longer the more there is to diagnose: it is followed by so many times its own length without one. */
const REST = { atWork: 49, atEndOrQuiet: 19 };

/** How far a live capture is. Times in ms, of any clock. */
export interface Progress {
  readonly atMs: number;
  readonly events: number;
  /** Processes that have ended. */
  readonly ends: number;
  /** The command itself has. */
  readonly commandEnded: boolean;
}

export class DiagnosisPace {
  private asked: Progress | null = null;
  private answers = 0;
  private tookMs = 0;
  private grown = { atMs: Number.NEGATIVE_INFINITY, events: 0 };

  /** Whether it is time for a diagnosis, none being under way. */
  isDue(now: Progress): boolean {
    if (now.events !== this.grown.events) this.grown = now;
    const { asked, tookMs } = this;
    if (asked === null) return now.events > 0;
    if (now.events === asked.events) return false;
    if (now.commandEnded && !asked.commandEnded) return true;
    const since = now.atMs - asked.atMs;
    const endOrQuiet = now.ends !== asked.ends || now.atMs - this.grown.atMs >= QUIET_MS;
    return since >= (endOrQuiet ? Math.max(AFTER_END_MS, tookMs * REST.atEndOrQuiet) : Math.max(EVERY_MS, tookMs * REST.atWork));
  }

  /** A diagnosis has begun. */
  begun(now: Progress): void {
    this.asked = now;
  }

  /** It has ended. */
  answered(atMs: number): void {
    // The first one has waited until its thread had started: that says nothing of the next.
    if (this.asked !== null && this.answers > 0) this.tookMs = atMs - this.asked.atMs;
    this.answers++;
  }
}
