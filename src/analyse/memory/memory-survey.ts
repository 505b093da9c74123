// All that the Memory view shows of one process.
import { valueOr } from '../../model/answers.ts';
import type { EventIndex } from '../../model/event.ts';
import { type Mapping, MEMORY_PIECES, type MemorySurvey } from '../../model/memory-survey.ts';
import type { ProcessIndex } from '../../model/process.ts';
import type { Surveying, SurveyScope } from '../../model/survey.ts';
import type { Inquiry } from '../inquiry.ts';
import { lowerBound } from '../timeline.ts';
import { type MappingHistory, mappingHistory, type OpenMapping } from './mapping-history.ts';

export function* memorySurvey(inquiry: Inquiry, process: ProcessIndex, scope: SurveyScope): Surveying<MemorySurvey> {
  const { trace, answers } = inquiry;
  const history = yield* mappingHistory(inquiry, process);
  // Among the libraries of a Go program those that its loader mapped came before the runtime: cgo asked for them.
  const isGo = history.mappings.some(({ kind }) => kind === 'plugin') || history.mappings.some(({ start }) => start === 0xc000000000);
  const mappings = history.mappings.map((mapping, number): Mapping => finished(mapping, history.space.left(number), isGo));
  const entry = trace.processes[process];
  const lives = entry !== undefined && entry.pid !== 0 && entry.end === null && !trace.ended;
  return {
    process,
    mappings: scope.events === null ? mappings : mappings.filter(({ event }) => isKept(event, scope)),
    knowsUnmaps: trace.nameId('munmap') >= 0,
    leftOut: history.leftOut,
    ...totalsOf(inquiry, process, history),
    now: lives ? valueOr(answers.memoryMaps(entry.pid), null) : null,
  };
}

function finished(mapping: OpenMapping, leftBytes: number, isGo: boolean): Mapping {
  return { ...mapping, leftBytes, kind: isGo && mapping.kind === 'library' ? 'cgo' : mapping.kind };
}

function isKept(event: EventIndex, { events, length }: SurveyScope): boolean {
  if (events === null) return true;
  const at = lowerBound(events.subarray(0, length), event);
  return at < length && events[at] === event;
}

type Totals = Pick<MemorySurvey, 'totals' | 'fromNs' | 'toNs' | 'mostBytes'>;

/** By time where there are stamps, else by the number of the event. */
function totalsOf({ trace }: Inquiry, process: ProcessIndex, { totals }: MappingHistory): Totals {
  const entry = trace.processes[process];
  const line = new Float64Array(new SharedArrayBuffer(MEMORY_PIECES * 8));
  const stamped = trace.clock !== 'none';
  const placeOf = (event: EventIndex): number => (stamped ? trace.sinceStartNs(event) : event);
  const from = placeOf(entry?.firstEvent ?? 0);
  const to = Math.max(from + 1, placeOf(entry?.lastEvent ?? 0));
  let mostBytes = 0;
  let piece = 0;
  let bytes = 0;
  for (const [event, now] of totals) {
    const at = Math.max(0, Math.min(MEMORY_PIECES - 1, Math.floor(((placeOf(event) - from) / (to - from)) * MEMORY_PIECES)));
    for (; piece < at; piece++) line[piece] = Math.max(line[piece]!, bytes);
    bytes = now;
    line[piece] = Math.max(line[piece]!, now);
    mostBytes = Math.max(mostBytes, now);
  }
  for (; piece < MEMORY_PIECES; piece++) line[piece] = Math.max(line[piece]!, bytes);
  return { totals: line, fromNs: stamped ? from : 0, toNs: stamped ? to : 0, mostBytes };
}
