// Whether a probe still proves what it had proved, now that something was changed: where the capture was without fault, only that shows it.
import { subjectShape } from '../cases/shape.ts';
import type { ProvenCause } from '../model/wizard.ts';
import { cardShelf } from './card-shelf.ts';
import { judgedTrace } from './judge.ts';
import { isAutomatic, runStep } from './run-step.ts';
import type { StepTools, StepWatch, Traced, TraceRequest } from './tools.ts';
import { findingsOf, type Walk } from './walk.ts';

/** @param again how the command was run again, and its capture @returns the cause as it is now; null where it is gone, or was never a probe's */
export async function stillProven(
  walk: Walk,
  again: { readonly request: TraceRequest; readonly capture: Traced['capture'] },
  tools: StepTools,
  watch: StepWatch,
): Promise<ProvenCause | null> {
  const [first] = findingsOf(walk);
  const [shown] = first?.chain ?? [];
  if (first === undefined || shown?.role !== 'probe') return null;
  const step = (await cardShelf()).named(walk.card)?.steps.find(({ id }) => id === shown.probe);
  if (step === undefined || !isAutomatic(step)) return null;
  const { cause } = await runStep(step, asItIsNow(walk, again.request, again.capture), tools, watch);
  return cause?.code === first.code && subjectShape(cause.subject) === subjectShape(first.subject) ? cause : null;
}

/** With the environment and the capture of the second run in the place of the first. */
function asItIsNow(walk: Walk, request: TraceRequest, capture: string): Walk {
  const judged = judgedTrace(walk.taken)?.step;
  const taken = walk.taken.map((record) => (record.step === judged ? { ...record, capture, facts: { ...record.facts, capture } } : record));
  return { ...walk, taken, given: request.how === 'run' ? { ...walk.given, env: request.env } : walk.given };
}
