// A process that is ready to run and may not: its cgroup has used up its processor time for this period (cpu.max, cpu.cfs_quota_us).
import { type CpuQuota, valueOr } from '../../model/answers.ts';
import type { ProcessIndex } from '../../model/process.ts';
import type { QuotaText } from '../../text/cpu-files.ts';
import { toVisible } from '../../text/visible.ts';
import { call, type Discovery, type Proof, probe } from '../detectors/detector.ts';
import { type Inquiry, programName, seesHostFiles } from '../inquiry.ts';
import { coveredNs, longWaits } from './long-waits.ts';
import { processorTime } from './processor-time.ts';
import { type QuotaRhythm, quotaRhythm } from './quota-rhythm.ts';
import { type QuotaSeen, quotaSeen } from './quota-seen.ts';
import { durationWords, percentWords } from './words.ts';

/** Standing still for less is not felt. */
const LEAST_NS = 3e8;
const LEAST_SHARE = 0.15;

/** What a process stood still for while it was in no call that waits. */
interface Idle {
  readonly process: ProcessIndex;
  readonly stretches: readonly Stretch[];
  readonly ns: number;
  readonly lifeNs: number;
}
interface Stretch {
  readonly event: number;
  readonly startNs: number;
  readonly endNs: number;
}

export function cpuThrottled(inquiry: Inquiry): Discovery | null {
  const found = idleIn(inquiry).flatMap((idle) => discovery(inquiry, idle) ?? []);
  return found[0] ?? null;
}

function discovery(inquiry: Inquiry, idle: Idle): Discovery | null {
  const seen = quotaSeen(inquiry);
  const host = seesHostFiles(inquiry, idle.process) ? valueOr(inquiry.answers.cpuQuota(seen.joined), null) : null;
  const proofs = proofsOf(inquiry, idle, seen, host);
  if (proofs === null) return null;
  const program = toVisible(programName(inquiry, idle.process));
  const quota = seen.limit ?? host;
  const allowed =
    quota === null
      ? 'its share of processor time is used up'
      : `its cgroup may use ${durationWords(quota.quotaUs * 1e3)} of processor time in each ${durationWords(quota.periodUs * 1e3)}`;
  const file = seen.limit?.file ?? host?.file;
  return {
    code: 'latency/cpu-throttled',
    subject: programName(inquiry, idle.process),
    errno: null,
    title: `${program} stands still for ${percentWords(idle.ns / idle.lifeNs)} of its time (${durationWords(idle.ns)}) although it waits for nothing: ${allowed}`,
    process: idle.process,
    proofs,
    parameters: {
      ...(file === undefined ? {} : { file, directory: file.slice(0, file.lastIndexOf('/')) }),
      ...(file?.endsWith('cpu.max') ? { max: file } : file === undefined ? {} : { quota: file }),
    },
  };
}

/** The process that stood still for longest; for where each lives but shortly, all of them together. */
function idleIn(inquiry: Inquiry): readonly Idle[] {
  const { trace } = inquiry;
  const { gaps, calls, spanNs } = longWaits(inquiry);
  const byProcess = new Map<ProcessIndex, Stretch[]>();
  for (const one of [...gaps, ...calls.filter(({ waitsFor }) => waitsFor === null)]) {
    const known = byProcess.get(one.process) ?? [];
    byProcess.set(one.process, known);
    known.push(one);
  }
  let most: Idle | null = null;
  for (const [process, stretches] of byProcess) {
    const entry = trace.processes[process];
    if (entry === undefined) continue;
    const ns = coveredNs(stretches);
    const lifeNs = trace.sinceStartNs(entry.lastEvent) - trace.sinceStartNs(entry.firstEvent);
    if (ns > (most?.ns ?? 0)) most = { process, stretches, ns, lifeNs };
  }
  if (most === null) return [];
  const all = [...byProcess.values()].flat();
  const ns = coveredNs(all);
  // Where it is many that stand still, they are told of as what the person started.
  const isMany = most.ns < ns / 2;
  const together = { process: isMany ? inquiry.family.root : most.process, stretches: all, ns, lifeNs: spanNs };
  return (byProcess.size === 1 ? [most] : isMany ? [together, most] : [most, together]).filter(isFelt);
}

const isFelt = ({ ns, lifeNs }: Idle): boolean => ns >= LEAST_NS && ns >= LEAST_SHARE * lifeNs;

/** Of the processes that stood still; null where the parents of most do not tell. */
function timeSpent(inquiry: Inquiry, { stretches, ns }: Idle): ReturnType<typeof processorTime> {
  const { trace } = inquiry;
  const processes = [...new Set(stretches.map(({ event }) => trace.process(event)))];
  const known = processes.flatMap((process) => {
    const time = processorTime(inquiry, process);
    return time === null ? [] : [{ process, ...time }];
  });
  const [first] = known;
  const told = coveredNs(stretches.filter(({ event }) => known.some(({ process }) => process === trace.process(event))));
  return first === undefined || told < MOST * ns ? null : { ns: known.reduce((sum, time) => sum + time.ns, 0), event: first.event };
}

const MOST = 0.8;
/** Others in the cgroup are held up as well. */
const LEAST_DURING = 0.3;

