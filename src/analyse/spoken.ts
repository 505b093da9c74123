// What processes said: text written to standard error and output, put together from single bytes and from writev's pieces, cut into lines.
import type { EventIndex } from '../model/event.ts';
import type { CommandContext } from '../model/outcome.ts';
import type { ProcessIndex } from '../model/process.ts';
import { readFd } from '../text/arguments.ts';
import { readCStrings } from '../text/c-string.ts';
import { WRITE } from './call-names.ts';
import { failed, type Inquiry, remember } from './inquiry.ts';

/** One line that a process wrote. */
export interface Saying {
  readonly process: ProcessIndex;
  /** First and last write of the line. */
  readonly first: EventIndex;
  readonly last: EventIndex;
  readonly fd: number;
  readonly text: string;
  /** strace cut it (`-s`): the end of the text, or a part in the middle, is not known. */
  readonly truncated: boolean;
  /** The pieces of a single writev, as they were; [] for others. ld.so writes its messages so. */
  readonly pieces: readonly string[];
}

/** Lines that name a cause are short; a process that writes megabytes is read from its end. */
const KEPT_WRITES = 400;
/** Of a longer line so many characters are kept at either end: a message stands before or behind what makes it long (data, the bars of a progress). */
const KEPT_END = 4096;

/** Lines on descriptors 1 and 2, in order. Memoised. */
export function sayingsOf(inquiry: Inquiry, process: ProcessIndex): readonly Saying[] {
  return remember(inquiry, `sayings:${process}`, () => readSayings(inquiry, process, (fd) => fd === 1 || fd === 2));
}

/** Lines on all other descriptors: what a server writes to its log, if it has one. Memoised. */
export function loggedBy(inquiry: Inquiry, process: ProcessIndex): readonly Saying[] {
  return remember(inquiry, `logged:${process}`, () => readSayings(inquiry, process, (fd) => fd > 2));
}

function readSayings({ trace, timeline, classes, context }: Inquiry, process: ProcessIndex, isWanted: (fd: number) => boolean): readonly Saying[] {
  const writes: EventIndex[] = [];
  const events = timeline.eventsOf(process);
  for (let at = events.length - 1; at >= 0 && writes.length < KEPT_WRITES; at--) {
    const event = events[at]!;
    if ((classes.of(event) & WRITE) !== 0 && !failed(trace, event)) writes.push(event);
  }
  const open = new Map<number, { text: string; first: EventIndex; last: EventIndex; truncated: boolean; pieces: readonly string[] }>();
  const lines: Saying[] = [];
  for (const event of writes.reverse()) {
    const args = trace.args(event);
    const fd = readFd(args[0] ?? '')?.fd;
    if (fd === undefined || !isWanted(fd)) continue;
    const strings = readCStrings(args[1] ?? '');
    if (strings.length === 0) continue;
    const seen = strings.map((s) => s.text).join('');
    const whole = strings.some((s) => s.truncated) ? wholeText(context, seen, Number.parseInt(trace.result(event) ?? '', 10)) : seen;
    const truncated = whole === null;
    const text = whole ?? seen;
    const pieces = strings.length > 1 ? strings.map((s) => s.text) : [];
    const before = open.get(fd);
    const joined = before === undefined ? text : before.text + text;
    const parts = joined.split('\n');
    // A cut string may have ended its line: what follows belongs to another one.
    const rest = shortened(truncated ? '' : (parts.pop() ?? ''));
    const cutAt = truncated ? parts.findLastIndex((line) => line.trim() !== '') : -1;
    for (const [index, line] of parts.entries()) {
      if (line.trim() === '') continue;
      const first = index === 0 ? (before?.first ?? event) : event;
      lines.push({ process, first, last: event, fd, text: shortened(line), truncated: truncated && (pieces.length > 0 || index === cutAt), pieces });
    }
    if (rest === '') open.delete(fd);
    else open.set(fd, { text: rest, first: parts.length === 0 ? (before?.first ?? event) : event, last: event, truncated: false, pieces });
  }
  for (const [fd, { text, first, last, truncated, pieces }] of open) {
    if (text.trim() !== '') lines.push({ process, first, last, fd, text, truncated, pieces });
  }
  return lines.sort((a, b) => a.last - b.last);
}

const shortened = (line: string): string => (line.length <= 2 * KEPT_END ? line : `${line.slice(0, KEPT_END)} … ${line.slice(-KEPT_END)}`);

/** Fewer characters could stand anywhere. */
const TELLING_PREFIX = 12;

/** A text that strace cut, in full, when the output of the command was kept beside the capture and has it; null when not. */
function wholeText({ printed }: CommandContext, start: string, lengthBytes: number): string | null {
  if (printed === null || start.length < TELLING_PREFIX || !(lengthBytes > 0)) return null;
  for (const stream of [printed.stderr, printed.stdout]) {
    const at = stream.indexOf(start);
    // Text that is not ASCII has more bytes than characters: a little of what follows may be taken with it.
    if (at >= 0) return stream.slice(at, at + lengthBytes);
  }
  return null;
}

/**
 * Whether a text names a thing as a word of its own: `go` in `bash: go: command not found`, not in `cargo`. A path is also named by its
 * last two parts.
 */
export function namesThing(text: string, thing: string): boolean {
  if (thing.length === 0) return false;
  for (let at = text.indexOf(thing); at >= 0; at = text.indexOf(thing, at + 1)) {
    if (!isWordCharacter(text[at - 1]) && !goesOn(text, at + thing.length)) return true;
  }
  return false;
}

const isWordCharacter = (c: string | undefined): boolean => c !== undefined && /[\p{L}\p{N}_+-]/u.test(c);
/** `python3.11` goes on behind `python3`; a full stop at the end of a sentence ends the word. */
const goesOn = (text: string, at: number): boolean => isWordCharacter(text[at]) || (text[at] === '.' && isWordCharacter(text[at + 1]));
