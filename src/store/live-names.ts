// The short name of a thread's process at this moment, while records come.
import { basename } from 'node:path';
import { latin1 } from '../parse/latin1.ts';
import type { Symbols } from '../parse/symbols.ts';
import type { ProcessRecord } from './process-record.ts';
import type { ProcessTable } from './process-table.ts';

export class LiveNames {
  private readonly table: ProcessTable;
  private readonly symbols: Symbols;
  private readonly changed: Set<ProcessRecord>;
  private readonly names = new Map<ProcessRecord, string>();

  constructor(table: ProcessTable, symbols: Symbols) {
    this.table = table;
    this.symbols = symbols;
    this.changed = table.family.watch();
  }

  of(thread: number): string {
    if (this.changed.size > 0) {
      for (const process of this.changed) this.names.delete(process);
      this.changed.clear();
    }
    const process = this.table.processes[this.table.threads.process(thread)]!;
    let name = this.names.get(process);
    if (name === undefined) {
      name = this.find(process);
      this.names.set(process, name);
    }
    return name;
  }

  /** Its own, else by its last exec, else its parent's. */
  private find(process: ProcessRecord): string {
    if (process.comm >= 0) return latin1(this.symbols.names.bytes(process.comm));
    const path = process.execPaths.findLast((id) => id >= 0 && this.symbols.paths.bytes(id).length > 0);
    if (path !== undefined) return basename(latin1(this.symbols.paths.bytes(path)));
    const parent = process.parent === null ? undefined : this.table.processes[process.parent];
    return parent === undefined || parent === process ? '' : this.find(parent);
  }
}
