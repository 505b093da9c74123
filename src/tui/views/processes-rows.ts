// One row a process: tree, state, pid, command line, how it ended, its calls.
import type { ProcessEntry } from '../../model/process.ts';
import type { Trace } from '../../model/trace.ts';
import { widthCells } from '../../text/cells.ts';
import type { Row, Span, StyleName } from '../pane.ts';
import { counted, cutText, fitText, groupDigits, span, spokenDuration } from '../row-text.ts';
import type { TreeLine } from './processes-tree.ts';
import { commandLine, endWords, livedNs, pidWords } from './processes-words.ts';

interface Column {
  readonly title: string;
  readonly width: number;
  readonly align: 'left' | 'right';
  readonly text: (entry: ProcessEntry, trace: Trace, utf8: boolean) => string;
  readonly style: (entry: ProcessEntry, trace: Trace) => StyleName;
}

const ENDED: Column = {
  title: 'ended',
  width: 12,
  align: 'left',
  text: (entry, trace, utf8) => endWords(entry, trace.ended, utf8).text,
  style: (entry, trace) => {
    const { style } = endWords(entry, trace.ended, true);
    return style === 'good' ? 'dim' : style;
  },
};
/** The end in as few cells as can be: `127`, `SEGV`. */
const STATUS: Column = {
  title: '',
  width: 4,
  align: 'right',
  text: ({ end }) => (end === null ? '' : end.kind === 'exit' ? String(end.status) : end.signal.replace(/^SIG/, '')),
  style: ENDED.style,
};
const CALLS: Column = { title: 'calls', width: 7, align: 'right', text: (entry) => groupDigits(entry.calls), style: () => 'number' };
const FAILED: Column = {
  title: 'failed',
  width: 6,
  align: 'right',
  text: (entry) => groupDigits(entry.failed),
  style: (entry) => (entry.failed > 0 ? 'normal' : 'dim'),
};
const TIME: Column = {
  title: 'time',
  width: 10,
  align: 'right',
  text: (entry, trace, utf8) => spokenDuration(livedNs(entry, trace), utf8),
  style: () => 'time',
};

/** The columns at the right that fit beside a readable command line. */
function columnsFor(width: number): readonly Column[] {
  if (width >= 72) return [ENDED, CALLS, FAILED, TIME];
  if (width >= 56) return [ENDED, CALLS, FAILED];
  return width >= NARROW ? [ENDED] : [STATUS];
}

/** Below this there is room for names only: the pane beside another view. */
export const NARROW = 44;
/** Below this for the shortest of names: pids are left out. */
const NARROWEST = 24;

export function processHeading(columns: number, utf8: boolean): Row {
  const right = columnsFor(columns);
  const left = fitText(' process', leftWidth(columns, right), utf8);
  return {
    spans: [span(left, 'heading'), ...right.map((column) => span(` ${fitText(column.title, column.width, utf8, column.align)}`, 'heading'))],
  };
}

export interface ProcessRowLook {
  readonly cursor: boolean;
  /** The process the finding is about, or one on the way to it. */
  readonly blame: 'culprit' | 'path' | null;
  readonly columns: number;
  readonly utf8: boolean;
}

export function processRow(line: TreeLine, trace: Trace, { cursor, blame, columns, utf8 }: ProcessRowLook): Row {
  const entry = trace.processes[line.process]!;
  const right = columnsFor(columns);
  const end = endWords(entry, trace.ended, utf8);
  const name: StyleName = blame === 'culprit' ? 'error' : blame === 'path' ? 'strong' : 'normal';
  const fold = line.fold === 'leaf' ? ' ' : line.fold === 'expanded' ? (utf8 ? '▾' : '-') : utf8 ? '▸' : '+';
  const before: Span[] = [
    span(` ${line.guides}`, 'dim'),
    span(`${fold} `, 'dim'),
    span(`${end.mark} `, end.style),
    span(entry.pid === 0 || columns < NARROWEST ? '' : `${pidWords(entry)} `, 'pid'),
  ];
  const used = before.reduce((sum, { text }) => sum + widthCells(text), 0);
  const room = Math.max(4, leftWidth(columns, right) - used);
  const forked = columns >= NARROW && entry.execs.length === 0 && entry.parent !== null ? '  forked' : '';
  const more =
    line.fold !== 'collapsed' ? '' : columns < NARROW ? ` +${entry.children.length}` : `  +${counted(entry.children.length, 'child', 'children')}`;
  const wanted = columns < NARROW ? entry.comm : commandLine(entry);
  const command = cutText(wanted, Math.min(room, Math.max(8, room - forked.length - more.length)), utf8);
  const aside = fitText(forked + more, Math.max(0, room - widthCells(command)), utf8);
  const spans = right.map((column) =>
    span(` ${fitText(column.text(entry, trace, utf8), column.width, utf8, column.align)}`, column.style(entry, trace)),
  );
  return { spans: [...before, span(command, name), span(aside, 'dim'), ...spans], ...(cursor ? { cursor } : {}) };
}

/** One cell stays free at the right edge. */
const leftWidth = (columns: number, right: readonly Column[]): number =>
  Math.max(8, columns - 1 - right.reduce((sum, { width }) => sum + width + 1, 0));
