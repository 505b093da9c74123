// How far a long diagnosis of a file is: one line at the end of standard error that is written over, where a person sits at a terminal.
import { Headway } from '../analyse/headway.ts';
import { progressWords } from '../tui/progress-words.ts';

/** What is done sooner needs no words. */
const AFTER_MS = 1000;
const EVERY_MS = 100;
const ERASE = '\r\x1b[K';

/** Where it is written, and what time it is. */
export interface HeadwayOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export class HeadwayLine {
  private readonly output: HeadwayOutput;
  private readonly now: () => number;
  private readonly isOn: boolean;
  private doing = '';
  private sinceMs = 0;
  private toldAtMs: number;
  private isShown = false;

  constructor(output: HeadwayOutput = process.stderr, now: () => number = () => performance.now(), terminal = process.env.TERM) {
    this.output = output;
    this.now = now;
    this.isOn = output.isTTY === true && terminal !== 'dumb';
    this.toldAtMs = now() + AFTER_MS - EVERY_MS;
  }

  /** @param part of it that is done, 0..1; null while nobody knows */
  told(doing: string, part: number | null): void {
    if (!this.isOn) return;
    const now = this.now();
    if (doing !== this.doing) {
      this.doing = doing;
      this.sinceMs = now;
    }
    if (now - this.toldAtMs < EVERY_MS) return;
    this.toldAtMs = now;
    this.isShown = true;
    const words = part === null ? '' : progressWords({ part, workedMs: now - this.sinceMs });
    this.output.write(`${ERASE}whytrace: ${doing}${words}`);
  }

  diagnosing(): Headway {
    return new Headway((part) => this.told('looking for the cause', part));
  }

  /** Before anything else is written. */
  clear(): void {
    if (this.isShown) this.output.write(ERASE);
    this.isShown = false;
  }
}
