// Whether an input is strace output as strace wrote it, or a mail, a ticket, a log that quotes some; reads the latter whole.
import { readSync } from 'node:fs';
import type { CaptureInput } from '../capture/open-input.ts';
import { unreadable } from '../capture/unreadable.ts';
import { looksQuoted, type Verdict } from '../parse/excerpt/looks-quoted.ts';
import { otherTracer } from './other-tools.ts';

/** Nobody quotes more. */
const LARGEST_BYTES = 16 << 20;
/** Mostly enough to tell; each further look is at twice as much. */
const FIRST_LOOK_BYTES = 1 << 13;
/** What is still being written pauses; a quotation has been written. */
const STALLED_MS = 300;

type Available = Awaited<ReturnType<CaptureInput['pull']>>;

/** What is known of an input behind the look. `pulling`: more has been asked for. */
export interface Looked {
  /** All of a quotation; null for plain strace output. */
  readonly quotation: Uint8Array | null;
  readonly available: Available;
  readonly pulling: Promise<Available> | null;
}

/**
 * @param isWatched somebody waits for the first records: an input that stalls is not waited for, and is no quotation
 * @throws Problem when the input can't be read
 */
export async function lookAtInput(input: CaptureInput, isWatched: boolean): Promise<Looked> {
  let available: Available = { availableBytes: 0, done: false };
  const isLarge = input.totalBytes !== null && input.totalBytes > LARGEST_BYTES;
  if (isLarge) refuseOtherTracer(input, FIRST_LOOK_BYTES);
  if (isLarge) return { quotation: null, available, pulling: null };
  const look = new Look(input);
  let verdict: Verdict = 'open';
  while (verdict === 'open' && !available.done) {
    const pulling = input.pull();
    const pulled = isWatched && available.availableBytes > 0 ? await orStalled(pulling) : await pulling;
    if (pulled === null) return { quotation: null, available, pulling };
    available = pulled;
    verdict = available.availableBytes > LARGEST_BYTES ? 'plain' : look.at(available);
  }
  refuseOtherTracer(input, Math.min(FIRST_LOOK_BYTES, available.availableBytes));
  if (verdict !== 'quoted') return { quotation: null, available, pulling: null };
  while (!available.done && available.availableBytes <= LARGEST_BYTES) available = await input.pull();
  const quotation = available.availableBytes > LARGEST_BYTES ? null : firstBytes(input, available.availableBytes);
  return { quotation, available, pulling: null };
}

/** Its lines would be taken for strace's. @throws Problem `unreadable-input`, which names it */
function refuseOtherTracer(input: CaptureInput, count: number): void {
  const tracer = otherTracer(firstBytes(input, count));
  if (tracer !== null) throw unreadable(input.path, `it is ${tracer}`);
}

/** Looks at more and more of the beginning. The same whatever has come at a time: what tells stands in lines, and the first that tells decides. */
class Look {
  private readonly input: CaptureInput;
  private count = 0;

  constructor(input: CaptureInput) {
    this.input = input;
  }

  at({ availableBytes, done }: Available): Verdict {
    // Not with every piece of a slow pipe: all of it would be looked at again each time.
    if (!done && this.count >= FIRST_LOOK_BYTES && availableBytes < this.count * 2) return 'open';
    let verdict: Verdict;
    do {
      this.count = Math.min(availableBytes, Math.max(FIRST_LOOK_BYTES, this.count * 2));
      verdict = looksQuoted(firstBytes(this.input, this.count), done && this.count === availableBytes);
    } while (verdict === 'open' && this.count < availableBytes);
    return verdict;
  }
}

function firstBytes({ fd }: CaptureInput, count: number): Uint8Array {
  const bytes = new Uint8Array(count);
  return bytes.subarray(0, readSync(fd, bytes, 0, count, 0));
}

async function orStalled(pulling: Promise<Available>): Promise<Available | null> {
  let timer: NodeJS.Timeout | undefined;
  const stalled = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), STALLED_MS);
  });
  // Whoever takes it over is told what goes wrong.
  pulling.catch(() => {});
  const first = await Promise.race([pulling, stalled]);
  clearTimeout(timer);
  return first;
}
