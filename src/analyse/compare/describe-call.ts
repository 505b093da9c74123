// A call that differs, in words and figures: made only for those that are shown.
import type { CallDifference, Sighting } from '../../model/comparison.ts';
import { citedEvent } from '../../model/event.ts';
import { baseName } from '../inquiry.ts';
import type { Candidate } from './candidates.ts';
import type { Identities } from './identities.ts';
import type { Side } from './side.ts';
import { NOWHERE, type Tally, type Which } from './tally.ts';

export function callDescriber(tally: Tally, identities: Identities, sides: readonly [Side, Side]): (candidate: Candidate) => CallDifference {
  const sighting = ({ group, event }: Candidate, which: Which): Sighting | null => {
    const at = event[which];
    if (at === NOWHERE) return null;
    const cells = tally
      .cellsOf(group)
      .filter((cell) => tally.count(cell, which) > 0)
      .sort((one, other) => tally.count(other, which) - tally.count(one, which));
    const sum = (figure: (cell: number) => number) => cells.reduce((total, cell) => total + figure(cell), 0);
    const { trace } = sides[which];
    return {
      event: citedEvent(at),
      pid: trace.processes[trace.process(at)]?.pid ?? 0,
      count: sum((cell) => tally.count(cell, which)),
      outcomes: cells.map((cell) => identities.outcomeName(tally.outcome(cell))),
      seconds: Number.isNaN(trace.tookNs(at)) ? null : Math.round(sum((cell) => tally.took(cell, which)) / 1e3) / 1e6,
    };
  };
  return (candidate) => {
    const [a, b] = [sighting(candidate, 0), sighting(candidate, 1)];
    const which: Which = a === null ? 1 : 0;
    const { trace } = sides[which];
    const event = candidate.event[which];
    const thing = tally.groups.part(candidate.group, 2);
    const shape = thing < 0 ? '' : identities.shapeText(thing);
    // The thing as one of them named it: a shape is for comparing.
    const about = /^(?:connect|bind)$/.test(trace.name(event)) ? shape : (trace.target(event) ?? shape);
    const call = trace.name(event);
    const process = trace.processes[trace.process(event)];
    const program = baseName(process?.execs.findLast((exec) => exec.event <= event)?.path ?? '') || process?.comm || '';
    return { kind: candidate.kind, call, about, program, weak: candidate.weak, a, b, says: sentence(candidate, call, about, a, b) };
  };
}

const outcomesOf = ({ outcomes }: Sighting): string => outcomes.join(', ');

/** What it is about stands last: a colon behind a path would read as a field with its value. */
function sentence({ kind }: Candidate, call: string, about: string, a: Sighting | null, b: Sighting | null): string {
  const what = about === '' ? call : `${call} ${about}`;
  if (a === null || b === null) {
    const seen = a ?? b;
    const often = seen !== null && seen.count > 1 ? `, ${seen.count} times` : '';
    return `only in ${a === null ? 'B' : 'A'}${often} (${seen === null ? '' : outcomesOf(seen)}): ${what}`;
  }
  if (kind === 'time') return `${seconds(a)} in A, ${seconds(b)} in B: ${what}`;
  return `${outcomesOf(a)} in A, ${outcomesOf(b)} in B: ${what}`;
}

const seconds = ({ seconds: took }: Sighting): string => (took === null ? 'unknown' : `${took.toFixed(took < 1 ? 3 : 1)} s`);
