// The time line: when each process lived, and where on it the calls of the chain stand.
import { citedEvent } from '../../model/event.ts';
import { isGone } from '../../model/gone.ts';
import type { ProcessEntry } from '../../model/process.ts';
import { html, type Markup } from './markup.ts';
import { blamedProcesses, citedEvents, type PageFacts } from './page-facts.ts';
import { durationWords, percent } from './words.ts';

/** So many processes are drawn: those on the way to the cause, then the longest lived. */
const MOST_LANES = 24;
const MOST_MARKS = 40;

export function timeLineSection(facts: PageFacts): Markup | null {
  const { trace } = facts;
  const whole = trace.eventCount === 0 ? Number.NaN : lastNs(facts);
  if (!(whole > 0)) return null;
  const blamed = blamedProcesses(facts);
  const lived = (entry: ProcessEntry): number => {
    const [from, to] = seenNs(entry, facts);
    return to - from;
  };
  const seen = trace.processes.filter(({ firstEvent, lastEvent }) => !(isGone(firstEvent, trace.gone) && isGone(lastEvent, trace.gone)));
  const ranked = seen.sort((a, b) => Number(blamed.has(b.index)) - Number(blamed.has(a.index)) || lived(b) - lived(a));
  const lanes = ranked.slice(0, MOST_LANES).sort((a, b) => a.firstEvent - b.firstEvent);
  const left = trace.processes.length - lanes.length;
  return html`<section><h2>Time line</h2><p class="aside">From 0 to ${durationWords(whole)}. A mark is a call of the chain above.</p><div class="lanes">${lanes.map((entry) => lane(entry, whole, blamed.has(entry.index), facts))}</div>${left === 0 ? null : html`<p class="aside">${left} shorter-lived processes are not drawn.</p>`}</section>`;
}

function lane(entry: ProcessEntry, whole: number, isBlamed: boolean, facts: PageFacts): Markup {
  const [from, to] = seenNs(entry, facts);
  const { trace, diagnosis } = facts;
  const name = `${entry.comm || 'process'}${entry.pid > 0 ? ` ${entry.pid}` : ''}`;
  const marks = [...new Set(citedEvents(diagnosis))].filter((event) => trace.process(event) === entry.index).slice(-MOST_MARKS);
  const says = `${name}: from ${durationWords(from)} to ${durationWords(to)}`;
  return html`<div class="lane"><span class="name">${name}</span><svg role="img" aria-label="${says}" width="100%" height="20"><title>${says}</title><rect class="${isBlamed ? 'life blamed' : 'life'}" x="${percent(from / whole)}" y="4" width="${percent(Math.max((to - from) / whole, 0.002))}" height="12" rx="2"/>${marks.map(
    (event) =>
      html`<rect class="mark" x="${percent(Math.min(trace.sinceStartNs(event) / whole, 0.996))}" y="0" width="3" height="20"><title>#${citedEvent(event)} at ${durationWords(trace.sinceStartNs(event))}</title></rect>`,
  )}</svg></div>`;
}

/** From when to when a process is seen: of one whose first or last records were given up, what is left of its life. */
function seenNs({ firstEvent, lastEvent }: ProcessEntry, { trace }: PageFacts): readonly [number, number] {
  const { gone } = trace;
  const first = gone !== null && isGone(firstEvent, gone) ? gone.to : firstEvent;
  const last = gone !== null && isGone(lastEvent, gone) ? gone.from - 1 : lastEvent;
  return [trace.sinceStartNs(first), trace.sinceStartNs(last)];
}

function lastNs({ trace }: PageFacts): number {
  let last = Number.NaN;
  for (const { lastEvent } of trace.processes) {
    const ns = trace.sinceStartNs(lastEvent);
    if (!(ns <= last)) last = ns;
  }
  return last;
}
