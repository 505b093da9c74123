// The rows of the Memory view: the line of totals, then a row a mapping.
import type { MemoryMap } from '../../model/answers.ts';
import { citedEvent } from '../../model/event.ts';
import type { Mapping, MappingKind, MemorySurvey } from '../../model/memory-survey.ts';
import type { Trace } from '../../model/trace.ts';
import { spokenBytes } from '../../text/sizes.ts';
import type { PaneContext, Row, StyleName } from '../pane.ts';
import { cutMiddle, fitText, groupDigits, row, spokenDuration } from '../row-text.ts';

export const MEMORY_ORDERS = ['faults', 'start', 'size', 'address', 'name'] as const;
export type MemoryOrder = (typeof MEMORY_ORDERS)[number];

const KIND_WORDS: Readonly<Record<MappingKind, string>> = {
  program: 'program',
  library: 'library',
  cgo: 'library, by cgo',
  plugin: 'plugin',
  file: 'file',
  shared: 'shared file',
  heap: 'heap (brk)',
  stack: 'stack',
  anonymous: 'memory',
  reserved: 'reserved, no access',
};

const MARK_CELLS = 3;

interface MemoryColumn {
  readonly name: 'at' | 'address' | 'size' | 'access' | 'what' | 'fate';
  readonly width: number;
  readonly align: 'left' | 'right';
  readonly order: MemoryOrder | null;
}

function memoryColumns(columns: number): readonly MemoryColumn[] {
  const others: MemoryColumn[] = [
    { name: 'at', width: columns >= 90 ? 10 : 0, align: 'right', order: 'start' },
    { name: 'address', width: columns >= 64 ? 14 : 0, align: 'right', order: 'address' },
    { name: 'size', width: 9, align: 'right', order: 'size' },
    { name: 'access', width: 6, align: 'left', order: 'faults' },
    { name: 'what', width: 0, align: 'left', order: 'name' },
    { name: 'fate', width: columns >= 100 ? 30 : columns >= 50 ? 16 : 0, align: 'left', order: null },
  ];
  const taken = others.reduce((sum, { width }) => sum + (width === 0 ? 0 : width + 1), MARK_CELLS);
  return others
    .map((column) => (column.name === 'what' ? { ...column, width: Math.max(8, columns - taken - 1) } : column))
    .filter(({ width }) => width > 0);
}

/** The column at cell `x`, for clicks on the heading. */
export function memoryOrderAt(x: number, columns: number): MemoryOrder | null {
  let end = MARK_CELLS;
  for (const { width, order } of memoryColumns(columns)) {
    end += width + 1;
    if (x < end) return order;
  }
  return null;
}

export function memoryHeading(order: MemoryOrder, { size: { columns }, utf8 }: PaneContext): Row {
  const parts = memoryColumns(columns).map(({ name, width, align, order: by }): readonly [string, StyleName] => {
    const arrow = by === order && order === 'size' ? (utf8 ? '↓' : 'v') : '';
    return [`${fitText(name + arrow, width, utf8, align)} `, by === order ? 'heading' : 'dim'];
  });
  return row('   ', ...parts);
}

export function mappingRow(mapping: Mapping, trace: Trace, { size: { columns }, utf8 }: PaneContext): Row {
  const isFault = mapping.errno !== null;
  const isOpen = mapping.writableAndExecutable !== null;
  const mark = isFault ? (utf8 ? '✗' : 'x') : isOpen ? (utf8 ? '⚠' : '!') : ' ';
  const style: StyleName = isFault ? 'error' : isOpen ? 'warning' : 'normal';
  const cell = (name: MemoryColumn['name'], width: number): readonly [string, StyleName] => {
    switch (name) {
      case 'at':
        return [timeOf(mapping.event, trace), 'time'];
      case 'address':
        return [mapping.start === null ? '' : hex(mapping.start), 'number'];
      case 'size':
        return [spokenBytes(mapping.sizeBytes), 'number'];
      case 'access':
        return [isOpen ? 'rwx' : mapping.protection, isOpen ? 'warning' : 'dim'];
      case 'what':
        return mapping.path === null
          ? [KIND_WORDS[mapping.kind], mapping.kind === 'reserved' ? 'dim' : 'normal']
          : [cutMiddle(mapping.path, width, utf8), 'path'];
      case 'fate':
        return [fateWords(mapping, trace), isFault ? style : 'dim'];
    }
  };
  const parts = memoryColumns(columns).map(({ name, width, align }): readonly [string, StyleName] => {
    const [text, of] = cell(name, width);
    return [`${fitText(text, width, utf8, align)} `, of];
  });
  return row([` ${mark} `, style], ...parts);
}

