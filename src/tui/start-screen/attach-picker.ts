// The picker of running processes to attach to: typing filters it, Tab marks several.
import type { InputEvent } from '../input/input-event.ts';
import { type EditedLine, editLine, lineOf } from '../line-editor.ts';
import type { Row } from '../pane.ts';
import { counted, cutText, fitText, row, wrapText } from '../row-text.ts';
import { keepInView } from '../scroll.ts';
import { fieldRow } from './field.ts';
import { listKey } from './list-key.ts';
import type { PartContext, PartScreen, PartUpdate } from './part.ts';
import type { ListedProcess } from './process-list.ts';

/** What ptrace permits for one process, in a sentence with what to do. */
interface AttachVerdict {
  readonly permitted: boolean;
  readonly says: string;
}

export interface AttachPicker {
  readonly query: EditedLine;
  /** null: not read yet. */
  readonly processes: readonly ListedProcess[] | null;
  readonly cursor: number;
  readonly top: number;
  readonly marked: ReadonlySet<number>;
  /** By pid; asked when the cursor rests on it. */
  readonly verdicts: ReadonlyMap<number, AttachVerdict>;
}

export const openAttachPicker = (): AttachPicker => ({
  query: lineOf(''),
  processes: null,
  cursor: 0,
  top: 0,
  marked: new Set(),
  verdicts: new Map(),
});

/** Every word of the query occurs in the pid, the user or the command line. */
export function matching({ query, processes }: AttachPicker): readonly ListedProcess[] {
  const words = query.text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const text = ({ pid, user, command }: ListedProcess) => `${pid} ${user} ${command}`.toLowerCase();
  return words.length === 0 ? (processes ?? []) : (processes ?? []).filter((one) => words.every((word) => text(one).includes(word)));
}

export function updateAttachPicker(picker: AttachPicker, input: InputEvent, context: PartContext): PartUpdate<AttachPicker> {
  const list = matching(picker);
  const chosen = list[picker.cursor];
  if (input.kind === 'key') {
    switch (input.key) {
      case 'esc':
        return { model: picker, outcome: { kind: 'back' } };
      case 'ctrl-r':
        return { model: { ...picker, processes: null, verdicts: new Map() } };
      case 'tab':
        return { model: chosen === undefined ? picker : toggle(picker, chosen.pid) };
      case 'enter': {
        const pids = picker.marked.size > 0 ? [...picker.marked] : chosen === undefined ? [] : [chosen.pid];
        return pids.length === 0 ? { model: picker } : { model: picker, outcome: { kind: 'open', request: { kind: 'attach', pids } } };
      }
    }
  }
  const moved = listKey(picker, input, list.length, listRows(context), LIST_TOP);
  if (moved !== null) return { model: { ...picker, ...moved } };
  const query = editLine(picker.query, input);
  return {
    model: query === null || query.text === picker.query.text ? { ...picker, query: query ?? picker.query } : { ...picker, query, cursor: 0, top: 0 },
  };
}

function toggle(picker: AttachPicker, pid: number): AttachPicker {
  const marked = new Set(picker.marked);
  if (!marked.delete(pid)) marked.add(pid);
  return { ...picker, marked };
}

/** Filter line and heading. */
const LIST_TOP = 2;
const listRows = ({ size }: PartContext): number => Math.max(1, size.rows - LIST_TOP - 2);

export function attachScreen(picker: AttachPicker, context: PartContext): PartScreen {
  const { size, utf8 } = context;
  const { columns } = size;
  const field = fieldRow('find', picker.query, { columns, labelWidth: 4, utf8, focused: true, placeholder: 'pid, user or part of the command line' });
  const list = matching(picker);
  const rows: Row[] = [field.row];
  if (picker.processes === null) rows.push(row([' Reading the list of processes', 'dim']));
  else {
    const { cursor, top } = keepInView(picker, list.length, listRows(context));
    rows.push(row([` ${headings(columns).join(' ')}`, 'heading']));
    for (const [i, one] of list.slice(top, top + listRows(context)).entries()) {
      const cells = processCells(one, columns, utf8);
      const mark = picker.marked.has(one.pid) ? '*' : ' ';
      rows.push({
        ...row([mark, 'strong'], [`${cells.slice(0, -1).join(' ')} `, 'dim'], cells.at(-1) ?? ''),
        ...(top + i === cursor ? { cursor: true } : {}),
      });
    }
    while (rows.length < size.rows - 2) rows.push(row(' '));
    rows.push(...footRows(picker, list, columns, utf8));
  }
  return { rows, cursor: { column: field.cursorColumn, row: 0 } };
}

function footRows({ processes, marked, verdicts, cursor }: AttachPicker, list: readonly ListedProcess[], columns: number, utf8: boolean): Row[] {
  if (list.length === 0) return [row([` None of ${counted(processes?.length ?? 0, 'process', 'processes')} matches.`, 'dim'])];
  const verdict = verdicts.get(list[cursor]?.pid ?? 0);
  const count = marked.size > 0 ? `${counted(marked.size, 'process', 'processes')} marked` : '';
  if (count !== '' || verdict === undefined) return [row([` ${count}`, 'dim'])];
  return wrapText(verdict.says, columns - 2)
    .slice(0, 2)
    .map((text) => row([` ${cutText(text, columns - 2, utf8)}`, verdict.permitted ? 'good' : 'error']));
}

const headings = (columns: number): string[] =>
  columns >= 60 ? ['    pid', 'user    ', '      age', '  cpu', 'command'] : ['    pid', 'user    ', 'command'];

function processCells({ pid, user, ageSeconds, cpuPercent, command }: ListedProcess, columns: number, utf8: boolean): string[] {
  const wide = columns >= 60;
  const age = ageWords(ageSeconds);
  const middle = wide ? [fitText(age, 9, utf8, 'right'), fitText(`${Math.round(cpuPercent)} %`, 5, utf8, 'right')] : [];
  const before = [fitText(String(pid), 7, utf8, 'right'), fitText(user, 8, utf8), ...middle];
  return [...before, cutText(command, columns - before.join(' ').length - 3, utf8)];
}

function ageWords(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.floor(seconds / 3600)} h` : `${Math.floor(seconds / 86_400)} days`;
}

export const ATTACH_HINTS = [
  { key: 'tab', says: 'mark several' },
  { key: 'ctrl-r', says: 'read again' },
  { key: 'enter', says: 'attach' },
  { key: 'esc', says: 'back' },
];
