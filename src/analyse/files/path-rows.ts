// Which row of the file table a call is about: its path made absolute, or what its descriptor leads to.
import type { EventIndex } from '../../model/event.ts';
import { NAMES_PER_ROW } from '../../model/file-table.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { firstArgumentHash, gaveDescriptorOf } from '../../parse/line-bytes.ts';
import { readFd } from '../../text/arguments.ts';
import type { Inquiry } from '../inquiry.ts';
import { failed } from '../inquiry.ts';
import { absoluteFrom, absolutePath } from '../place.ts';
import type { FileRows } from './file-rows.ts';
import { grown, sharedInts } from './shared-columns.ts';
import { SmallIntegers } from './small-integers.ts';

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
  private readonly byPath = new SmallIntegers(UNKNOWN);
  private readonly byTarget = new SmallIntegers(UNKNOWN);
  private readonly byRelative = new Map<number, Relative>();
  private readonly checked = new SmallIntegers(UNKNOWN);
  private firstNames: Int32Array;
  private readonly furtherNames = new Map<number, number[]>();
  private readonly moves = new Uint32Array(0x10000);
  private readonly chdir: number;
  private readonly fchdir: number;

  constructor(inquiry: Inquiry, rows: FileRows) {
    this.inquiry = inquiry;
    this.rows = rows;
    this.firstNames = sharedInts(rows.room).fill(-1);
    this.chdir = inquiry.trace.nameId('chdir');
    this.fchdir = inquiry.trace.nameId('fchdir');
  }

  /** By row: the path as it was written first, -1 for none. */
  get names(): Int32Array {
    while (this.firstNames.length < this.rows.length) this.growNames();
    return this.firstNames.subarray(0, this.rows.length);
  }

  /** Pairs of a row and another path that was written for it. */
  moreNames(): Int32Array {
    let pairs = 0;
    for (const ids of this.furtherNames.values()) pairs += ids.length;
    const names = sharedInts(pairs * 2);
    let at = 0;
    for (const [row, ids] of this.furtherNames)
      for (const id of ids) {
        names[at++] = row;
        names[at++] = id;
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
      row = text.startsWith('/') ? this.absolute(absoluteFrom(this.inquiry, process, event, text), text, id) : NONE;
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
      row = text.startsWith('/') ? this.absolute(plainTarget(text), text, id) : NONE;
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
    const { trace } = this.inquiry;
    if (gaveDescriptorOf(trace.lineBytes(event, 'last'), this.rows.texts.of(row))) return;
    const target = readFd(trace.result(event) ?? '')?.path;
    if (!target?.startsWith('/')) return;
    const text = plainTarget(target);
    if (this.rows.texts.find(text) < 0) this.rows.texts.alias(text, row);
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

  private absolute(path: string, written: string, id: number): number {
    return this.rows.rowOf(path, path === written ? id : -1);
  }

  private note(id: number, row: number): void {
    if (row < 0) return;
    while (row >= this.firstNames.length) this.growNames();
    const first = this.firstNames[row]!;
    if (first < 0) this.firstNames[row] = id;
    if (first < 0 || first === id) return;
    const further = this.furtherNames.get(row);
    if (further === undefined) this.furtherNames.set(row, [id]);
    else if (further.length < NAMES_PER_ROW - 1 && !further.includes(id)) further.push(id);
  }

  private growNames(): void {
    const before = this.firstNames.length;
    this.firstNames = grown(this.firstNames).fill(-1, before);
  }

  private ofEmpty(event: EventIndex): number {
    const target = failed(this.inquiry.trace, event) ? null : readFd(this.inquiry.trace.args(event)[0] ?? '')?.path;
    return target?.startsWith('/') ? this.rows.rowOf(plainTarget(target)) : NONE;
  }
}

/** strace adds what a device is, and that a file has been deleted: `/dev/pts/0<char 136:0>`, `/tmp/x (deleted)`. */
const plainTarget = (text: string): string =>
  text.endsWith('>') || text.endsWith(')') ? text.replace(/<(?:char|block) \d+:\d+>?$/, '').replace(/ ?\(deleted\)$/, '') : text;
