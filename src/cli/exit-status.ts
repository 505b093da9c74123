// The documented exit statuses, and the error that carries one to the boundary.

export const EXIT = {
  noFault: 0,
  causeFound: 1,
  /** Wrong usage or unreadable input. */
  usage: 2,
  /** It failed or hangs and no cause could be established. */
  noCause: 3,
  /** Tracing is not possible here. */
  cannotTrace: 4,
  /** Ended by a second Ctrl-C: 128 + SIGINT. */
  interrupted: 130,
  /** `run`: whytrace itself failed. */
  ownFailure: 125,
} as const;
