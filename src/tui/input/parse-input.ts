// Bytes from the terminal to input events: characters, escape sequences (also when split over reads), paste, mouse, answers to questions.
import { StringDecoder } from 'node:string_decoder';
import type { InputEvent } from './input-event.ts';
import { keyOfControl, keyOfSequence } from './key-names.ts';

const PASTE_END = '\x1b[201~';
/**
 * CSI, SS3, OSC and other strings. ESC before any other character is the Escape key, not Alt: over a slow line Escape and the next key arrive together.
 * @see ECMA-48; xterm's ctlseqs
 */
const SEQUENCE = /^\x1b(?:\[[0-?]*[ -/]*[@-~]|O[A-Za-z]|[\]PX^_][\s\S]*?(?:\x1b\\|\x07))/;
const UNFINISHED = /^\x1b(?:\[[0-?]*[ -/]*|O|[\]PX^_][\s\S]{0,4096})?$/;

export interface ParsedInput {
  readonly events: readonly InputEvent[];
  /** Answers of the terminal to questions (OSC 11…), whole sequences. */
  readonly answers: readonly string[];
}

/** Text, tabs and line ends: up to the next control character. */
const RUN = /^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+/;
/** Nobody types so much between two reads. */
const BURST_LENGTH = 16;

/** Keeps what is not complete yet. After some 60 ms of silence call {@link flush}: a lone ESC is the Escape key then. */
export class InputParser {
  private readonly decoder = new StringDecoder('utf8');
  private rest = '';
  /** Text of a bracketed paste under way. */
  private pasted: string | null = null;

  /** True when a sequence has begun: only time tells whether it is the Escape key. */
  get waiting(): boolean {
    return this.rest !== '' && this.pasted === null;
  }

  feed(bytes: Buffer): ParsedInput {
    this.rest += this.decoder.write(bytes);
    return this.take(false);
  }

  flush(): ParsedInput {
    return this.take(true);
  }

  private take(final: boolean): ParsedInput {
    const events: InputEvent[] = [];
    const answers: string[] = [];
    while (this.rest !== '') {
      if (this.pasted !== null) {
        if (!this.takePaste(events)) break;
        continue;
      }
      if (!this.rest.startsWith('\x1b')) {
        this.takeText(events);
        continue;
      }
      const sequence = SEQUENCE.exec(this.rest)?.[0];
      if (sequence === undefined) {
        if (!final && UNFINISHED.test(this.rest)) break;
        events.push({ kind: 'key', key: 'esc', text: null });
        this.rest = this.rest.slice(1);
        continue;
      }
      this.rest = this.rest.slice(sequence.length);
      if (sequence === '\x1b[200~') this.pasted = '';
      else if (/^\x1b[\]P]/.test(sequence)) answers.push(sequence);
      else {
        const event = mouseOf(sequence) ?? keyOfSequence(sequence);
        if (event !== null) events.push(event);
      }
    }
    return { events, answers };
  }

  /** @returns false when the end of the paste is not there yet */
  private takePaste(events: InputEvent[]): boolean {
    const end = this.rest.indexOf(PASTE_END);
    if (end < 0) {
      // The end mark itself may be split: keep what could be its start.
      const keep = Math.min(this.rest.length, PASTE_END.length - 1);
      this.pasted += this.rest.slice(0, this.rest.length - keep);
      this.rest = this.rest.slice(this.rest.length - keep);
      return false;
    }
    const text = `${this.pasted}${this.rest.slice(0, end)}`;
    events.push({ kind: 'paste', text: text.replace(/\r\n?/g, '\n') });
    this.pasted = null;
    this.rest = this.rest.slice(end + PASTE_END.length);
    return true;
  }

  /** A control character; or text, which is typed, but for several lines in one read: a terminal without bracketed paste hands them over as if they were. */
  private takeText(events: InputEvent[]): void {
    const run = RUN.exec(this.rest)?.[0] ?? this.rest.charAt(0);
    this.rest = this.rest.slice(run.length);
    if (run.length >= BURST_LENGTH && /[\r\n][^\r\n]/.test(run)) events.push({ kind: 'paste', text: run.replace(/\r\n?/g, '\n') });
    else for (const character of run) events.push(keyOfControl(character) ?? { kind: 'key', key: character, text: character });
  }
}

/** SGR mouse reports, `CSI < button ; column ; row M`. Releases, drags and other buttons are nothing. */
function mouseOf(sequence: string): InputEvent | null {
  const [, button, column, row, end] = /^\x1b\[<(\d+);(\d+);(\d+)([Mm])$/.exec(sequence) ?? [];
  if (button === undefined || end !== 'M') return null;
  // 4, 8 and 16 are shift, meta and control.
  const plain = Number(button) & ~28;
  const action = plain === 0 ? 'press' : plain === 64 ? 'wheel-up' : plain === 65 ? 'wheel-down' : null;
  return action === null ? null : { kind: 'mouse', action, column: Number(column) - 1, row: Number(row) - 1 };
}
