// `GODEBUG=gctrace=1`: one line for each garbage collection.
export interface Collection {
  readonly number: number;
  /** Since the program began. */
  readonly atSeconds: number;
  /** Share of the processor time since the program began that went into garbage collection. */
  readonly percent: number;
  /** With the program stopped: before and behind the marking. */
  readonly stoppedMs: number;
  readonly markingMs: number;
  readonly heapBeforeMB: number;
  readonly heapAfterMB: number;
  readonly goalMB: number;
}

const LINE = /^gc (\d+) @([\d.]+)s (\d+)%: ([\d.]+)\+([\d.]+)\+([\d.]+) ms clock, .*?(\d+)->(\d+)->(\d+) MB, (\d+) MB goal/;

/**
 * `gc 1 @0.026s 0%: 0.26+1.1+0.010 ms clock, 0.52+0/0.15/0.45+0.020 ms cpu, 3->3->0 MB, 4 MB goal, … 2 P`
 * @returns null for any other line @see runtime/extern.go, gctrace
 */
export function parseGcLine(line: string): Collection | null {
  const [, number, at, percent, before, marking, behind, heapBefore, , heapAfter, goal] = LINE.exec(line) ?? [];
  if (number === undefined) return null;
  return {
    number: Number(number),
    atSeconds: Number(at),
    percent: Number(percent),
    stoppedMs: Number(before) + Number(behind),
    markingMs: Number(marking),
    heapBeforeMB: Number(heapBefore),
    heapAfterMB: Number(heapAfter),
    goalMB: Number(goal),
  };
}
