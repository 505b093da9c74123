// The chain of a finding: what each step says; the call behind it unfolds, with its neighbours in the same process.
import type { EventIndex } from '../../model/event.ts';
import { isGone } from '../../model/gone.ts';
import type { ChainStep, Finding } from '../../model/report.ts';
import type { Trace } from '../../model/trace.ts';
import { briefCall, ROLE_WORDS } from '../report-words.ts';
import { html, type Markup } from './markup.ts';
import { cutLong, type PageFacts } from './page-facts.ts';

/** Steps of one role in a row: of more, the ones in the middle are folded away. */
const MOST_IN_A_ROW = 8;
const ENDS = 3;
/** Calls of the same process before and behind a cited one. */
const NEIGHBOURS = 4;
/** Lines looked at for them: other processes' lines may stand in between. */
const MOST_LOOKED_AT = 2000;

export function chainSection(finding: Finding, facts: PageFacts): Markup | null {
  if (finding.chain.length === 0) return null;
  return html`<section><h2>How it came to this</h2><ol class="chain">${runsOf(finding.chain).map((run) => runItems(run, facts))}</ol></section>`;
}

function runsOf(chain: readonly ChainStep[]): readonly (readonly ChainStep[])[] {
  const runs: ChainStep[][] = [];
  for (const step of chain) {
    const run = runs.at(-1);
    if (run !== undefined && run[0]!.role === step.role) run.push(step);
    else runs.push([step]);
  }
  return runs;
}

function runItems(run: readonly ChainStep[], facts: PageFacts): Markup | readonly Markup[] {
  const item = (step: ChainStep) => stepItem(step, facts);
  if (run.length <= MOST_IN_A_ROW) return run.map(item);
  const middle = run.slice(ENDS, -ENDS);
  return html`${run.slice(0, ENDS).map(item)}<li class="more"><details><summary>${middle.length} more like these</summary><ol class="chain">${middle.map(item)}</ol></details></li>${run.slice(-ENDS).map(item)}`;
}

function stepItem(step: ChainStep, { trace, mask }: PageFacts): Markup {
  const says = html`<span class="role ${step.role}">${ROLE_WORDS[step.role]}</span> <span class="says">${step.says}</span>`;
  if (step.role === 'probe') return html`<li>${says}<p class="proof"><code>${step.probe}: ${cutLong(step.answer)}</code></p></li>`;
  const near = neighbours(trace, step.event - 1).map((event) =>
    event === step.event - 1 ? html`<b>#${event + 1} ${cutLong(step.line)}</b>\n` : html`#${event + 1} ${cutLong(mask(trace.text(event)))}\n`,
  );
  return html`<li>${says}<details class="proof"><summary><code>#${step.event} ${cutLong(briefCall(step.line))}</code></summary><pre tabindex="0">${near}</pre></details></li>`;
}

/** The event and its neighbours in the same process, in order. */
function neighbours(trace: Trace, event: EventIndex): readonly EventIndex[] {
  const process = trace.process(event);
  const look = (from: number, to: number, step: 1 | -1): EventIndex[] => {
    const found: EventIndex[] = [];
    for (let at = from; at !== to && found.length < NEIGHBOURS; at += step) if (trace.process(at) === process) found.push(at);
    return found;
  };
  if (event < 0 || event >= trace.eventCount) return [];
  if (isGone(event, trace.gone)) return [event];
  return [
    ...look(event - 1, Math.max(-1, event - MOST_LOOKED_AT), -1).reverse(),
    event,
    ...look(event + 1, Math.min(trace.eventCount, event + MOST_LOOKED_AT), 1),
  ];
}
