// Which difference stands on top: the one that decided how the runs went on.
import type { ProcessIndex } from '../../model/process.ts';
import type { Finding } from '../../model/report.ts';
import type { Alignment } from './align-processes.ts';
import type { Candidate } from './candidates.ts';
import { type Identities, newIdentity } from './identities.ts';
import type { ProcessCandidate } from './processes.ts';
import { pathShape } from './shape.ts';
import type { Side } from './side.ts';
import type { Tally } from './tally.ts';

/** Why a difference counts; the first of these that holds. */
export const REASONS = [
  'a cause that was found in one of them only rests on it',
  'the two go different ways right behind it',
  'it is the first outcome that differs',
  'it is the first thing that only one of them does',
  'it ended differently, and nothing before it shows why',
  'it takes much longer in one of them',
  'only such differences were found as healthy runs have too',
] as const;
export type Reason = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** A cause found in one capture and not in the other: as its chain cites it, the groups of calls and the processes. */
export interface Cited {
  /** Group of the tally → 0 for the cause itself, more for what is only on the way. */
  readonly groups: ReadonlyMap<number, number>;
  /** By capture: processes that have no counterpart, and those above them. */
  readonly processes: readonly [ReadonlyMap<ProcessIndex, number>, ReadonlyMap<ProcessIndex, number>];
}

const ROLES: Readonly<Record<string, number>> = { cause: 0, evidence: 1, via: 2, symptom: 3 };

/** Behind what a chain cites itself: the same call about the same thing in another process (a retry may have no counterpart), then whole processes. */
const ELSEWHERE = 20;
const WHOLE_PROCESS = 40;

export function citedOnlyOnce(sides: readonly [Side, Side], { pairs, ofA, ofB }: Alignment, identities: Identities, tally: Tally): Cited {
  const groups = new Map<number, number>();
  const processes = [new Map<ProcessIndex, number>(), new Map<ProcessIndex, number>()] as const;
  const identity = newIdentity();
  const shown = sides.map(({ report }) => new Set(report.findings.map(nameOf)));
  // What only B has goes first: B is the one that is asked about.
  for (const which of [1, 0] as const) {
    const { trace, report } = sides[which];
    const read = identities.reader(sides[which]);
    for (const [index, finding] of report.findings.entries()) {
      if (shown[which === 0 ? 1 : 0]!.has(nameOf(finding))) continue;
      for (const step of finding.chain) {
        if (step.role === 'probe') continue;
        const process = trace.process(step.event - 1);
        const pair = process < 0 ? -1 : (which === 0 ? ofA : ofB)[process]!;
        const role = (ROLES[step.role] ?? 3) + index * 4 + (which === 0 ? 1000 : 0);
        const keep = <K>(map: Map<K, number>, key: K, rank: number) => map.set(key, Math.min(map.get(key) ?? Number.POSITIVE_INFINITY, rank));
        if (pair < 0) for (const one of upTo(sides[which], process)) keep(processes[which], one, role + WHOLE_PROCESS);
        if (!read(step.event - 1, false, identity)) continue;
        for (let at = 0; at < pairs.length; at++) {
          if (at !== pair && identity.thing < 0) continue;
          const group = tally.groups.find(at, identity.call, identity.thing);
          if (group >= 0) keep(groups, group, at === pair ? role : role + ELSEWHERE);
        }
      }
    }
  }
  return { groups, processes };
}

function upTo({ family }: Side, process: ProcessIndex): readonly ProcessIndex[] {
  const way: ProcessIndex[] = [];
  for (let at: ProcessIndex | null = process; at !== null && at >= 0 && way.length < 1000; at = family.parentOf(at)) way.push(at);
  return way;
}

const nameOf = ({ code, subject }: Finding): string => `${code} ${pathShape(subject)}`;

/** @param parts whether the runs go different ways behind a call */
export function reasonOfCall(candidate: Candidate, cited: Cited, parts: (candidate: Candidate) => boolean): Reason {
  if (candidate.kind !== 'time' && cited.groups.has(candidate.group)) return 0;
  if (candidate.kind === 'time') return candidate.weak ? 6 : 5;
  if (candidate.weak || candidate.noise) return 6;
  if (candidate.kind !== 'outcome') return 3;
  return parts(candidate) ? 1 : 2;
}

/** The wait for a child lasts as long as the child: what the child waits for goes first. */
export const roleOfCall = (candidate: Candidate, name: string, cited: Cited): number =>
  candidate.kind === 'time' ? Number(/^wait/.test(name)) : (cited.groups.get(candidate.group) ?? 0);

export const reasonOfProcess = (process: ProcessCandidate, cited: Cited): Reason =>
  roleOfProcess(process, cited) !== null ? 0 : process.kind === 'end' ? 4 : 3;

/** null: no cause rests on it. */
export function roleOfProcess({ kind, pair: { a, b } }: ProcessCandidate, { processes: [inA, inB] }: Cited): number | null {
  if (kind === 'end') return null;
  return (a === null ? inB.get(b ?? -1) : inA.get(a)) ?? null;
}
