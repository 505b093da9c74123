// How soon a file that grows is looked at again: a command that waits must not keep the processor awake.

const SOONEST_MS = 30;
const LATEST_MS = 120;

/** @param quietMs for how long it has not grown */
export const lookAgainMs = (quietMs: number): number => Math.min(LATEST_MS, Math.max(SOONEST_MS, quietMs / 8));
