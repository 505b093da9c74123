// The picker of a capture file: a path that is typed and completed, and below it what its directory holds.
import type { InputEvent } from '../input/input-event.ts';
import { type EditedLine, editLine, lineOf } from '../line-editor.ts';
import type { Row } from '../pane.ts';
import { counted, cutText, fitText, row } from '../row-text.ts';
import { keepInView } from '../scroll.ts';
import type { DirectoryEntry } from './directory-list.ts';
import { fieldRow } from './field.ts';
import { listKey } from './list-key.ts';
import type { PartContext, PartScreen, PartUpdate } from './part.ts';
import { spokenSize } from './spoken.ts';

export interface FilePicker {
  /** A path; what stands behind its last slash filters the list. */
  readonly line: EditedLine;
  readonly home: string;
  /** What {@link directoryOf} holds; null while it is not read, a sentence when it can't be. */
  readonly listed: { readonly directory: string; readonly entries: readonly DirectoryEntry[] | string } | null;
  readonly cursor: number;
  readonly top: number;
  /** What files hold, by path. */
  readonly described: ReadonlyMap<string, string>;
}

/** @param directory where to begin, absolute */
export const openFilePicker = (directory: string, home: string): FilePicker => ({
  line: lineOf(directory.endsWith('/') ? directory : `${directory}/`),
  home,
  listed: null,
  cursor: 0,
  top: 0,
  described: new Map(),
});

const expandHome = (text: string, home: string): string => (text === '~' || text.startsWith('~/') ? home + text.slice(1) : text);

/** The directory whose entries are shown. */
export function directoryOf({ line, home }: FilePicker): string {
  const path = expandHome(line.text, home);
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : './';
}

const typedName = ({ line }: FilePicker): string => line.text.slice(line.text.lastIndexOf('/') + 1);

/** Entries that begin with what is typed, then those that contain it; hidden ones only when a dot is typed. */
export function shownEntries(picker: FilePicker): readonly DirectoryEntry[] {
  const { listed } = picker;
  if (listed === null || typeof listed.entries === 'string' || listed.directory !== directoryOf(picker)) return [];
  const typed = typedName(picker);
  const visible = listed.entries.filter(({ name }) => typed.startsWith('.') || !name.startsWith('.'));
  const begins = visible.filter(({ name }) => name.startsWith(typed));
  return [...begins, ...visible.filter((entry) => !begins.includes(entry) && entry.name.toLowerCase().includes(typed.toLowerCase()))];
}

/** The path of an entry, as it is opened. */
export const pathOf = (picker: FilePicker, { name }: DirectoryEntry): string => directoryOf(picker) + name;

export function updateFilePicker(picker: FilePicker, input: InputEvent, context: PartContext): PartUpdate<FilePicker> {
  const entries = shownEntries(picker);
  const chosen = entries[picker.cursor];
  if (input.kind === 'key') {
    if (input.key === 'esc') return { model: picker, outcome: { kind: 'back' } };
    if (input.key === 'enter') return enter(picker, chosen);
    if (input.key === 'tab') return { model: complete(picker, entries) };
  }
  const moved = listKey(picker, input, entries.length, listRows(context), LIST_TOP);
  if (moved !== null) return { model: { ...picker, ...moved } };
  const line = editLine(picker.line, input);
  return { model: line === null ? picker : { ...picker, line, ...(line.text === picker.line.text ? {} : { cursor: 0, top: 0 }) } };
}

function enter(picker: FilePicker, chosen: DirectoryEntry | undefined): PartUpdate<FilePicker> {
  if (chosen?.kind === 'directory') return { model: into(picker, chosen.name) };
  // A path that is in no list is tried as it is: the answer says what is wrong with it.
  const path = chosen === undefined ? expandHome(picker.line.text, picker.home) : pathOf(picker, chosen);
  return { model: picker, outcome: { kind: 'open', request: { kind: 'open', paths: [path] } } };
}

const into = (picker: FilePicker, name: string): FilePicker => ({
  ...picker,
  line: lineOf(`${picker.line.text.slice(0, picker.line.text.lastIndexOf('/') + 1)}${name}/`),
  cursor: 0,
  top: 0,
});

/** As a shell does: as much as all matches share, and a directory is gone into when it is the only one. */
function complete(picker: FilePicker, entries: readonly DirectoryEntry[]): FilePicker {
  const typed = typedName(picker);
  const names = entries.filter(({ name }) => name.startsWith(typed)).map(({ name }) => name);
  const [first] = names;
  if (first === undefined) return picker;
  if (names.length === 1 && entries.find(({ name }) => name === first)?.kind === 'directory') return into(picker, first);
  let shared = first;
  for (const name of names) while (!name.startsWith(shared)) shared = shared.slice(0, -1);
  return { ...picker, line: lineOf(picker.line.text.slice(0, picker.line.text.length - typed.length) + shared) };
}

const LIST_TOP = 1;
const listRows = ({ size }: PartContext): number => Math.max(1, size.rows - LIST_TOP - 1);

export function fileScreen(picker: FilePicker, context: PartContext): PartScreen {
  const { size, utf8 } = context;
  const { columns } = size;
  const field = fieldRow('file', picker.line, { columns, labelWidth: 4, utf8, focused: true, placeholder: 'path of a capture' });
  const rows: Row[] = [field.row];
  const entries = shownEntries(picker);
  const { cursor, top } = keepInView(picker, entries.length, listRows(context));
  for (const [i, entry] of entries.slice(top, top + listRows(context)).entries()) {
    rows.push({ ...entryRow(entry, columns, utf8), ...(top + i === cursor ? { cursor: true } : {}) });
  }
  while (rows.length < size.rows - 1) rows.push(row(' '));
  rows.push(footRow(picker, entries, cursor, columns, utf8));
  return { rows, cursor: { column: field.cursorColumn, row: 0 } };
}

function entryRow({ name, kind, files, sizeBytes }: DirectoryEntry, columns: number, utf8: boolean): Row {
  const right = kind === 'directory' ? 'directory' : kind === 'set' ? `-ff set of ${files}  ${spokenSize(sizeBytes)}` : spokenSize(sizeBytes);
  const width = Math.max(8, columns - right.length - 4);
  return row([` ${fitText(kind === 'directory' ? `${name}/` : name, width, utf8)}`, kind === 'directory' ? 'path' : 'normal'], [`  ${right}`, 'dim']);
}

function footRow(picker: FilePicker, entries: readonly DirectoryEntry[], cursor: number, columns: number, utf8: boolean): Row {
  const { listed, described } = picker;
  const say = (text: string, style: 'dim' | 'error' = 'dim') => row([` ${cutText(text, columns - 2, utf8)}`, style]);
  if (listed === null || listed.directory !== directoryOf(picker)) return say('Reading the directory');
  if (typeof listed.entries === 'string') return say(listed.entries, 'error');
  const chosen = entries[cursor];
  if (chosen === undefined)
    return say(listed.entries.length === 0 ? 'The directory is empty.' : `None of ${counted(listed.entries.length, 'entry', 'entries')} matches.`);
  const what = described.get(pathOf(picker, chosen));
  return what === undefined ? say('') : say(`${chosen.name}: ${what}`);
}

export const FILE_HINTS = [
  { key: 'tab', says: 'complete' },
  { key: 'enter', says: 'open' },
  { key: 'esc', says: 'back' },
];
