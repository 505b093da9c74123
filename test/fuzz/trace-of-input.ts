// The trace of an input, made once for all targets that look at it: nothing changes one that is read whole.
import type { Trace } from '../../src/model/trace.ts';
import { traceFromText } from '../../src/session/load-trace.ts';

const made = new WeakMap<Uint8Array, Trace>();

export function traceOfInput(input: Uint8Array): Trace {
  let trace = made.get(input);
  if (trace === undefined) {
    trace = traceFromText(input);
    made.set(input, trace);
  }
  return trace;
}
