// The rows of the file table while it is made: columns that grow, one row a path.
import type { EventIndex } from '../../model/event.ts';
import { NO_EVENT } from '../../model/file-table.ts';
import type { ProcessIndex } from '../../model/process.ts';

const FIRST_ROWS = 1024;

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
  private lastProcess = new Int32Array(FIRST_ROWS);
  private readonly byText = new Map<string, number>();
  private readonly others = new Map<number, Set<ProcessIndex>>();

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
    } else if (this.lastProcess[row] !== process && this.process[row] !== process) this.another(row, process);
    this.lastProcess[row] = process;
    this.lastEvent[row] = event;
    this.did[row]! |= did;
    this.calls[row]!++;
    if (tookNs > 0) this.tookNs[row]! += tookNs;
  }

  othersOf(row: number): number {
    return this.others.get(row)?.size ?? 0;
  }

  private another(row: number, process: ProcessIndex): void {
    const known = this.others.get(row);
    if (known === undefined) this.others.set(row, new Set([process]));
    else known.add(process);
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
    this.lastProcess = larger(Int32Array, this.lastProcess);
  }
}
