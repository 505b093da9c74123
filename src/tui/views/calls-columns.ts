// Which columns the Calls view has at a width, and how wide each is.

export interface CallColumns {
  /** Cells of each; 0: not shown. Behind each stands one space. */
  readonly time: number;
  readonly pid: number;
  readonly call: number;
  readonly what: number;
  readonly result: number;
  readonly took: number;
}

/** Marks before the first column: the cursor's, then a finding's. */
export const MARK_CELLS = 3;

/** Which columns the capture can fill: no stamps, no pids, no durations leave theirs out. */
export interface CallsHave {
  readonly time: boolean;
  /** Digits of the longest thread id; 0: none is printed. */
  readonly pidDigits: number;
  readonly took: boolean;
}

/** @param columns inside of the pane */
export function callColumns(columns: number, has: CallsHave): CallColumns {
  const roomy = columns >= 70;
  const wide = columns >= 100;
  const time = has.time && columns >= 46 ? (roomy ? 9 : 8) : 0;
  const pid = has.pidDigits > 0 && columns >= 34 ? Math.max(3, has.pidDigits) : 0;
  const call = wide ? 16 : roomy ? 13 : 10;
  const result = wide ? 14 : roomy ? 10 : 8;
  const took = has.took && columns >= 64 ? 8 : 0;
  const taken = [time, pid, call, result, took].filter((width) => width > 0);
  const what = Math.max(6, columns - MARK_CELLS - taken.reduce((sum, width) => sum + width + 1, 0) - 1);
  return { time, pid, call, what, result, took };
}
