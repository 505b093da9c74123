// The rows of the file table while it is made: columns that grow, one row a path.
import type { EventIndex } from '../../model/event.ts';
import { NO_EVENT } from '../../model/file-table.ts';
import type { ProcessIndex } from '../../model/process.ts';

const FIRST_ROWS = 1024;
/** Processes beyond these share bits with others: who asked is then counted a little low. */
const PROCESS_BITS = 256;
const PROCESS_WORDS = PROCESS_BITS / 32;

export class FileRows {
  readonly texts: string[] = [];
  did = new Uint16Array(FIRST_ROWS);
  calls = new Uint32Array(FIRST_ROWS);
  failed = new Uint32Array(FIRST_ROWS);
  /** Failures that no noise rule explains. */
  telling = new Uint32Array(FIRST_ROWS);
  readBytes = new Float64Array(FIRST_ROWS);
  writtenBytes = new Float64Array(FIRST_ROWS);
  tookNs = new Float64Array(FIRST_ROWS);
  firstEvent = new Uint32Array(FIRST_ROWS);
  lastEvent = new Uint32Array(FIRST_ROWS);
  /** The last telling failure; before there is one, the last failure. */
  failedEvent = new Uint32Array(FIRST_ROWS);
  /** The last call that only asked and worked, and the last that did something and worked. */
  askedWell = new Uint32Array(FIRST_ROWS);
  didWell = new Uint32Array(FIRST_ROWS);
  process = new Int32Array(FIRST_ROWS);
  private readonly byText = new Map<string, number>();
  /** A bit a process, PROCESS_BITS a row. */
  private who = new Uint32Array(FIRST_ROWS * PROCESS_WORDS);

  get length(): number {
    return this.texts.length;
  }

  rowOf(text: string): number {
    const known = this.byText.get(text);
    if (known !== undefined) return known;
    const row = this.texts.push(text) - 1;
    if (row === this.did.length) this.grow();
    this.byText.set(text, row);
    this.firstEvent[row] = NO_EVENT;
    this.failedEvent[row] = NO_EVENT;
    this.askedWell[row] = NO_EVENT;
    this.didWell[row] = NO_EVENT;
    this.process[row] = -1;
    return row;
  }

  has(text: string): boolean {
    return this.byText.has(text);
  }

  /** Another name of a row: what is done under it counts there. */
  alias(text: string, row: number): void {
    this.byText.set(text, row);
  }

  /** A call about a row that did something; not yet how it went. */
  count(row: number, event: EventIndex, process: ProcessIndex, did: number, tookNs: number): void {
    if (this.firstEvent[row] === NO_EVENT) {
      this.firstEvent[row] = event;
      this.process[row] = process;
    }
    const bit = process & (PROCESS_BITS - 1);
    this.who[row * PROCESS_WORDS + (bit >> 5)]! |= 1 << (bit & 31);
    this.lastEvent[row] = event;
    this.did[row]! |= did;
    this.calls[row]!++;
    if (tookNs > 0) this.tookNs[row]! += tookNs;
  }

  /** How many processes beside the first asked about it. */
  othersOf(row: number): number {
    let count = 0;
    for (let word = row * PROCESS_WORDS; word < (row + 1) * PROCESS_WORDS; word++)
      for (let bits = this.who[word]!; bits !== 0; bits &= bits - 1) count++;
    return Math.max(0, count - 1);
  }

  private grow(): void {
    const size = this.did.length * 2;
    const larger = <T extends { set(from: T): void }>(make: new (size: number) => T, from: T): T => {
      const column = new make(size);
      column.set(from);
      return column;
    };
    this.did = larger(Uint16Array, this.did);
    this.calls = larger(Uint32Array, this.calls);
    this.failed = larger(Uint32Array, this.failed);
    this.telling = larger(Uint32Array, this.telling);
    this.readBytes = larger(Float64Array, this.readBytes);
    this.writtenBytes = larger(Float64Array, this.writtenBytes);
    this.tookNs = larger(Float64Array, this.tookNs);
    this.firstEvent = larger(Uint32Array, this.firstEvent);
    this.lastEvent = larger(Uint32Array, this.lastEvent);
    this.failedEvent = larger(Uint32Array, this.failedEvent);
    this.askedWell = larger(Uint32Array, this.askedWell);
    this.didWell = larger(Uint32Array, this.didWell);
    this.process = larger(Int32Array, this.process);
    const who = new Uint32Array(size * PROCESS_WORDS);
    who.set(this.who);
    this.who = who;
  }
}
