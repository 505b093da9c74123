// Which columns the Calls view has at a width, and how wide each is.

export interface CallColumns {
  /** Cells of each; 0: not shown. Between columns stands one space. */
  readonly time: number;
  readonly pid: number;
  readonly call: number;
  readonly what: number;
  readonly result: number;
  readonly took: number;
}

/** Marks before the first column: the cursor's, then a finding's. */
export const MARK_CELLS = 3;

/**
 * @param columns inside of the pane
 * @param has which columns the capture can fill: no stamps, no pids, no durations leave theirs out
 */
export function callColumns(columns: number, has: { readonly time: boolean; readonly pid: boolean; readonly took: boolean }): CallColumns {
  const roomy = columns >= 70;
  const wide = columns >= 100;
  const time = has.time && columns >= 46 ? 9 : 0;
  const pid = has.pid && columns >= 34 ? (wide ? 7 : 6) : 0;
  const call = wide ? 16 : roomy ? 13 : 11;
  const result = wide ? 14 : roomy ? 10 : 8;
  const took = has.took && columns >= 60 ? 8 : 0;
  const taken = [time, pid, call, result, took].filter((width) => width > 0);
  const what = Math.max(6, columns - MARK_CELLS - taken.reduce((sum, width) => sum + width + 1, 0) - 1);
  return { time, pid, call, what, result, took };
}
