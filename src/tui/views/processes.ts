// The Processes view: who started whom, how each ended, and the one that the finding is about.
import type { ProcessEntry, ProcessIndex } from '../../model/process.ts';
import { visible } from '../../text/visible.ts';
import type { Command } from '../command.ts';
import type { Pane, PaneContext, PaneEffect, PaneUpdate, Place, Row } from '../pane.ts';
import { emptyRow, row, span } from '../row-text.ts';
import { keepInView, moveCursor, type Scroll } from '../scroll.ts';
import { culpritOf, processOfEvent, processOfFinding } from './culprit.ts';
import { processDetail } from './processes-detail.ts';
import { NARROW, processHeading, processRow } from './processes-rows.ts';
import { lineage, type ProcessTree, processTree } from './processes-tree.ts';
import { commandLine, endWords } from './processes-words.ts';

export interface ProcessesModel {
  /** The cursor is on a process, not a line: it stays there while the tree grows. */
  readonly chosen: ProcessIndex;
  /** Moved by the person: from then on it goes nowhere by itself. */
  readonly touched: boolean;
  readonly top: number;
  /** What was opened (true) or closed (false) by hand. */
  readonly folds: ReadonlyMap<ProcessIndex, boolean>;
  readonly tree: ProcessTree;
  /** The process that the best finding is about and all above it; the first is the culprit. */
  readonly path: ReadonlySet<ProcessIndex>;
}

export const processesPane: Pane<ProcessesModel> = {
  id: 'processes',
  title: () => visible('Processes'),
  open(context, at) {
    const { trace, report } = context.session;
    const path = new Set(lineage(trace.processes, culpritOf(report, trace)));
    const wanted = at === null ? null : processAt(at, context);
    const chosen = wanted ?? [...path][0] ?? 0;
    const folds = new Map(
      lineage(trace.processes, wanted)
        .slice(1)
        .map((process) => [process, true]),
    );
    return settle({ chosen, touched: wanted !== null, top: 0, folds, path, tree: processTree(trace.processes, folds, path, context.utf8) }, context);
  },
  reveal(model, at, context) {
    const wanted = processAt(at, context);
    if (wanted === null) return model;
    const { processes } = context.session.trace;
    const above = lineage(processes, wanted).slice(1);
    if (model.tree.lineOf.has(wanted)) return settle({ ...model, chosen: wanted }, context);
    const folds = new Map([...model.folds, ...above.map((process) => [process, true] as const)]);
    return settle({ ...model, chosen: wanted, folds, tree: processTree(processes, folds, model.path, context.utf8) }, context);
  },
  refresh(model, context) {
    const { trace, report } = context.session;
    const culprit = culpritOf(report, trace);
    const known = model.path.values().next().value ?? null;
    const path = culprit === known ? model.path : new Set(lineage(trace.processes, culprit));
    const same = path === model.path && model.tree.source === trace.processes && model.tree.count === trace.processes.length;
    const chosen = culprit === known || culprit === null || model.touched ? model.chosen : culprit;
    return settle(same ? model : { ...model, chosen, path, tree: processTree(trace.processes, model.folds, path, context.utf8) }, context);
  },
  update,
  rows,
  place: ({ chosen }, { session }) => (session.trace.processes[chosen] === undefined ? null : { kind: 'process', process: chosen }),
  click(model, line, context) {
    const { headingRows, listRows } = layout(model, context);
    const at = model.tree.lines[model.top + line - headingRows];
    return at === undefined || line < headingRows || line >= headingRows + listRows
      ? { model }
      : { model: { ...model, touched: true, chosen: at.process } };
  },
};

function update(model: ProcessesModel, command: Command, context: PaneContext): PaneUpdate<ProcessesModel> {
  const { lines } = model.tree;
  const line = lines[cursorOf(model)];
  const entry = line && context.session.trace.processes[line.process];
  if (line === undefined || entry === undefined) return { model };
  const moved = moveCursor(scrollOf(model), command, lines.length, layout(model, context).listRows);
  if (moved !== null) return { model: { ...model, touched: true, top: moved.top, chosen: lines[moved.cursor]!.process } };
  const fold = (open: boolean): PaneUpdate<ProcessesModel> => ({ model: refold(model, line.process, open, context) });
  switch (command) {
    case 'toggle':
      return line.fold === 'leaf' ? { model } : fold(line.fold === 'collapsed');
    case 'expand':
      return line.fold === 'collapsed' ? fold(true) : { model };
    case 'right':
      if (line.fold === 'collapsed') return fold(true);
      return { model, effect: toCalls(entry) };
    case 'collapse':
    case 'left':
      if (line.fold === 'expanded') return fold(false);
      return entry.parent === null ? { model } : { model: settle({ ...model, chosen: entry.parent }, context) };
    case 'enter':
      // A process that ran no program of its own has no libraries of its own.
      return {
        model,
        effect: entry.execs.length === 0 ? toCalls(entry) : { kind: 'go', to: { kind: 'libraries', process: line.process, soname: null } },
      };
    case 'add-cell':
      return entry.pid === 0 ? { model } : { model, effect: { kind: 'add-filter', term: `pid:${entry.pid}` } };
    case 'next-failed':
    case 'previous-failed':
      return { model: toFailed(model, command === 'next-failed' ? 1 : -1, context) };
    case 'copy':
      return {
        model,
        effect: { kind: 'copy', text: `${entry.pid} ${commandLine(entry)}  ${endWords(entry, context.session.trace.ended, true).text}` },
      };
    default:
      return { model };
  }
}

