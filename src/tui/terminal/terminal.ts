// The terminal while the screen is up: modes on and off, bytes in, bytes out, size, and that it may go away.
import type { ReadStream } from 'node:tty';
import type { SizeCells } from '../pane.ts';
import { ENTER_SCREEN, LEAVE_SCREEN } from './modes.ts';

export interface TerminalEvents {
  input(bytes: Buffer): void;
  resize(): void;
  /** Closed under us (EIO, EPIPE, end of input): nothing can be shown any more. */
  gone(): void;
}

export class Terminal {
  private readonly input: ReadStream;
  private readonly output: NodeJS.WriteStream;
  private entered = false;
  private isGone = false;

  constructor(input: ReadStream, output: NodeJS.WriteStream) {
    this.input = input;
    this.output = output;
  }

  get size(): SizeCells {
    // A pty without a size says 0×0.
    return { columns: this.output.columns || 80, rows: this.output.rows || 24 };
  }

  get isUp(): boolean {
    return this.entered;
  }

  /** Must be called once before {@link enter}. */
  listen(events: TerminalEvents): void {
    const gone = (): void => {
      if (this.isGone) return;
      this.isGone = true;
      events.gone();
    };
    this.output.on('error', gone);
    this.input.on('error', gone);
    this.input.on('end', gone);
    this.input.on('data', (bytes: Buffer) => events.input(bytes));
    this.output.on('resize', () => events.resize());
  }

  /** Raw mode first: a key that is pressed before the first frame must not be echoed into it. */
  enter(): void {
    if (this.entered || this.isGone) return;
    this.entered = true;
    this.raw(true);
    this.input.resume();
    this.write(ENTER_SCREEN);
  }

  /** Gives the terminal back as it was. Works in an `exit` handler: writes to terminals are synchronous. */
  leave(): void {
    if (!this.entered) return;
    this.write(LEAVE_SCREEN);
    this.entered = false;
    this.input.pause();
    this.raw(false);
  }

  write(text: string): void {
    if (text === '' || this.isGone || !this.entered) return;
    this.output.write(text);
  }

  private raw(on: boolean): void {
    try {
      this.input.setRawMode(on);
    } catch {
      // EIO of a terminal that has gone: `gone` tells it.
    }
  }
}
