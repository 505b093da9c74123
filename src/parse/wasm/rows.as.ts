// One row a line of input, in columns at fixed places of the memory: scanned-rows.ts reads them as typed arrays.

/** Shapes of ../line.ts; 0 is "not judged here". */
export const SHAPE_CALL: u8 = 1;
export const SHAPE_CALL_UNFINISHED: u8 = 2;
export const SHAPE_RESUMED: u8 = 4;
export const SHAPE_RESUMED_UNFINISHED: u8 = 5;

/** Bits CALL_FAILED, CALL_INJECTED and CALL_NO_RETURN of the model, PATH_OF_FD of ../line.ts. */
export const CALL_FAILED: u8 = 1;
export const CALL_INJECTED: u8 = 8;
export const CALL_NO_RETURN: u8 = 16;
export const PATH_OF_FD: u8 = 32;

// Room for 4096 lines, MOST_ROWS of ../scanned-rows.ts. Positions count from the beginning of the input.
export const SHAPE: usize = memory.data(4096);
export const CLOCK: usize = memory.data(4096);
export const FLAGS: usize = memory.data(4096);
export const START: usize = memory.data(16384, 8);
/** Without `\r`. */
export const END: usize = memory.data(16384, 8);
export const NEWLINE_AT: usize = memory.data(16384, 8);
export const BODY: usize = memory.data(16384, 8);
export const TID: usize = memory.data(16384, 8);
export const COMM_START: usize = memory.data(16384, 8);
export const COMM_END: usize = memory.data(16384, 8);
export const STAMP_START: usize = memory.data(16384, 8);
export const STAMP_END: usize = memory.data(16384, 8);
export const NANOSECONDS: usize = memory.data(16384, 8);
export const NAME: usize = memory.data(16384, 8);
export const ARGS_START: usize = memory.data(16384, 8);
export const ARGS_END: usize = memory.data(16384, 8);
export const RESULT_START: usize = memory.data(16384, 8);
export const RESULT_END: usize = memory.data(16384, 8);
export const ERRNO: usize = memory.data(16384, 8);
export const PATH: usize = memory.data(16384, 8);
export const SECONDS: usize = memory.data(32768, 8);
/** The result as a number; NaN for `?` and none. */
export const VALUE: usize = memory.data(32768, 8);
/** NaN when not recorded. */
export const TOOK_NS: usize = memory.data(32768, 8);
