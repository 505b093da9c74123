// A run that is held up again and again at one rhythm, by one thing that it has at once otherwise: a lock, a peer, a file.
import type { Period } from '../../model/time-profile.ts';
import { readFd } from '../../text/arguments.ts';
import { toVisible } from '../../text/visible.ts';
import { openFileAt } from '../descriptors.ts';
import { call, type Discovery } from '../detectors/detector.ts';
import { type Inquiry, programName } from '../inquiry.ts';
import { periodOf } from '../time/period.ts';
import { lockWaits } from './lock-waits.ts';
import { coveredNs, type LongWaits, longWaits } from './long-waits.ts';
import { requestWaits } from './request-waits.ts';
import { tookNs, type Wait, type WaitGroup } from './stall.ts';
import { durationWords, percentWords } from './words.ts';

const LEAST_STALL_NS = 2e7;
/** What all stalls together must take: of time, and of the processes' lives. */
const LEAST_NS = 3e8;
const LEAST_SHARE = 0.08;
/** A stall is longer than what is usual by this factor. */
const OUTSTANDING = 5;

export function periodicStall(inquiry: Inquiry): Discovery | null {
  const waits = longWaits(inquiry);
  const groups = [...lockWaits(inquiry, waits), ...requestWaits(inquiry, waits), ...syncWaits(inquiry, waits)];
  const found = groups.flatMap((group) => {
    const stalls = stallsOf(group);
    const rhythm = rhythmOf(stalls) ?? (isStark(group, stalls) ? threeBeats(stalls) : null);
    return rhythm === null || !isFelt(inquiry, stalls) ? [] : [{ group, stalls, rhythm }];
  });
  const best = found.sort((a, b) => coveredNs(b.stalls) - coveredNs(a.stalls))[0];
  // A worker that is held up by something itself is not what holds up.
  const deeper =
    best?.group.kind === 'worker'
      ? found.find(({ group, stalls }) => group.kind !== 'worker' && coveredNs(stalls) >= coveredNs(best.stalls) / 2)
      : undefined;
  const cause = deeper ?? best;
  return cause === undefined ? null : discovery(inquiry, cause.group, cause.stalls, cause.rhythm);
}

/** The long waits, where the short ones show that they are not usual; [] otherwise. */
function stallsOf({ kind, waits, onlyLong }: WaitGroup): readonly Wait[] {
  const durations = waits.map(tookNs).sort((a, b) => a - b);
  const usual = onlyLong ? 0 : (durations[Math.floor(durations.length / 2)] ?? 0);
  // A busy machine makes small ones of any wait: they are no part of the rhythm.
  const least = Math.max(LEAST_STALL_NS, usual * OUTSTANDING, (durations.at(-1) ?? 0) / OUTSTANDING);
  const stalls = waits.filter((wait) => tookNs(wait) >= least);
  if (onlyLong) return stalls;
  const quick = waits.length - stalls.length;
  return quick >= stalls.length && (kind === 'lock' || !isOwnRound(waits, least)) ? stalls : [];
}

/**
 * A program that goes round makes a rhythm of its own: after so many quick ones comes the one that takes long, each time. What comes from outside
 * falls on any of them.
 */
function isOwnRound(waits: readonly Wait[], least: number): boolean {
  const at = waits.flatMap((wait, index) => (tookNs(wait) >= least ? [index] : []));
  const between = at.slice(1).map((index, before) => index - at[before]!);
  return Math.max(...between) <= FEW && Math.max(...between) - Math.min(...between) <= 1;
}

/** Rounds of more than this are not told by counting. */
const FEW = 8;

/** Who waits sees the end of what holds it up exactly, and the beginning only when it asks right then. */
function rhythmOf(stalls: readonly Wait[]): Period | null {
  const rhythms = [stalls.map(({ endNs }) => endNs), stalls.map(({ startNs }) => startNs)].flatMap((times) => {
    const period = periodOf(times.sort((a, b) => a - b));
    return period === null || period.periodNs < LEAST_PERIOD_NS ? [] : [period];
  });
  return rhythms.sort((a, b) => a.jitter - b.jitter)[0] ?? null;
}

