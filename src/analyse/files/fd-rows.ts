// Which row of the file table a descriptor leads to in a capture without `-y`: the tables of all processes, followed through one pass over all calls.
// What `openFileAt` knows of a single descriptor, for millions of calls at the price of a few bytes of each.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { CALL_FAILED, CALL_PENDING, type Trace } from '../../model/trace.ts';
import { countResult, firstDescriptor, hasWord } from '../../parse/line-bytes.ts';

type How = 'close' | 'copy' | 'fcntl' | 'exec' | 'range';
const CALLS: Readonly<Record<string, How>> = {
  close: 'close',
  dup: 'copy',
  dup2: 'copy',
  dup3: 'copy',
  fcntl: 'fcntl',
  fcntl64: 'fcntl',
  execve: 'exec',
  execveat: 'exec',
  close_range: 'range',
};

interface Entry {
  readonly row: number;
  readonly closesOnExec: boolean;
}

const CLOEXEC = Buffer.from('CLOEXEC');
const DUPLICATE = Buffer.from('F_DUPFD');

export class FdRows {
  private readonly trace: Trace;
  private readonly howOf: (How | undefined)[] = [];
  private readonly tables = new Map<ProcessIndex, Map<number, Entry>>();
  /** Children by the call that made them. */
  private readonly births = new Map<EventIndex, ProcessIndex>();

  constructor(trace: Trace) {
    this.trace = trace;
    for (const [name, how] of Object.entries(CALLS)) {
      const id = trace.nameId(name);
      if (id >= 0) this.howOf[id] = how;
    }
    for (const { index, bornBy } of trace.processes) if (bornBy !== null) this.births.set(bornBy, index);
  }

  /** To be told of every call, in order. */
  follow(event: EventIndex): void {
    const child = this.births.get(event);
    if (child !== undefined) this.tables.set(child, new Map(this.tableOf(this.trace.process(event))));
    const how = this.howOf[this.trace.nameIdOf(event)];
    if (how === undefined || (this.trace.flags(event) & (CALL_FAILED | CALL_PENDING)) !== 0) return;
    const table = this.tableOf(this.trace.process(event));
    if (table.size === 0) return;
    switch (how) {
      case 'close':
        table.delete(firstDescriptor(this.trace.lineBytes(event, 'first')));
        break;
      case 'copy':
        this.copy(event, table);
        break;
      case 'fcntl':
        if (hasWord(this.trace.lineBytes(event, 'first'), DUPLICATE)) this.copy(event, table);
        break;
      case 'exec':
        for (const [fd, { closesOnExec }] of table) if (closesOnExec) table.delete(fd);
        break;
      case 'range': {
        const [first = '0', last = '0', flags = ''] = this.trace.args(event);
        if (flags.includes('CLOEXEC')) break;
        for (const fd of table.keys()) if (fd >= Number(first) && fd <= Number(last)) table.delete(fd);
      }
    }
  }

  /** An open that worked. */
  opened(event: EventIndex, row: number): void {
    const fd = countResult(this.trace.lineBytes(event, 'last'));
    if (Number.isNaN(fd)) return;
    this.tableOf(this.trace.process(event)).set(fd, { row, closesOnExec: hasWord(this.trace.lineBytes(event, 'first'), CLOEXEC) });
  }

  /** -1 when nothing tells. */
  rowOf(process: ProcessIndex, fd: number): number {
    return this.tableOf(process).get(fd)?.row ?? -1;
  }

  private copy(event: EventIndex, table: Map<number, Entry>): void {
    const to = countResult(this.trace.lineBytes(event, 'last'));
    const line = this.trace.lineBytes(event, 'first');
    const entry = table.get(firstDescriptor(line));
    if (entry === undefined) table.delete(to);
    else table.set(to, { row: entry.row, closesOnExec: hasWord(line, CLOEXEC) });
  }

  private tableOf(process: ProcessIndex): Map<number, Entry> {
    let table = this.tables.get(process);
    if (table === undefined) {
      table = new Map();
      this.tables.set(process, table);
    }
    return table;
  }
}