export function nowRow(map: MemoryMap, { size: { columns }, utf8 }: PaneContext): Row {
  const isOpen = map.protection.includes('wx');
  const parts = memoryColumns(columns).map(({ name, width, align }): readonly [string, StyleName] => {
    const text = {
      at: 'now',
      address: hex(map.start),
      size: spokenBytes(map.sizeBytes),
      access: map.protection,
      what: map.name ?? 'memory',
      fate: map.shared ? 'shared' : '',
    }[name];
    return [
      `${fitText(name === 'what' ? cutMiddle(text, width, utf8) : text, width, utf8, align)} `,
      name === 'what' ? 'path' : isOpen && name === 'access' ? 'warning' : 'number',
    ];
  });
  return row([` ${isOpen ? (utf8 ? '⚠' : '!') : ' '} `, 'warning'], ...parts);
}

const hex = (address: number): string => address.toString(16);

function timeOf(event: number, trace: Trace): string {
  const ns = event < trace.eventCount ? trace.sinceStartNs(event) : Number.NaN;
  return Number.isNaN(ns) ? `#${groupDigits(citedEvent(event))}` : `${(ns / 1e9).toFixed(4)} s`;
}

function fateWords({ errno, endedBy, leftBytes, sizeBytes, changes }: Mapping, trace: Trace): string {
  if (errno !== null) return `refused: ${errno}`;
  if (endedBy !== null) return `${ENDINGS[trace.name(endedBy)] ?? 'replaced'} ${timeOf(endedBy, trace)}`;
  if (leftBytes < sizeBytes && leftBytes > 0) return `${spokenBytes(leftBytes)} left`;
  const last = changes.at(-1);
  return last === undefined ? 'stays' : `now ${last.says}`;
}

const ENDINGS: Readonly<Record<string, string>> = { munmap: 'unmapped', execve: 'gone by execve', execveat: 'gone by execve', mremap: 'moved' };

/** One line about the mapping under the cursor. */
export function mappingSentence(mapping: Mapping, trace: Trace, utf8: boolean): string {
  const parts = [`${KIND_WORDS[mapping.kind]} asked for in event ${groupDigits(citedEvent(mapping.event))} (${trace.name(mapping.event)})`];
  if (mapping.errno !== null) parts.push(`${mapping.errno}${mapping.limit === null ? '' : `: ${mapping.limit}`}`);
  if (mapping.writableAndExecutable !== null)
    parts.push(`writable and executable at once since event ${groupDigits(citedEvent(mapping.writableAndExecutable))}`);
  const last = mapping.changes.at(-1);
  if (last !== undefined)
    parts.push(`${mapping.changes.length === 1 ? 'changed once' : `changed ${groupDigits(mapping.changes.length)} times`}, last to ${last.says}`);
  return parts.join(utf8 ? ' · ' : ' | ');
}

const LABEL_CELLS = 9;
const LEVELS = { utf8: ' ▁▂▃▄▅▆▇█', ascii: ' .:-=+*#@' };

/** How much there was over the life of the process, without what is only reserved. */
export function totalRows({ totals, mostBytes, fromNs, toNs }: MemorySurvey, { size: { columns }, utf8 }: PaneContext): Row[] {
  const cells = Math.max(10, columns - LABEL_CELLS - 2);
  const levels = utf8 ? LEVELS.utf8 : LEVELS.ascii;
  let line = '';
  for (let cell = 0; cell < cells; cell++) {
    const from = Math.floor((cell * totals.length) / cells);
    const to = Math.max(from + 1, Math.floor(((cell + 1) * totals.length) / cells));
    const most = Math.max(...totals.subarray(from, to));
    line += levels[most <= 0 || mostBytes <= 0 ? 0 : Math.max(1, Math.round((most / mostBytes) * (levels.length - 1)))];
  }
  const span = toNs > fromNs ? `${spokenDuration(toNs - fromNs, utf8)} of its life` : 'its life, call by call';
  const most = `most ${spokenBytes(mostBytes) || '0 B'}`;
  return [
    row([` ${'mapped'.padEnd(LABEL_CELLS)}`, 'dim'], [line, 'path']),
    row([` ${' '.repeat(LABEL_CELLS)}${fitText(`${most}; ${span}`, cells, utf8)}`, 'dim']),
  ];
}
