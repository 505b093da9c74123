// The Memory view: which memory a process asked for, what became of it, what was refused; what it has right now while it lives.

import type { MemoryMap } from '../../model/answers.ts';
import type { EventIndex } from '../../model/event.ts';
import type { Mapping, MemorySurvey } from '../../model/memory-survey.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { toVisible, visible } from '../../text/visible.ts';
import type { Command } from '../command.ts';
import type { Pane, PaneContext, PaneUpdate, Place, Row } from '../pane.ts';
import { counted, groupDigits, row, wrapText } from '../row-text.ts';
import { keepInView, moveCursor } from '../scroll.ts';
import { culpritOf, processOfEvent } from './culprit.ts';
import { MEMORY_ORDERS, type MemoryOrder, mappingRow, mappingSentence, memoryHeading, memoryOrderAt, nowRow, totalRows } from './memory-rows.ts';
import { nextOrder } from './next-order.ts';
import { rowOnce } from './row-cache.ts';
import { cancelSurvey, NOT_SURVEYED, type Surveyed, surveyed, surveyRows } from './survey-load.ts';

type MemoryEntry = { readonly kind: 'mapping'; readonly mapping: Mapping } | { readonly kind: 'now'; readonly map: MemoryMap };

export interface MemoryModel {
  readonly process: ProcessIndex;
  readonly survey: Surveyed<MemorySurvey>;
  readonly entries: readonly MemoryEntry[];
  readonly order: MemoryOrder;
  readonly failedOnly: boolean;
  /** What /proc/PID/maps says instead of what the calls say. */
  readonly showsNow: boolean;
  /** The call of the line under the cursor: it stays there when the list changes. */
  readonly event: EventIndex | null;
  readonly cursor: number;
  readonly top: number;
}

export const memoryPane: Pane<MemoryModel> = {
  id: 'memory',
  survey: 'memory',
  title({ process, failedOnly, showsNow }, { session: { trace, filtered }, utf8 }) {
    const dash = utf8 ? ' ─ ' : ' - ';
    const entry = trace.processes[process];
    const of = entry === undefined ? '' : ` of ${toVisible(entry.comm)}${entry.pid === 0 ? '' : ` ${entry.pid}`}`;
    const filter = filtered.expression === '' ? '' : `${dash}filter: ${toVisible(filtered.expression)}`;
    return visible(`Memory${of}${showsNow ? `${dash}right now` : ''}${failedOnly ? `${dash}only what was refused, or is W+X` : ''}${filter}`);
  },
  status: ({ entries, cursor }) => visible(entries.length === 0 ? '' : `${groupDigits(cursor + 1)}/${groupDigits(entries.length)}`),
  footer(model, { session: { trace }, utf8 }) {
    const entry = model.entries[model.cursor];
    return entry?.kind === 'mapping' ? toVisible(mappingSentence(entry.mapping, trace, utf8)) : visible('');
  },
  open: (context, at) => ({
    process: processAt(at, context),
    survey: NOT_SURVEYED,
    entries: [],
    order: 'faults',
    failedOnly: false,
    showsNow: false,
    event: at?.kind === 'event' ? at.event : null,
    cursor: 0,
    top: 0,
  }),
  reveal(model, at, context) {
    const process = processAt(at, context);
    return process === model.process
      ? settle({ ...model, event: at.kind === 'event' ? at.event : model.event }, context)
      : memoryPane.open(context, at);
  },
  refresh: settle,
  load: (model, context) =>
    surveyed(context.session, 'memory', { process: model.process }, model.survey)?.then(
      (survey) => (later) => listed({ ...later, survey }, context),
    ) ?? null,
  cancel: ({ survey }, { session }) => cancelSurvey(session, 'memory', survey),
  update,
  rows,
  place({ entries, cursor, process }) {
    const entry = entries[cursor];
    return entry?.kind === 'mapping' ? { kind: 'event', event: entry.mapping.event } : { kind: 'process', process };
  },
  click(model, line, context, x) {
    const head = headRows(model, context).length;
    if (line === head) {
      const order = memoryOrderAt(x, context.size.columns);
      return { model: order === null ? model : listed({ ...model, order, event: null, cursor: 0, top: 0 }, context) };
    }
    const cursor = model.top + line - head - 1;
    return { model: line < head || cursor >= model.entries.length ? model : onEntry({ ...model, cursor }) };
  },
};

