// The strace that is on the host: where it is and what its version allows.

/** `6.1` is `{major: 6, minor: 1}`; a version that could not be read is taken as old (4.5), so that only old options are used. */
export interface StraceVersion {
  readonly major: number;
  readonly minor: number;
}

export interface StraceTool {
  /** Absolute. */
  readonly path: string;
  readonly version: StraceVersion;
}

/** Whether a version is `major.minor` or newer. */
export const atLeast = (version: StraceVersion, major: number, minor: number): boolean =>
  version.major > major || (version.major === major && version.minor >= minor);