const toCalls = (entry: ProcessEntry): PaneEffect => ({ kind: 'go', to: { kind: 'event', event: entry.execs.at(-1)?.event ?? entry.firstEvent } });

function rows(model: ProcessesModel, context: PaneContext): Row[] {
  const { trace } = context.session;
  const { columns, rows: height } = context.size;
  if (model.tree.lines.length === 0) return [row([trace.ended ? ' No process was recorded.' : ' No process yet.', 'dim'])];
  const { listColumns, listRows, headingRows, detail } = layout(model, context);
  const culprit = model.path.values().next().value;
  const list = headingRows === 0 ? [] : [processHeading(listColumns, context.utf8)];
  for (const line of model.tree.lines.slice(model.top, model.top + listRows)) {
    const blame = line.process === culprit ? 'culprit' : model.path.has(line.process) ? 'path' : null;
    list.push(processRow(line, trace, { cursor: line.process === model.chosen, blame, columns: listColumns, utf8: context.utf8 }));
  }
  const entry = trace.processes[model.chosen];
  if (detail === 'none' || entry === undefined) return list;
  const utf8 = context.utf8;
  if (detail === 'below') {
    const rule = row([(utf8 ? '─' : '-').repeat(columns), 'dim']);
    while (list.length < listRows + headingRows) list.push(emptyRow);
    return [...list, rule, ...processDetail(trace, entry, columns, utf8)].slice(0, height);
  }
  const details = processDetail(trace, entry, columns - listColumns - 2, utf8);
  return Array.from({ length: height }, (_, i) => beside(list[i], details[i], listColumns, utf8));
}

/** Only the list's part of a row shows the cursor, the detail beside it does not. */
function beside(left: Row | undefined, right: Row | undefined, listColumns: number, utf8: boolean): Row {
  const plain = left?.spans ?? [span(' '.repeat(listColumns - 1))];
  const spans = left?.cursor
    ? plain.map(({ text }, i) => ({ text: i === 0 ? visible(`>${text.slice(1)}`) : text, style: 'cursor' as const }))
    : plain;
  return { spans: [...spans, span(utf8 ? ' │' : ' |', 'dim'), ...(right?.spans ?? [])] };
}

interface ProcessesLayout {
  readonly headingRows: 0 | 1;
  readonly listColumns: number;
  readonly listRows: number;
  readonly detail: 'right' | 'below' | 'none';
}

/** Details stand at the right where there is room for both, below where the pane is high, nowhere else. */
function layout({ tree }: ProcessesModel, { size: { columns, rows: height } }: PaneContext): ProcessesLayout {
  const headingRows = columns >= NARROW ? 1 : 0;
  if (columns >= 112) return { headingRows, listColumns: Math.floor(columns * 0.62), listRows: height - 1, detail: 'right' };
  const below = Math.min(12, Math.max(Math.floor(height * 0.45), height - 2 - tree.lines.length));
  if (height >= 14 && columns >= 56) return { headingRows, listColumns: columns, listRows: height - 2 - below, detail: 'below' };
  return { headingRows, listColumns: columns, listRows: Math.max(1, height - headingRows), detail: 'none' };
}

const cursorOf = ({ tree, chosen }: ProcessesModel): number => tree.lineOf.get(chosen) ?? 0;
const scrollOf = (model: ProcessesModel): Scroll => ({ cursor: cursorOf(model), top: model.top });

function settle(model: ProcessesModel, context: PaneContext): ProcessesModel {
  const { cursor, top } = keepInView(scrollOf(model), model.tree.lines.length, layout(model, context).listRows);
  const chosen = model.tree.lines[cursor]?.process ?? model.chosen;
  return top === model.top && chosen === model.chosen ? model : { ...model, top, chosen };
}

function refold(model: ProcessesModel, process: ProcessIndex, open: boolean, context: PaneContext): ProcessesModel {
  const folds = new Map(model.folds).set(process, open);
  return settle({ ...model, folds, tree: processTree(context.session.trace.processes, folds, model.path, context.utf8) }, context);
}

function toFailed(model: ProcessesModel, step: 1 | -1, context: PaneContext): ProcessesModel {
  const { lines } = model.tree;
  for (let at = cursorOf(model) + step; at >= 0 && at < lines.length; at += step) {
    const { end } = context.session.trace.processes[lines[at]!.process]!;
    if (end !== null && (end.kind === 'signal' || end.status !== 0)) return settle({ ...model, chosen: lines[at]!.process }, context);
  }
  return model;
}

function processAt(at: Place, { session: { trace, report } }: PaneContext): ProcessIndex | null {
  switch (at.kind) {
    case 'process':
    case 'libraries':
      return at.process;
    case 'finding': {
      const finding = report?.findings[at.finding];
      return finding === undefined ? null : processOfFinding(finding, trace);
    }
    case 'compare':
      return null;
    default:
      return processOfEvent(trace, at.event);
  }
}
