// `GODEBUG=inittrace=1`: one line for each package whose initialization has ended.
export interface InitStage {
  /** Import path of the package. */
  readonly package: string;
  /** Since the program began. */
  readonly atMs: number;
  readonly tookMs: number;
  readonly bytes: number;
  readonly allocations: number;
}

const LINE = /^init (\S+) @([\d.]+) ms, ([\d.]+) ms clock, (\d+) bytes, (\d+) allocs$/;

/**
 * `init net @1.2 ms, 0.007 ms clock, 1768 bytes, 23 allocs`. A package whose line is missing has nothing to initialize, or is still at it.
 * @returns null for any other line @see runtime/proc.go doInit1
 */
export function parseInitLine(line: string): InitStage | null {
  const [, name, at, took, bytes, allocations] = LINE.exec(line) ?? [];
  return name === undefined
    ? null
    : { package: name, atMs: Number(at), tookMs: Number(took), bytes: Number(bytes), allocations: Number(allocations) };
}
