// The processes of a capture as a tree: who started whom, with what, and how each ended. Those on the way to the cause are marked.
import type { ProcessEntry, ProcessIndex } from '../../model/process.ts';
import { shellLine } from '../../text/shell-quote.ts';
import { html, type Markup } from './markup.ts';
import { blamedProcesses, type PageFacts } from './page-facts.ts';
import { durationWords } from './words.ts';

/** So many are shown: the marked ones with their ancestors first, then those that ended badly, then by their order. */
const MOST_SHOWN = 150;
const LONGEST_ARGV = 300;

export function processSection(facts: PageFacts): Markup | null {
  const { processes } = facts.trace;
  if (processes.length === 0) return null;
  const blamed = blamedProcesses(facts);
  const shown = chosen(processes, blamed);
  const item = (entry: ProcessEntry): Markup => {
    const below = entry.children.flatMap((index) => processes[index] ?? []).filter(({ index }) => shown.has(index));
    const left = entry.children.length - below.length;
    const inner =
      below.length === 0 && left === 0
        ? null
        : html`<ul>${below.map(item)}${left === 0 ? null : html`<li class="aside">${left} more not shown</li>`}</ul>`;
    return html`<li>${line(entry, facts, blamed.has(entry.index))}${inner}</li>`;
  };
  const roots = processes.filter(({ parent, index }) => shown.has(index) && (parent === null || !shown.has(parent)));
  const left = processes.length - shown.size;
  return html`<section><h2>Processes</h2><ul class="tree">${roots.map(item)}</ul>${left === 0 ? null : html`<p class="aside">${left} of ${processes.length} processes are not shown.</p>`}</section>`;
}

function chosen(processes: readonly ProcessEntry[], blamed: ReadonlySet<ProcessIndex>): ReadonlySet<ProcessIndex> {
  const shown = new Set<ProcessIndex>();
  const take = (index: ProcessIndex) => {
    for (let at: ProcessIndex | null = index; at !== null && shown.size < MOST_SHOWN && !shown.has(at); at = processes[at]?.parent ?? null)
      shown.add(at);
  };
  for (const index of blamed) take(index);
  for (const { index } of processes.filter(endedBadly)) take(index);
  for (const { index } of processes) take(index);
  return shown;
}

const endedBadly = ({ end }: ProcessEntry): boolean => end !== null && !(end.kind === 'exit' && end.status === 0);

function line(entry: ProcessEntry, { trace, mask }: PageFacts, isBlamed: boolean): Markup {
  const argv = entry.execs.at(-1)?.argv;
  const words = argv === undefined ? '' : mask(shellLine(argv));
  const ran = words.length > LONGEST_ARGV ? `${words.slice(0, LONGEST_ARGV)}…` : words;
  const ns = trace.sinceStartNs(entry.lastEvent) - trace.sinceStartNs(entry.firstEvent);
  const facts = `${entry.calls} calls${entry.failed > 0 ? `, ${entry.failed} failed` : ''}${Number.isNaN(ns) ? '' : `, ${durationWords(ns)}`}`;
  return html`<p class="${isBlamed ? 'process blamed' : 'process'}"><b>${entry.comm || 'process'}</b>${entry.pid > 0 ? html` <span class="pid">${entry.pid}</span>` : null} ${endMark(entry)}${isBlamed ? html` <span class="aside">on the way to the cause</span>` : null}<br><code>${ran}</code> <span class="aside">${facts}</span></p>`;
}

function endMark({ end }: ProcessEntry): Markup {
  if (end === null) return html`<span class="end">no end seen</span>`;
  if (end.kind === 'signal') return html`<span class="end bad">killed by ${end.signal}</span>`;
  return end.status === 0 ? html`<span class="end">exit 0</span>` : html`<span class="end bad">exit ${end.status}</span>`;
}