function processAt(at: Place | null, { session: { trace, report } }: PaneContext): ProcessIndex {
  if (at?.kind === 'process' || at?.kind === 'libraries') return at.process;
  const process = at !== null && 'event' in at ? processOfEvent(trace, at.event) : null;
  return process ?? culpritOf(report, trace) ?? 0;
}

function update(model: MemoryModel, command: Command, context: PaneContext): PaneUpdate<MemoryModel> {
  const moved = moveCursor(model, command, model.entries.length, listRows(model, context));
  if (moved !== null) return { model: onEntry({ ...model, ...moved }) };
  const entry = model.entries[model.cursor];
  switch (command) {
    case 'sort':
    case 'sort-back':
      return { model: listed({ ...model, order: nextOrder(MEMORY_ORDERS, model.order, command), event: null, cursor: 0, top: 0 }, context) };
    case 'failed-only':
      return { model: listed({ ...model, failedOnly: !model.failedOnly }, context) };
    case 'toggle':
      return toggleNow(model, context);
    case 'next-failed':
    case 'previous-failed':
      return { model: toFault(model, command === 'next-failed' ? 1 : -1, context) };
    case 'enter':
      if (model.survey.cancelled) return { model: { ...model, survey: { ...model.survey, cancelled: false } } };
      return entry?.kind === 'mapping' ? { model, effect: { kind: 'go', to: { kind: 'event', event: entry.mapping.event } } } : { model };
    case 'copy':
      return entry === undefined ? { model } : { model, effect: { kind: 'copy', text: copyText(entry, context) } };
    default:
      return { model };
  }
}

function toggleNow(model: MemoryModel, context: PaneContext): PaneUpdate<MemoryModel> {
  if (model.showsNow) return { model: listed({ ...model, showsNow: false, event: null, cursor: 0, top: 0 }, context) };
  const now = model.survey.reply.kind === 'known' ? model.survey.reply.value.now : null;
  if (now === null)
    return { model, effect: { kind: 'say', text: visible('/proc/PID/maps is there only while the process runs here and is traced') } };
  return { model: listed({ ...model, showsNow: true, cursor: 0, top: 0 }, context) };
}

const copyText = (entry: MemoryEntry, { session: { trace } }: PaneContext): string =>
  entry.kind === 'mapping'
    ? trace.text(entry.mapping.event)
    : `${entry.map.start.toString(16)} ${entry.map.sizeBytes} ${entry.map.protection} ${entry.map.name ?? ''}`;

const isFault = (entry: MemoryEntry): boolean =>
  entry.kind === 'mapping' ? entry.mapping.errno !== null || entry.mapping.writableAndExecutable !== null : entry.map.protection.includes('wx');

function toFault(model: MemoryModel, step: 1 | -1, context: PaneContext): MemoryModel {
  let cursor = model.cursor + step;
  while (model.entries[cursor] !== undefined && !isFault(model.entries[cursor]!)) cursor += step;
  return model.entries[cursor] === undefined
    ? model
    : onEntry({ ...model, ...keepInView({ cursor, top: model.top }, model.entries.length, listRows(model, context)) });
}

function rows(model: MemoryModel, context: PaneContext): Row[] {
  const { session, size } = context;
  const instead = surveyRows(session, 'memory', model.survey, 'Following what the calls say of memory');
  if (instead !== null) return instead;
  if (model.entries.length === 0) return emptyRows(model, context);
  const shown = [...headRows(model, context), memoryHeading(model.order, context)];
  for (let line = model.top; line < model.entries.length && shown.length < size.rows; line++) {
    const entry = model.entries[line]!;
    const made = rowOnce(model.entries, line, context, () =>
      entry.kind === 'mapping' ? mappingRow(entry.mapping, session.trace, context) : nowRow(entry.map, context),
    );
    shown.push(line === model.cursor ? { ...made, cursor: true } : made);
  }
  return shown;
}