function proofsOf(inquiry: Inquiry, idle: Idle, { limit, readings }: QuotaSeen, host: CpuQuota | null): readonly Proof[] | null {
  const spent = timeSpent(inquiry, idle);
  const last = readings.at(-1);
  const [first] = readings;
  // One reading tells of all the time since the cgroup was made; two of what happened between them.
  const throttledNs = last === undefined ? 0 : readings.length > 1 ? last.throttledNs - first!.throttledNs : last.throttledNs;
  const isToldByStat = last !== undefined && last.throttled >= 3 && throttledNs >= LEAST_SHARE * idle.ns;
  const quota: QuotaText | null = limit ?? host;
  const rhythm = recordsWaits(inquiry) ? quotaRhythm(idle.stretches, quota, spent !== null && spent.ns < idle.ns / 2) : null;
  const isRhythm = rhythm !== null;
  const usesItUp = quota !== null && spent !== null && usesUp(quota, spent.ns, idle, inquiry);
  // The host knows better than any rhythm: it was hardly ever held up.
  const heldUp = host?.during ?? host;
  if (heldUp !== null && heldUp.throttledNs < LEAST_SHARE * idle.ns) return null;
  const isToldDuring = host?.during != null && host.during.throttled >= 3 && host.during.throttledNs >= LEAST_DURING * idle.ns;
  const isToldByHost = host !== null && host.throttled >= 3 && host.throttledNs >= LEAST_SHARE * idle.ns && (isRhythm || usesItUp);
  const isSeen = quota !== null ? usesItUp || (isRhythm && !isBusy(spent, idle)) : isRhythm && isHeldUp(inquiry, idle, spent);
  if (!(isToldByStat || isToldDuring || isToldByHost || isSeen)) return null;
  const longest = [...idle.stretches].sort((a, b) => b.endNs - b.startNs - (a.endNs - a.startNs));
  return [
    call(longest[0]!.event, `it does nothing for ${durationWords(longest[0]!.endNs - longest[0]!.startNs)} before this, and waits for nothing`),
    ...longest.slice(1, 5).map(({ event, startNs, endNs }) => call(event, `${durationWords(endNs - startNs)} before this one`)),
    ...(limit === null ? [] : [call(limit.event, `${limit.file}: ${limit.quotaUs} µs in each ${limit.periodUs} µs`)]),
    ...(last === undefined
      ? []
      : [call(last.event, `${last.file}: held up in ${last.throttled} of ${last.periods} periods, ${durationWords(last.throttledNs)} in all`)]),
    ...(spent === null ? [] : [call(spent.event, `it used ${durationWords(spent.ns)} of processor time in ${durationWords(idle.lifeNs)}`)]),
    ...(isRhythm ? [call(longest[0]!.event, rhythmWords(rhythm))] : []),
    ...(host === null
      ? []
      : [
          probe(
            'cpu-quota',
            `${host.file} ${host.quotaUs}/${host.periodUs}`,
            host.during === null
              ? `held up in ${host.throttled} of ${host.periods} periods, ${durationWords(host.throttledNs)} in all`
              : `held up in ${host.during.throttled} periods while it ran, for ${durationWords(host.during.throttledNs)}`,
          ),
        ]),
  ];
}

const rhythmWords = ({ moments, together, periodNs }: QuotaRhythm): string =>
  `${together} of ${moments} times it goes on at the same point of a period of ${durationWords(periodNs)}`;

/** It got about what it was allowed, and no more: a machine that is busy gives as it can. Parents are told of whole ticks only. */
function usesUp({ quotaUs, periodUs }: QuotaText, spentNs: number, { lifeNs, ns, stretches }: Idle, { trace }: Inquiry): boolean {
  const allowedNs = (quotaUs / periodUs) * lifeNs;
  const untoldNs = TICK_NS * new Set(stretches.map(({ event }) => trace.process(event))).size;
  return spentNs + untoldNs >= 0.5 * allowedNs && spentNs <= 1.6 * allowedNs + untoldNs && ns - spentNs >= LEAST_NS / 2;
}

const TICK_NS = 1e7;

/** Without a word of a limit: it did not compute in that time, as its parent was told, or as its other rounds show, which do the same in a fraction. */
function isHeldUp({ trace, timeline }: Inquiry, idle: Idle, spent: { readonly ns: number } | null): boolean {
  if (spent !== null) return spent.ns < idle.ns / 2;
  const longest = Math.max(...idle.stretches.map(({ startNs, endNs }) => endNs - startNs));
  let rounds = 0;
  let freeNs = Number.NaN;
  for (const event of timeline.eventsOf(idle.process)) {
    const gap = trace.sinceStartNs(event) - freeNs;
    if (gap >= LEAST_ROUND_NS && gap <= longest / 5) rounds += 1;
    freeNs = trace.sinceStartNs(event) + (trace.tookNs(event) || 0);
  }
  return rounds >= 2 * idle.stretches.length;
}

/** What lies between two calls that follow each other at once is no round of work. */
const LEAST_ROUND_NS = 1e6;

/** It used the time between its calls to compute. */
const isBusy = (spent: { readonly ns: number } | null, { ns }: Idle): boolean => spent !== null && spent.ns > 0.7 * ns;

/**
 * Whether calls that wait were recorded at all: otherwise (`-e trace=file`) a pause of any kind looks like standing still. Where calls on memory and
 * on signals are, all are.
 */
const recordsWaits = ({ trace }: Inquiry): boolean =>
  ['futex', 'poll', 'ppoll', 'select', 'pselect6', 'epoll_wait', 'epoll_pwait', 'nanosleep', 'clock_nanosleep'].some(
    (name) => trace.nameId(name) >= 0,
  ) || ['brk', 'rt_sigaction'].every((name) => trace.nameId(name) >= 0);
