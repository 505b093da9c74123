// A small capture as a growing one is that has given up records.
import type { GoneRecords } from '../../src/model/gone.ts';
import { goneSegment } from '../../src/store/segment.ts';
import type { StoredTrace } from '../../src/store/stored-trace.ts';

/** Gives up records of a capture of one segment that was read to its end: what was learned of them when they were read is still known. */
export function giveUp(trace: StoredTrace, bytes: Uint8Array, gone: GoneRecords): void {
  const columns = trace.data.segments[0]!;
  const [start, end] = [columns.offset(gone.from), columns.offset(gone.to)];
  const standIn = goneSegment(start, columns.line[gone.from]!);
  for (const name of Object.keys(standIn) as (keyof typeof standIn)[]) {
    const [to, from] = [columns[name], standIn[name]];
    if (ArrayBuffer.isView(to) && ArrayBuffer.isView(from)) to.set(from.subarray(gone.from, gone.to) as never, gone.from);
  }
  bytes.fill(0, start, end);
  trace.giveUp(gone);
}
