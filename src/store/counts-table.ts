// The tables that strace writes at the end for `-c` and `-C`, taken apart into columns.
import type { EventIndex } from '../model/event.ts';
import type { Trace } from '../model/trace.ts';

/** A line of a table. `rule`: dashes; `title`: whose calls, where programs of several kinds ran. */
export type CountsLine =
  | { readonly kind: 'head' | 'row' | 'total'; readonly event: EventIndex; readonly cells: readonly string[] }
  | { readonly kind: 'rule' | 'title' | 'other'; readonly event: EventIndex; readonly text: string };

export interface CountsTable {
  /** strace's own titles: `% time`, `seconds`, `usecs/call`, `calls`, `errors`, `syscall`; others and another order with `-U` (5.6). */
  readonly columns: readonly string[];
  readonly lines: readonly CountsLine[];
}

/** A call in a table. */
export interface CountedCall {
  readonly name: string;
  readonly calls: number;
  readonly errors: number;
}

/** All tables of a capture, in their order. Looks at every event: not for the screen. */
export function countsTables(trace: Trace): readonly CountsTable[] {
  const tables: CountsTable[] = [];
  for (let event = 0, count = trace.eventCount; event < count; event = trace.next(event)) {
    if (trace.kind(event) !== 'summary') continue;
    const end = runEnd(trace, event);
    tables.push(...tablesIn(trace, event, end));
    event = end - 1;
  }
  return tables;
}

/** Tables that stand right behind each other. What is read of them holds until they grow. */
interface Run {
  readonly first: EventIndex;
  readonly end: EventIndex;
  readonly tables: readonly CountsTable[];
}

/** The run that was asked for last: who asks for a line asks for its neighbours. */
const known = new WeakMap<Trace, Run>();

/** The table that an event is a line of, and the line; null for other records. Costs the tables around it, once. */
export function countsLineOf(trace: Trace, event: EventIndex): { readonly table: CountsTable; readonly line: CountsLine } | null {
  if (trace.kind(event) !== 'summary') return null;
  for (const table of runAt(trace, event).tables) {
    const line = table.lines[event - (table.lines[0]?.event ?? 0)];
    if (line?.event === event) return { table, line };
  }
  return null;
}

function runAt(trace: Trace, event: EventIndex): Run {
  const last = known.get(trace);
  if (last !== undefined && event >= last.first && event < last.end && runEnd(trace, last.end - 1) === last.end) return last;
  let first = event;
  while (first > 0 && trace.kind(first - 1) === 'summary') first--;
  const end = runEnd(trace, event);
  const run = { first, end, tables: tablesIn(trace, first, end) };
  known.set(trace, run);
  return run;
}

/** Whose calls a line of a table counts; null for its other lines. */
export function countedName(trace: Trace, event: EventIndex): string | null {
  const found = countsLineOf(trace, event);
  return found?.line.kind === 'row' ? (found.line.cells[found.table.columns.indexOf(NAME_TITLE)] ?? null) : null;
}

/** The title over names, wherever `-U` puts it. @see strace's count.c */
export const NAME_TITLE = 'syscall';

function runEnd(trace: Trace, event: EventIndex): EventIndex {
  let end = event;
  while (end < trace.eventCount && trace.kind(end) === 'summary') end++;
  return end;
}

function tablesIn(trace: Trace, from: EventIndex, end: EventIndex): readonly CountsTable[] {
  const tables: CountsTable[] = [];
  let lines: { readonly event: EventIndex; readonly text: string }[] = [];
  for (let event = from; event < end; event++) {
    const text = trace.text(event).trimEnd();
    const isBehindTitle = lines.length === 1 && TITLE.test(lines[0]!.text);
    if (lines.length > 0 && (TITLE.test(text) || (isHead(text) && !isBehindTitle))) {
      tables.push(tableOf(lines));
      lines = [];
    }
    lines.push({ event, text });
  }
  return lines.length === 0 ? tables : [...tables, tableOf(lines)];
}

/** The calls of a table, as it has them. */
export function countedCalls({ columns, lines }: CountsTable): readonly CountedCall[] {
  const [name, calls, errors] = [columns.indexOf(NAME_TITLE), columns.indexOf('calls'), columns.indexOf('errors')];
  return lines.flatMap((line) =>
    line.kind === 'row' ? [{ name: line.cells[name] ?? '', calls: Number(line.cells[calls] ?? 0), errors: Number(line.cells[errors] || 0) }] : [],
  );
}

const TITLE = /^System call usage summary for /;
const RULE = /^-+(?: -+)*$/;
const isHead = (text: string): boolean => /(?:^|\s)(?:syscall|calls)(?:\s|$)/.test(text) && !/\d/.test(text);

function tableOf(texts: readonly { readonly event: EventIndex; readonly text: string }[]): CountsTable {
  const rule = texts.find(({ text }) => RULE.test(text))?.text ?? '';
  // The line of dashes shows where each column stands. What is left of a number that is too wide for its column is its own, too.
  const ends = [...rule.matchAll(/-+/g)].map(({ index, 0: dashes }) => ({ start: index, end: index + dashes.length }));
  const head = texts.find(({ text }) => isHead(text))?.text ?? '';
  const columns = cellsOf(head, ends);
  const lines = texts.map(({ event, text }): CountsLine => {
    if (TITLE.test(text)) return { kind: 'title', event, text };
    if (RULE.test(text)) return { kind: 'rule', event, text };
    const cells = cellsOf(text, ends);
    if (ends.length === 0 || cells.length !== ends.length) return { kind: 'other', event, text };
    return { kind: text === head ? 'head' : cells.includes('total') ? 'total' : 'row', event, cells };
  });
  return { columns, lines };
}

function cellsOf(text: string, columns: readonly { readonly start: number; readonly end: number }[]): readonly string[] {
  const words = text.trim().split(/\s+/);
  // Every column but one is filled: errors are left out where there were none. So the words alone tell where wide numbers have moved the others.
  if (words.length === columns.length && !isHead(text)) return words;
  return columns.map(
    ({ start, end }, i) =>
      text.slice(i === 0 ? 0 : columns[i - 1]!.end, i === columns.length - 1 ? text.length : end).trim() || text.slice(start, end).trim(),
  );
}
