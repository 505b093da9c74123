// A `-ff` set that somebody still writes, as one growing capture: the lines of all its files, each with its pid in front, in the order of their stamps as far as they have come.
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pidInName } from '../capture/open-set.ts';
import { SpoolFile } from '../capture/spool-file.ts';
import { CLOCK_DAY } from '../parse/line.ts';
import { toVisible } from '../text/visible.ts';
import { DAY_US, endsOf, FollowedMember, keyOf } from './followed-member.ts';
import { dayBegin } from './set-clock.ts';
import type { FollowedInput } from './tail-reading.ts';

/** Of all files at a time: the screen's first lines must not wait for the last. */
const LOOK_BYTES = 8 << 20;
/** A directory is asked for new files this often. */
const NEW_FILES_MS = 250;

export class FollowedSet implements FollowedInput {
  readonly isPrefix = true;
  readonly spool = new SpoolFile(null);
  isAtEnd = false;
  says: string | null = null;
  private readonly prefix: string;
  private readonly members = new Map<string, FollowedMember>();
  private askedAtMs = Number.NEGATIVE_INFINITY;
  /** When the newest line that was taken over was made. */
  private newest = Number.NEGATIVE_INFINITY;

  /** @param prefix of `PREFIX.PID` */
  constructor(prefix: string) {
    this.prefix = prefix;
  }

  /** Takes over what is new: whole lines. @returns how much there is of it all */
  look(): number {
    this.findNew();
    // The earliest last.
    const ready = [...this.members.values()].filter((member) => this.filled(member)).toSorted((a, b) => b.key - a.key);
    const out: Uint8Array[] = [];
    let bytes = 0;
    for (let first = ready.pop(); first !== undefined && bytes < LOOK_BYTES; first = ready.pop()) {
      const limit = ready.at(-1)?.key ?? Infinity;
      let has = true;
      do {
        this.newest = Math.max(this.newest, first.key);
        for (const part of first.take()) {
          out.push(part);
          bytes += part.length;
        }
        has = this.filled(first);
      } while (has && first.key <= limit && bytes < LOOK_BYTES);
      if (has) insert(ready, first);
    }
    this.spool.write(Buffer.concat(out));
    this.isAtEnd = bytes < LOOK_BYTES || this.spool.full !== null;
    return this.spool.written;
  }

  close(): void {
    this.spool.close();
  }

  private filled(member: FollowedMember): boolean {
    const had = member.began;
    const filled = member.fill();
    if (member.began > had) this.says = `${toVisible(member.path)} was written anew: what it held is kept, what is written now follows`;
    return filled;
  }

  private findNew(): void {
    const now = performance.now();
    if (now - this.askedAtMs < NEW_FILES_MS) return;
    this.askedAtMs = now;
    const paths = membersOf(this.prefix).filter((path) => !this.members.has(path));
    const begins = this.members.size === 0 ? beginsOf(paths) : paths.map(() => this.newest);
    for (const [at, path] of paths.entries()) this.members.set(path, new FollowedMember(path, begins[at]!));
  }
}

/** About when each of the first files begins: a day later where midnight had passed by then. */
function beginsOf(paths: readonly string[]): readonly number[] {
  const ends = paths.map(endsOf);
  const days = ends.flatMap(({ first, last }) => (first?.clock === CLOCK_DAY ? [{ first, last }] : []));
  const begin = dayBegin(days);
  return ends.map(({ first }) => (first === null || first.seconds >= begin ? Number.NEGATIVE_INFINITY : keyOf(first.seconds, 0) + DAY_US));
}

function insert(ready: FollowedMember[], member: FollowedMember): void {
  let low = 0;
  for (let high = ready.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (ready[middle]!.key > member.key) low = middle + 1;
    else high = middle;
  }
  ready.splice(low, 0, member);
}

function membersOf(prefix: string): readonly string[] {
  const directory = dirname(prefix);
  const begin = `${basename(prefix)}.`;
  try {
    return readdirSync(directory)
      .filter((name) => name.startsWith(begin) && /^\d{1,7}$/.test(name.slice(begin.length)))
      .map((name) => join(directory, name))
      .toSorted((a, b) => (pidInName(a) ?? 0) - (pidInName(b) ?? 0));
  } catch {
    // The directory itself was taken away.
    return [];
  }
}
