// What the texts of a Go runtime come to, in lines: where it is in its start, what goroutines wait for, scheduler, garbage collection. Pure.
import type { Goroutine } from '../../../go/goroutine-dump.ts';
import { initUnderWay, ownFrame, waitOf } from '../../../go/goroutine-waits.ts';
import type { RuntimeTexts } from '../../../go/runtime-texts.ts';

export interface RuntimeLines {
  readonly wrong: boolean;
  readonly says: string;
  readonly lines: readonly string[];
  /** The package whose init has not ended; null when all have, or nothing tells. */
  readonly initOf: string | null;
}

const MOST_GROUPS = 10;
/** A share of the processor time in garbage collection that is felt. */
const GREAT_GC_PERCENT = 25;

export function runtimeLines({ stages, scheduler, collections, dump }: RuntimeTexts): RuntimeLines {
  const { goroutines, because } = dump;
  const own = goroutines.filter((one) => waitOf(one).kind !== 'runtime');
  const [stuck] = own.filter((one) => initUnderWay(one) !== null);
  const initOf = stuck === undefined ? null : initUnderWay(stuck);
  const deadlock = because?.includes('all goroutines are asleep') === true;
  const last = scheduler.at(-1);
  const busiest = [...scheduler].sort((a, b) => b.runnable - a.runnable)[0];
  const overloaded = scheduler.filter(({ runnable, processors }) => runnable > processors).length * 2 > scheduler.length && scheduler.length > 2;
  const gc = collections.at(-1);
  const main = own.find(({ id }) => id === 1);
  const slowest = [...stages].sort((a, b) => b.tookMs - a.tookMs)[0];
  const says =
    stuck !== undefined && initOf !== null
      ? `it has not come to main: the init of package ${initOf} ${waitOf(stuck).says}${placeOf(stuck)}`
      : deadlock
        ? 'all its goroutines wait for each other: nobody can go on'
        : main !== undefined
          ? `main ${waitOf(main).says}${placeOf(main)}`
          : goroutines.length === 0
            ? 'it printed no goroutines'
            : `${own.length} goroutines of its own`;
  return {
    wrong: initOf !== null || deadlock || overloaded || (gc?.percent ?? 0) >= GREAT_GC_PERCENT,
    says,
    initOf,
    lines: [
      ...groupsOf(own).slice(0, MOST_GROUPS),
      ...(stages.length === 0
        ? []
        : [
            `init: ${stages.length} packages in ${stageEnd(stages)} ms${slowest !== undefined && slowest.tookMs >= 10 ? `, the longest ${slowest.package} with ${slowest.tookMs} ms` : ''}`,
          ]),
      ...(last === undefined
        ? []
        : [
            `scheduler: ${last.processors} processors, ${last.idleProcessors} idle; ${last.threads} threads; at most ${busiest?.runnable ?? 0} goroutines waited for a processor`,
          ]),
      ...(gc === undefined ? [] : [`garbage collection: ${gc.number} times, ${gc.percent} % of the time, heap ${gc.heapAfterMB} MB`]),
      ...(because === null ? [] : [because]),
    ],
  };
}

const stageEnd = (stages: RuntimeTexts['stages']): number => Math.round(Math.max(...stages.map(({ atMs, tookMs }) => atMs + tookMs)));

function placeOf(goroutine: Goroutine): string {
  const frame = ownFrame(goroutine);
  return frame === null ? '' : ` (${frame.function}${frame.file === null ? '' : `, ${frame.file}:${frame.line}`})`;
}

/** Equal ones together, those that wait longest first. */
function groupsOf(goroutines: readonly Goroutine[]): readonly string[] {
  const groups = new Map<string, Goroutine[]>();
  for (const one of goroutines) {
    const says = `${waitOf(one).says}${placeOf(one)}`;
    groups.set(says, [...(groups.get(says) ?? []), one]);
  }
  return [...groups]
    .sort((a, b) => b[1].length - a[1].length)
    .map(([says, of]) => {
      const minutes = Math.max(...of.map((one) => one.minutes));
      return `${of.length === 1 ? `goroutine ${of[0]?.id}` : `${of.length} goroutines`}: ${says}${minutes > 0 ? `, for ${minutes} minutes` : ''}`;
    });
}
