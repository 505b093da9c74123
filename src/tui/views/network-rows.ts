// The rows of the Network view: a line a connection, with a bar of its phases.
import type { Phase, PhaseKind } from '../../model/connection.ts';
import type { Trace } from '../../model/trace.ts';
import { spokenBytes } from '../../text/sizes.ts';
import { toVisible } from '../../text/visible.ts';
import type { PaneContext, Row, StyleName } from '../pane.ts';
import { cutMiddle, fitText, row, spokenDuration } from '../row-text.ts';
import { entryBytes, entryNs, hasFailed, type NetworkEntry, type NetworkOrder, phaseNs, tellingPhase } from './network-list.ts';

const PHASE_LABELS: Readonly<Record<PhaseKind, string>> = { dns: 'dns', tcp: 'tcp', proxy: 'proxy', tls: 'tls', http: 'http', data: 'data' };

export const PHASE_STYLES: Readonly<Record<Phase['outcome'], StyleName>> = { ok: 'good', failed: 'error', pending: 'warning', unknown: 'dim' };

interface NetworkColumns {
  readonly by: number;
  readonly what: number;
  readonly bar: number;
  readonly took: number;
  readonly bytes: number;
  readonly outcome: number;
}

const MARK_CELLS = 3;

function networkColumns(columns: number): NetworkColumns {
  const by = columns >= 120 ? 16 : 0;
  const bytes = columns >= 100 ? 9 : 0;
  const took = columns >= 60 ? 9 : 0;
  const bar = columns >= 130 ? 40 : columns >= 70 ? 22 : columns >= 54 ? 14 : 0;
  const outcome = columns >= 100 ? 34 : columns >= 70 ? 18 : Math.floor(columns * 0.4);
  const taken = [by, bytes, took, bar, outcome].reduce((sum, width) => sum + (width === 0 ? 0 : width + 1), MARK_CELLS);
  return { by, what: Math.max(8, columns - taken - 1), bar, took, bytes, outcome };
}

const HEADINGS: readonly (readonly [keyof NetworkColumns, string, NetworkOrder | null, 'left' | 'right'])[] = [
  ['by', 'by', null, 'left'],
  ['what', 'connection', 'name', 'left'],
  ['bar', 'phases', 'start', 'left'],
  ['took', 'took', 'time', 'right'],
  ['bytes', 'bytes', 'bytes', 'right'],
  ['outcome', 'outcome', 'errors', 'left'],
];

/** The column at cell `x`, for clicks on the heading. */
export function networkOrderAt(x: number, columns: number): NetworkOrder | null {
  const widths = networkColumns(columns);
  let end = MARK_CELLS;
  for (const [name, , order] of HEADINGS) {
    if (widths[name] === 0) continue;
    end += widths[name] + 1;
    if (x < end) return order;
  }
  return null;
}

export function networkHeading(order: NetworkOrder, { size: { columns }, utf8 }: PaneContext): Row {
  const widths = networkColumns(columns);
  const parts = HEADINGS.flatMap(([name, label, by, align]): (readonly [string, StyleName])[] => {
    if (widths[name] === 0) return [];
    const arrow = by === order && (order === 'time' || order === 'bytes' || order === 'errors') ? (utf8 ? '↓' : 'v') : '';
    return [[`${fitText(label + arrow, widths[name], utf8, align)} `, by === order ? 'heading' : 'dim']];
  });
  return row('   ', ...parts);
}

export function networkRow(entry: NetworkEntry, isMarked: boolean, trace: Trace, { size: { columns }, utf8 }: PaneContext): Row {
  const widths = networkColumns(columns);
  const telling = tellingPhase(entry.phases);
  const style = telling === null ? 'dim' : PHASE_STYLES[telling.outcome];
  const mark = isMarked ? (utf8 ? '✗' : 'x') : hasFailed(entry) ? (utf8 ? '•' : '*') : ' ';
  const process = trace.processes[entry.process];
  const parts: (readonly [string, StyleName])[] = [[` ${mark} `, isMarked ? 'error' : 'warning']];
  if (widths.by > 0) parts.push([`${fitText(`${process?.comm ?? '?'} ${process?.pid ?? ''}`, widths.by, utf8)} `, 'pid']);
  parts.push([`${fitText(cutMiddle(entry.what, widths.what, utf8), widths.what, utf8)} `, 'path']);
  if (widths.bar > 0) parts.push(...phaseBar(entry, widths.bar, trace, utf8), [' ', 'normal']);
  if (widths.took > 0) parts.push([`${fitText(spokenDuration(entryNs(entry, trace) || Number.NaN, utf8), widths.took, utf8, 'right')} `, 'number']);
  if (widths.bytes > 0) parts.push([`${fitText(spokenBytes(entryBytes(entry)), widths.bytes, utf8, 'right')} `, 'number']);
  parts.push([fitText(outcomeWords(telling), widths.outcome, utf8), style]);
  return row(...parts);
}

/** `tcp: refused (ECONNREFUSED)`. */
export function outcomeWords(phase: Phase | null): string {
  if (phase === null) return '';
  const errno = phase.errno === null || phase.says.includes(phase.errno) ? '' : ` (${phase.errno})`;
  return `${PHASE_LABELS[phase.kind]}: ${toVisible(phase.says)}${errno}`;
}

/**
 * Each phase as long as its share of the time, but long enough to be read where there is room: `dns━tcp━━━━tls✗`.
 * @returns spans of exactly `width` cells
 */
export function phaseBar({ phases, process }: NetworkEntry, width: number, trace: Trace, utf8: boolean): readonly (readonly [string, StyleName])[] {
  const labels = phases.map(
    ({ kind, outcome }) => `${PHASE_LABELS[kind]}${outcome === 'failed' ? (utf8 ? '✗' : '!') : outcome === 'pending' ? (utf8 ? '…' : '~') : ''}`,
  );
  const least = labels.map((label) => label.length + 1);
  const needed = least.reduce((sum, cells) => sum + cells, 0);
  const times = phases.map((phase) => phaseNs(phase, process, trace) || 0);
  const total = times.reduce((sum, ns) => sum + ns, 0);
  const spare = Math.max(0, width - needed);
  let used = 0;
  const parts = phases.map((phase, i): readonly [string, StyleName] => {
    const extra = total === 0 ? 0 : Math.floor((spare * (times[i] ?? 0)) / total);
    const cells = Math.min(width - used, (least[i] ?? 0) + extra);
    used += cells;
    const text = `${labels[i]}${(utf8 ? '━' : '-').repeat(Math.max(0, cells - (labels[i]?.length ?? 0) - 1))} `;
    return [text.slice(0, cells), PHASE_STYLES[phase.outcome]];
  });
  return [...parts, [' '.repeat(Math.max(0, width - used)), 'normal']];
}
