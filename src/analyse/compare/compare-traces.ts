// Two captures held against each other: what one does that the other does not, and the difference that decided.
import type { CallDifference, ComparedSide, Comparison, FirstDifference } from '../../model/comparison.ts';
import type { Surveying } from '../../model/survey.ts';
import { secondsOf } from '../span.ts';
import { type Alignment, alignProcesses } from './align-processes.ts';
import { type Candidate, candidatesOf } from './candidates.ts';
import { countCalls } from './count-calls.ts';
import { callDescriber } from './describe-call.ts';
import { commandOf, environmentDifferences } from './environment.ts';
import { Identities } from './identities.ts';
import { partings } from './partings.ts';
import { placeOfCandidate, placesOf } from './places.ts';
import { describeProcess, type ProcessCandidate, processCandidates } from './processes.ts';
import { citedOnlyOnce, REASONS, type Reason, reasonOfCall, reasonOfProcess, roleOfCall, roleOfProcess } from './rank.ts';
import { type Compared, openSide, type Side } from './side.ts';
import { NOWHERE, Tally } from './tally.ts';

/** So many are listed; the others are counted. */
const LISTED = 500;

/** Compares to the end; see {@link comparing}. */
export function compareTraces(a: Compared, b: Compared): Comparison {
  const work = comparing(a, b);
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/**
 * Processes are aligned by parent, program and order; calls by process, name and what they are about (paths and addresses without what is made up for
 * one run), never by pid, address or time. Costs a pass over each capture, and memory by distinct calls.
 */
export function* comparing(one: Compared, other: Compared): Surveying<Comparison> {
  const sides = [openSide(one), openSide(other)] as const;
  const [a, b] = sides;
  yield 0.1;
  const alignment = alignProcesses(a, b);
  const identities = new Identities();
  const tally = new Tally();
  yield* within(0.1, 0.4, countCalls(a, 0, alignment.ofA, identities, tally));
  yield* within(0.4, 0.7, countCalls(b, 1, alignment.ofB, identities, tally));
  const calls = candidatesOf(tally, identities, [a, b]);
  const processes = processCandidates(alignment, a, b);
  const order = yield* within(0.7, 0.95, ordering(a, b, alignment, identities, tally, calls, processes));
  const cited = citedOnlyOnce([a, b], alignment, identities, tally);
  const parts = partings(tally, identities, [a, b]);
  const describe = callDescriber(tally, identities, [a, b]);

  const top = firstOf([
    ...calls.map(
      (candidate): Ranked => ({
        candidate,
        reason: reasonOfCall(candidate, cited, parts),
        role: roleOfCall(candidate, identities.callName(tally.groups.part(candidate.group, 1)), cited),
        place: order.call(candidate),
      }),
    ),
    ...processes.map(
      (process): Ranked => ({
        process,
        reason: reasonOfProcess(process, cited),
        role: roleOfProcess(process, cited) ?? 0,
        place: order.process(process),
      }),
    ),
  ]);
  const environment = environmentDifferences(a, b);
  const strong = calls.filter((candidate) => !candidate.weak);
  const same = strong.length === 0 && processes.length === 0 && outcomeWords(a) === outcomeWords(b);
  const listed = [...calls].sort((x, y) => Number(x.weak) - Number(y.weak) || order.call(x) - order.call(y)).slice(0, LISTED);
  const listedProcesses = [...processes].sort((x, y) => order.process(x) - order.process(y)).slice(0, LISTED);
  return {
    schema: 'whytrace.diff/1',
    same,
    a: describeSide(a),
    b: describeSide(b),
    firstDifference: top === null || (same && top.reason === 6) ? asEnvironment(environment) : described(top, describe, a, b),
    environment,
    processes: listedProcesses.map((process) => describeProcess(process, a, b)),
    calls: listed.map(describe),
    unlisted: { processes: processes.length - listedProcesses.length, calls: calls.length - listed.length },
  };
}

type Ranked = { readonly reason: Reason; readonly role: number; readonly place: number } & (
  | { readonly candidate: Candidate; readonly process?: never }
  | { readonly process: ProcessCandidate; readonly candidate?: never }
);

/** One pass: there may be as many as calls. */
function firstOf(ranked: readonly Ranked[]): Ranked | null {
  let best: Ranked | null = null;
  for (const one of ranked) if (best === null || (one.reason - best.reason || one.role - best.role || one.place - best.place) < 0) best = one;
  return best;
}

function described(top: Ranked, describe: (candidate: Candidate) => CallDifference, a: Side, b: Side): FirstDifference {
  const because = REASONS[top.reason];
  return top.process === undefined
    ? { what: 'call', ...describe(top.candidate), because }
    : { what: 'process', ...describeProcess(top.process, a, b), because };
}

const asEnvironment = ([first]: Comparison['environment']): FirstDifference | null =>
  first === undefined ? null : { what: 'environment', ...first, because: 'they behave the same; only what they were given differs' };

interface Order {
  call(candidate: Candidate): number;
  process(process: ProcessCandidate): number;
}

function* ordering(
  a: Side,
  b: Side,
  alignment: Alignment,
  identities: Identities,
  tally: Tally,
  calls: readonly Candidate[],
  processes: readonly ProcessCandidate[],
): Generator<number, Order> {
  const wanted = new Set<number>();
  for (const { event } of calls) if (event[1] === NOWHERE) wanted.add(event[0]);
  for (const { event } of processes) if (event[1] === null && event[0] !== null) wanted.add(event[0]);
  const places = yield* placesOf(a, b, alignment, identities, tally, wanted);
  return {
    call: (candidate) => placeOfCandidate(places, candidate),
    process: ({ event: [inA, inB] }) => inB ?? (inA === null ? NOWHERE : places.ofA(inA)),
  };
}

function describeSide(side: Side): ComparedSide {
  const { title, trace, report } = side;
  return {
    title,
    command: commandOf(side),
    outcome: report.outcome,
    seconds: secondsOf(trace),
    calls: trace.processes.reduce((sum, { calls }) => sum + calls, 0),
    processes: trace.processes.length,
    findings: report.findings.map(({ code, title: says, subject }) => ({ code, title: says, subject })),
  };
}

/** For how long it hung is chance. */
const outcomeWords = ({ report: { outcome } }: Side): string =>
  outcome.kind === 'exit' ? `exit ${outcome.status}` : outcome.kind === 'signal' ? outcome.signal : outcome.kind;

function* within<T>(from: number, to: number, work: Generator<number, T>): Generator<number, T> {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    yield from + step.value * (to - from);
  }
}
