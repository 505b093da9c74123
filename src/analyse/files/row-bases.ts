// The base names of rows as small integers: the path that stands for all with the same last component.
import type { Trace } from '../../model/trace.ts';
import { baseName } from '../inquiry.ts';
import type { FileRows } from './file-rows.ts';

export class RowBases {
  private readonly trace: Trace;
  private readonly rows: FileRows;
  private readonly names: Int32Array;
  /** Of rows whose text no path of the capture says: by the base name. */
  private readonly byText = new Map<string, number>();
  /** The last number that was given to a base name that no path of the capture has. */
  private given = 0;

  /** @param names by row: the path as it was written first, -1 for none */
  constructor(trace: Trace, rows: FileRows, names: Int32Array) {
    this.trace = trace;
    this.rows = rows;
    this.names = names;
  }

  of(row: number): number {
    const id = this.rows.texts.ids[row]!;
    return id >= 0 ? this.trace.baseIdOf(id) : this.ofText(baseName(this.rows.texts.of(row)), this.names[row] ?? -1);
  }

  private ofText(base: string, written: number): number {
    let known = this.byText.get(base);
    if (known === undefined) {
      // `lib/x.so` was written for `/w/lib/x.so`: it need not be looked for among all.
      const id = written >= 0 && baseName(this.trace.pathText(written)) === base ? written : (this.trace.pathIdsOfBase(base)[0] ?? -1);
      known = id >= 0 ? this.trace.baseIdOf(id) : --this.given;
      this.byText.set(base, known);
    }
    return known;
  }
}