/** The three are beyond comparison with what is usual, and the usual was seen often. */
function isStark({ waits, onlyLong }: WaitGroup, stalls: readonly Wait[]): boolean {
  if (onlyLong || stalls.length !== 3 || waits.length < 30) return false;
  const durations = waits.map(tookNs).sort((a, b) => a - b);
  return Math.min(...stalls.map(tookNs)) >= 50 * durations[Math.floor(durations.length / 2)]!;
}

/** Of three, the two distances must be the same. */
function threeBeats(stalls: readonly Wait[]): Period | null {
  const [first, second, third] = stalls.map(({ endNs }) => endNs).sort((a, b) => a - b) as [number, number, number];
  const periodNs = (third - first) / 2;
  const jitter = Math.abs(second - first - periodNs) / periodNs;
  return jitter <= SAME && periodNs >= LEAST_PERIOD_NS ? { periodNs, jitter, count: 3 } : null;
}

const SAME = 0.03;

/** Waits that follow each other more quickly are one: of somebody who tries again and again. */
const LEAST_PERIOD_NS = 1.5e8;

function isFelt({ trace }: Inquiry, stalls: readonly Wait[]): boolean {
  const totalNs = coveredNs(stalls);
  const lives = [...new Set(stalls.map(({ process }) => process))].flatMap((process) => {
    const entry = trace.processes[process];
    return entry === undefined ? [] : [{ startNs: trace.sinceStartNs(entry.firstEvent), endNs: trace.sinceStartNs(entry.lastEvent) }];
  });
  return totalNs >= LEAST_NS && totalNs >= LEAST_SHARE * coveredNs(lives);
}

/** Syncs of files that are mostly quick: something else keeps the disk busy now and then. */
function syncWaits(inquiry: Inquiry, { calls, syncs }: LongWaits): readonly WaitGroup[] {
  if (!calls.some(({ waitsFor }) => waitsFor === 'disk')) return [];
  const { trace } = inquiry;
  const byPath = new Map<string, Wait[]>();
  for (const wait of syncs.slice(0, MOST_SYNCS)) {
    const path = openFileAt(inquiry, wait.process, wait.event, readFd(trace.args(wait.event)[0] ?? '')?.fd ?? -1)?.path ?? null;
    if (path === null) continue;
    const waits = byPath.get(path) ?? [];
    byPath.set(path, waits);
    waits.push(wait);
  }
  return [...byPath].map(([subject, waits]) => ({ kind: 'disk', subject, waits, onlyLong: false }));
}

const MOST_SYNCS = 20_000;

const WORDS: Readonly<Record<WaitGroup['kind'], (subject: string) => string>> = {
  lock: (subject) =>
    subject === 'futex' ? 'waits for a lock in memory (futex) that somebody holds' : `waits for the lock ${subject}, which somebody holds`,
  peer: (subject) => `waits for an answer of ${subject}`,
  disk: (subject) => `waits until ${subject} is on the disk`,
  worker: (subject) => `waits for an answer of ${subject}, which it talks to through a pipe`,
};

function discovery(inquiry: Inquiry, group: WaitGroup, stalls: readonly Wait[], rhythm: Period): Discovery {
  const longest = [...stalls].sort((a, b) => tookNs(b) - tookNs(a));
  const worst = longest[0]!;
  const says = WORDS[group.kind](toVisible(group.subject));
  const every = durationWords(rhythm.periodNs);
  const others = group.waits.length - stalls.length;
  const program = toVisible(programName(inquiry, worst.process));
  const usually = others > 0 ? ` (${others} other times it had it at once)` : '';
  return {
    code: 'latency/periodic-stall',
    subject: group.subject,
    errno: null,
    title: `${program} stands still about every ${every}, ${stalls.length} times, for up to ${durationWords(tookNs(worst))}: it ${says}${usually}`,
    process: worst.process,
    proofs: [
      call(worst.event, `${program} ${says} for ${durationWords(tookNs(worst))}`),
      ...[...stalls]
        .sort((a, b) => a.startNs - b.startNs)
        .filter((stall) => stall !== worst)
        .slice(0, 8)
        .map((stall) =>
          call(
            stall.event,
            `${durationWords(tookNs(stall))}, at ${durationWords(stall.startNs)} from the start: the rhythm is ${every}, to ${percentWords(rhythm.jitter)}`,
          ),
        ),
    ],
    parameters: group.subject.startsWith('/') ? { file: group.subject } : {},
  };
}
