// Which row of the file table a call is about: its path made absolute, or what its descriptor leads to.
import type { EventIndex } from '../../model/event.ts';
import { NAMES_PER_ROW } from '../../model/file-table.ts';
import type { ProcessIndex } from '../../model/process.ts';
import type { Surveying } from '../../model/survey.ts';
import { firstArgumentHash } from '../../parse/line-bytes.ts';
import { readFd } from '../../text/arguments.ts';
import type { Inquiry } from '../inquiry.ts';
import { failed } from '../inquiry.ts';
import { absolutePath } from '../place.ts';
import type { FileRows } from './file-rows.ts';
import { ROWS_AT_ONCE } from './in-slices.ts';

const UNKNOWN = -2;
/** No file: a pipe, a socket, an anonymous inode. */
const NONE = -1;

interface Relative {
  readonly hash: number;
  readonly moves: number;
  readonly row: number;
}

export class PathRows {
  private readonly inquiry: Inquiry;
  private readonly rows: FileRows;
  private readonly byPath: Ids = new Ids();
  private readonly byTarget: Ids = new Ids();
  private readonly byRelative = new Map<number, Relative>();
  private readonly checked: Ids = new Ids();
  private readonly moves = new Uint32Array(0x10000);
  private readonly written: [number, number][] = [];
  private readonly chdir: number;
  private readonly fchdir: number;

  constructor(inquiry: Inquiry, rows: FileRows) {
    this.inquiry = inquiry;
    this.rows = rows;
    this.chdir = inquiry.trace.nameId('chdir');
    this.fchdir = inquiry.trace.nameId('fchdir');
  }

  /** By row: ids of the paths as they were written. */
  *names(): Surveying<Int32Array> {
    const names = new Int32Array(new SharedArrayBuffer(this.rows.length * NAMES_PER_ROW * 4)).fill(-1);
    const used = new Uint8Array(this.rows.length);
    let step = 0;
    for (const [id, row] of this.written) {
      if (step++ % ROWS_AT_ONCE === 0) yield 1;
      const first = row * NAMES_PER_ROW;
      const end = first + used[row]!;
      let place = first;
      while (place < end && names[place] !== id) place++;
      if (place === end && end < first + NAMES_PER_ROW) {
        names[end] = id;
        used[row]!++;
      }
    }
    return names;
  }

  /** Of the path argument with this id. Ask in the order of the events. */
  ofPath(event: EventIndex, id: number): number {
    const { trace } = this.inquiry;
    const name = trace.nameIdOf(event);
    const process = trace.process(event);
    let row = this.byPath.get(id);
    if (row === UNKNOWN) {
      const text = trace.pathText(id);
      row = text.startsWith('/') ? this.rows.rowOf(absolutePath(this.inquiry, event) ?? text) : NONE;
      this.byPath.set(id, row);
      this.note(id, row);
    }
    const found = row === NONE ? this.ofRelative(event, id, process) : row;
    // Behind it relative paths of this process mean something else.
    if (name === this.chdir || name === this.fchdir) this.moves[process & 0xffff]!++;
    return found;
  }

  /** Of what a descriptor leads to, as `-y` wrote it; -1 when that is no file. */
  ofTarget(id: number): number {
    let row = this.byTarget.get(id);
    if (row === UNKNOWN) {
      const text = this.inquiry.trace.pathText(id);
      row = text.startsWith('/') ? this.rows.rowOf(plainTarget(text)) : NONE;
      this.byTarget.set(id, row);
      this.note(id, row);
    }
    return row;
  }

  ofText(text: string): number {
    return text.startsWith('/') ? this.rows.rowOf(plainTarget(text)) : NONE;
  }

  /**
   * An open that worked: what it led to (`= 3</usr/lib/libc.so.6>`) is another name of the path it was given where links stand on the way. Looked
   * at once a path.
   */
  opened(event: EventIndex, id: number, row: number): void {
    if (this.checked.get(id) !== UNKNOWN) return;
    this.checked.set(id, 0);
    const target = readFd(this.inquiry.trace.result(event) ?? '')?.path;
    if (!target?.startsWith('/')) return;
    const text = plainTarget(target);
    if (!this.rows.has(text)) this.rows.alias(text, row);
  }

  private ofRelative(event: EventIndex, id: number, process: ProcessIndex): number {
    const { trace } = this.inquiry;
    const key = process * 0x1000000 + id;
    const hash = firstArgumentHash(trace.lineBytes(event, 'first'));
    const moves = this.moves[process & 0xffff]!;
    const known = this.byRelative.get(key);
    if (known !== undefined && known.hash === hash && known.moves === moves) return known.row;
    const text = absolutePath(this.inquiry, event) ?? '';
    // An empty path with AT_EMPTY_PATH is about its directory descriptor.
    const row = text === '' ? this.ofEmpty(event) : this.rows.rowOf(text);
    this.byRelative.set(key, { hash, moves, row });
    this.note(id, row);
    return row;
  }

  private note(id: number, row: number): void {
    if (row >= 0) this.written.push([id, row]);
  }

  private ofEmpty(event: EventIndex): number {
    const target = failed(this.inquiry.trace, event) ? null : readFd(this.inquiry.trace.args(event)[0] ?? '')?.path;
    return target?.startsWith('/') ? this.rows.rowOf(plainTarget(target)) : NONE;
  }
}

/** strace adds what a device is, and that a file has been deleted: `/dev/pts/0<char 136:0>`, `/tmp/x (deleted)`. */
const plainTarget = (text: string): string => text.replace(/<(?:char|block) \d+:\d+>?$/, '').replace(/ ?\(deleted\)$/, '');

/** Small integers to rows. */
class Ids {
  private rows = new Int32Array(1024).fill(UNKNOWN);

  get(id: number): number {
    return this.rows[id] ?? UNKNOWN;
  }

  set(id: number, row: number): void {
    if (id >= this.rows.length) {
      const larger = new Int32Array(Math.max(id + 1, this.rows.length * 2)).fill(UNKNOWN);
      larger.set(this.rows);
      this.rows = larger;
    }
    this.rows[id] = row;
  }
}