function emptyRows({ survey: { reply }, failedOnly }: MemoryModel, { session: { filtered }, size }: PaneContext): Row[] {
  const asked = reply.kind === 'known' ? reply.value.mappings.length : 0;
  const says =
    failedOnly && asked > 0
      ? [`None of its ${counted(asked, 'mapping')} was refused, or is writable and executable at once. F shows them all.`]
      : filtered.expression !== ''
        ? ['No call about memory that the filter keeps. f changes the filter.']
        : ['No calls about memory of this process in this capture.', 'Record them with: strace -f -y -e trace=%memory,%process,openat'];
  return says.flatMap((text) => wrapText(text, size.columns - 2).map((part) => row([` ${part}`, 'dim'])));
}

function headRows({ survey: { reply } }: MemoryModel, context: PaneContext): Row[] {
  if (reply.kind !== 'known' || context.size.rows < 9) return [];
  const { now, leftOut, knowsUnmaps } = reply.value;
  const live = now === null ? [] : [row([` right now it has ${counted(now.length, 'mapping')}: space shows them`, 'good'])];
  const more = leftOut === 0 ? [] : [row([` ${counted(leftOut, 'further call')} about memory not shown`, 'dim'])];
  const unmaps = knowsUnmaps ? [] : [row([' munmap was not recorded (--trace all does): what was given back is not known', 'dim'])];
  return [...totalRows(reply.value, context), ...live, ...unmaps, ...more];
}

const listRows = (model: MemoryModel, context: PaneContext): number => Math.max(1, context.size.rows - 1 - headRows(model, context).length);

const onEntry = (model: MemoryModel): MemoryModel => {
  const entry = model.entries[model.cursor];
  return { ...model, event: entry?.kind === 'mapping' ? entry.mapping.event : null };
};

/** The list made anew: when the answer came, or something else is to be shown. */
function listed(model: MemoryModel, context: PaneContext): MemoryModel {
  const { reply } = model.survey;
  if (reply.kind !== 'known') return settle({ ...model, entries: [] }, context);
  const { mappings, now } = reply.value;
  const showsNow = model.showsNow && now !== null;
  const all: readonly MemoryEntry[] = showsNow ? now.map((map) => ({ kind: 'now', map })) : mappings.map((mapping) => ({ kind: 'mapping', mapping }));
  const kept = model.failedOnly ? all.filter(isFault) : all;
  return settle({ ...model, showsNow, entries: ordered(kept, model.order) }, context);
}

function ordered(entries: readonly MemoryEntry[], order: MemoryOrder): readonly MemoryEntry[] {
  const sizeOf = (entry: MemoryEntry): number => (entry.kind === 'mapping' ? entry.mapping.sizeBytes : entry.map.sizeBytes);
  const startOf = (entry: MemoryEntry): number => (entry.kind === 'mapping' ? (entry.mapping.start ?? -1) : entry.map.start);
  const nameOf = (entry: MemoryEntry): string => (entry.kind === 'mapping' ? (entry.mapping.path ?? entry.mapping.kind) : (entry.map.name ?? ''));
  const weight = (entry: MemoryEntry): number => (entry.kind === 'mapping' && entry.mapping.errno !== null ? 2 : isFault(entry) ? 1 : 0);
  switch (order) {
    case 'faults':
      return [...entries].sort((a, b) => weight(b) - weight(a));
    case 'start':
      return entries;
    case 'size':
      return [...entries].sort((a, b) => sizeOf(b) - sizeOf(a));
    case 'address':
      return [...entries].sort((a, b) => startOf(a) - startOf(b));
    case 'name':
      return [...entries].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0));
  }
}

function settle(model: MemoryModel, context: PaneContext): MemoryModel {
  const { event, entries } = model;
  const at = event === null ? -1 : entries.findIndex((entry) => entry.kind === 'mapping' && entry.mapping.event === event);
  const { cursor, top } = keepInView({ cursor: at < 0 ? model.cursor : at, top: model.top }, entries.length, listRows(model, context));
  return cursor === model.cursor && top === model.top ? model : { ...model, cursor, top };
}
