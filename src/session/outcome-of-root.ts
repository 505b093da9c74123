// How the command of a stored capture ended, by its first process.
import type { Outcome } from '../model/outcome.ts';
import type { Trace } from '../model/trace.ts';

/** `unknown` when the capture does not show it. */
export function outcomeOfRoot(trace: Trace): Outcome {
  const end = trace.processes.find(({ parent }) => parent === null)?.end ?? null;
  if (end === null) return { kind: 'unknown' };
  return end.kind === 'exit' ? { kind: 'exit', status: end.status } : { kind: 'signal', signal: end.signal };
}
