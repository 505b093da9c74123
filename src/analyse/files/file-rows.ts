// The rows of the file table while it is made: columns that grow, one row a path.
import type { EventIndex } from '../../model/event.ts';
import { NO_EVENT } from '../../model/file-table.ts';
import type { ProcessIndex } from '../../model/process.ts';
import type { Trace } from '../../model/trace.ts';
import { RowTexts } from './row-texts.ts';
import { grown, sharedBits, sharedCounts, sharedInts, sharedSums } from './shared-columns.ts';

/** Rows that no path of the capture says, made absolute or of another kind: room for some. */
const MORE_ROWS = 1024;
/** Processes beyond these share bits with others: who asked is then counted a little low. */
const PROCESS_BITS = 256;
const PROCESS_WORDS = PROCESS_BITS / 32;

export class FileRows {
  readonly texts: RowTexts;
  did: Uint16Array<SharedArrayBuffer>;
  calls: Uint32Array<SharedArrayBuffer>;
  failed: Uint32Array<SharedArrayBuffer>;
  movedBytes: Float64Array<SharedArrayBuffer>;
  tookNs: Float64Array<SharedArrayBuffer>;
  firstEvent: Uint32Array<SharedArrayBuffer>;
  /** The last telling failure; before there is one, the last failure. */
  failedEvent: Uint32Array<SharedArrayBuffer>;
  /** Who asked first. */
  process: Int32Array<SharedArrayBuffer>;
  /** 1: a failure that no noise rule explains. */
  telling: Uint8Array<ArrayBuffer>;
  /** The last call that only asked and worked, and the last that did something and worked. */
  askedWell: Uint32Array<ArrayBuffer>;
  didWell: Uint32Array<ArrayBuffer>;
  /** Place in {@link crowds} plus one of who asked beside the first; most paths have nobody. */
  private crowd: Uint32Array<ArrayBuffer>;
  /** A bit a process, PROCESS_BITS a row. */
  private crowds = new Uint32Array(PROCESS_WORDS);
  private crowdCount = 0;

  /**
   * Room for as many rows as there are paths, at once: columns that were outgrown would lie about until they are collected, and what is not used
   * of these takes no memory.
   */
  constructor({ pathCount, pathText }: Pick<Trace, 'pathCount' | 'pathText'>) {
    const rows = pathCount + MORE_ROWS;
    this.texts = new RowTexts(pathText, rows);
    this.did = sharedBits(rows);
    this.calls = sharedCounts(rows);
    this.failed = sharedCounts(rows);
    this.movedBytes = sharedSums(rows);
    this.tookNs = sharedSums(rows);
    this.firstEvent = sharedCounts(rows);
    this.failedEvent = sharedCounts(rows);
    this.process = sharedInts(rows);
    this.telling = new Uint8Array(rows);
    this.askedWell = new Uint32Array(rows);
    this.didWell = new Uint32Array(rows);
    this.crowd = new Uint32Array(rows);
  }

  get length(): number {
    return this.texts.length;
  }

  /** Rows for which there is room. */
  get room(): number {
    return this.did.length;
  }

  /** @param id a path of the capture that says just this, if there is one */
  rowOf(text: string, id = -1): number {
    const before = this.length;
    const row = this.texts.rowOf(text, id);
    if (row === before) this.begin(row);
    return row;
  }

  /** A call about a row that did something; not yet how it went. */
  count(row: number, event: EventIndex, process: ProcessIndex, did: number, tookNs: number): void {
    if (this.firstEvent[row] === NO_EVENT) {
      this.firstEvent[row] = event;
      this.process[row] = process;
    } else if (process !== this.process[row]) this.join(row, process);
    this.did[row]! |= did;
    this.calls[row]!++;
    if (tookNs > 0) this.tookNs[row]! += tookNs;
  }

  /** How many processes beside the first asked about it. */
  othersOf(row: number): number {
    const crowd = this.crowd[row]!;
    let count = 0;
    for (let word = (crowd - 1) * PROCESS_WORDS; crowd > 0 && word < crowd * PROCESS_WORDS; word++)
      for (let bits = this.crowds[word]!; bits !== 0; bits &= bits - 1) count++;
    return count;
  }

  private join(row: number, process: ProcessIndex): void {
    if (this.crowd[row] === 0) {
      this.crowd[row] = ++this.crowdCount;
      if (this.crowdCount * PROCESS_WORDS > this.crowds.length) this.crowds = grown(this.crowds);
    }
    const bit = process & (PROCESS_BITS - 1);
    this.crowds[(this.crowd[row]! - 1) * PROCESS_WORDS + (bit >> 5)]! |= 1 << (bit & 31);
  }

  private begin(row: number): void {
    if (row === this.room) this.grow();
    this.firstEvent[row] = NO_EVENT;
    this.failedEvent[row] = NO_EVENT;
    this.askedWell[row] = NO_EVENT;
    this.didWell[row] = NO_EVENT;
    this.process[row] = -1;
  }

  private grow(): void {
    this.did = grown(this.did);
    this.calls = grown(this.calls);
    this.failed = grown(this.failed);
    this.movedBytes = grown(this.movedBytes);
    this.tookNs = grown(this.tookNs);
    this.firstEvent = grown(this.firstEvent);
    this.failedEvent = grown(this.failedEvent);
    this.process = grown(this.process);
    this.telling = grown(this.telling);
    this.askedWell = grown(this.askedWell);
    this.didWell = grown(this.didWell);
    this.crowd = grown(this.crowd);
  }
}
