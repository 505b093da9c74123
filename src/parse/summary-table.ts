// The tables of `-c` and `-C`, line by line.
import { latin1 } from './latin1.ts';

const TITLE = /^System call usage summary for /;
/** Column titles of strace; a head line has nothing else (`-U` chooses and orders them, those of the wall clock since 7.1). @see strace's count.c */
const HEAD_WORD =
  /wall-(?:total|min|max|avg)|% time|total|usecs\/call|seconds|calls|errors|syscall|longest|shortest|min time|max time|avg time|name/g;
const TOTAL = /\stotal$|^total\s/;
const LONGEST_HEAD = 200;
const SHORTEST_HEAD = 10;
/** A table has a row for each call: fewer than 600, of one kind of program. What goes on longer is none. */
const MOST_LINES = 4096;

/** Knows whether the lines that come are a table. */
export class SummaryTable {
  private inside = false;
  private lines = 0;

  /** Whether this line is part of a table. */
  takes(bytes: Uint8Array, start: number, end: number): boolean {
    if (!this.inside && (end - start > LONGEST_HEAD || end - start < SHORTEST_HEAD)) return false;
    const text = latin1(bytes, start, end);
    if (!this.inside) {
      this.inside = isHead(text);
      this.lines = 0;
      return this.inside || TITLE.test(text);
    }
    if (TOTAL.test(text) || ++this.lines === MOST_LINES) this.inside = false;
    return true;
  }

  /** Something else came: the table was cut. */
  leave(): void {
    this.inside = false;
  }
}

function isHead(text: string): boolean {
  const titles = text.match(HEAD_WORD);
  return titles !== null && titles.length >= 2 && /syscall|calls/.test(text) && text.replace(HEAD_WORD, '').trim() === '';
}
