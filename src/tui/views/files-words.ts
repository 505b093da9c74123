// The Files view in words: what was done, how it went, how much.
import { errnoMeaning } from '../../knowledge/errno.ts';
import { FILE_DID, FILE_OUTCOMES, type FileOutcome, type FileTable, NO_EVENT, type TextColumn } from '../../model/file-table.ts';
import type { Trace } from '../../model/trace.ts';
import { toVisible } from '../../text/visible.ts';
import type { StyleName } from '../pane.ts';
import { counted, spokenDuration } from '../row-text.ts';

const decoder = new TextDecoder();

export function pathOf({ text: { ids, own } }: FileTable, at: number, trace: Trace): string {
  const id = ids[at] ?? 0;
  return id >= 0 ? trace.pathText(id) : ownText(own, -1 - id);
}

// TextDecoder takes no view of shared memory.
const ownText = ({ bytes, ends }: TextColumn, place: number): string => decoder.decode(bytes.slice(place === 0 ? 0 : ends[place - 1], ends[place]));

/** What a row is known by in another table of the same capture: a path of the capture, or a text. */
export type RowKey = number | string;

export function keyOfRow({ text: { ids, own } }: FileTable, at: number): RowKey {
  const id = ids[at] ?? 0;
  return id >= 0 ? id : ownText(own, -1 - id);
}

/** null when it is not there. Looks through the numbers, or the bytes as they are: no text is made of a hundred thousand of them. */
export function rowOfKey({ text: { ids, own } }: FileTable, key: RowKey): number | null {
  const place = typeof key === 'number' ? key : placeOfText(own, key);
  const row = place < 0 ? -1 : ids.indexOf(typeof key === 'number' ? key : -1 - place);
  return row < 0 ? null : row;
}

/** -1 when it is not there. */
function placeOfText({ bytes, ends }: TextColumn, path: string): number {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const wanted = Buffer.from(path);
  for (let at = all.indexOf(wanted); at >= 0; at = all.indexOf(wanted, at + 1)) {
    const place = firstEndBehind(ends, at);
    if ((place === 0 ? 0 : ends[place - 1]) === at && ends[place] === at + wanted.length) return place;
  }
  return -1;
}

/** Paths as calls wrote them for a row. */
export function namesOfRow({ name, moreNames }: FileTable, at: number): number[] {
  const ids = (name[at] ?? -1) >= 0 ? [name[at]!] : [];
  for (let pair = 0; pair < moreNames.length; pair += 2) if (moreNames[pair] === at) ids.push(moreNames[pair + 1]!);
  return ids;
}

/** The row that a path of the capture was written for; -1 for none. */
export function rowNamed({ name, moreNames }: FileTable, id: number): number {
  const first = name.indexOf(id);
  if (first >= 0) return first;
  for (let pair = 0; pair < moreNames.length; pair += 2) if (moreNames[pair + 1] === id) return moreNames[pair]!;
  return -1;
}

function firstEndBehind(ends: Uint32Array, at: number): number {
  let low = 0;
  for (let high = ends.length - 1; low < high; ) {
    const middle = (low + high) >> 1;
    if (ends[middle]! > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

export const outcomeOf = ({ outcome }: FileTable, at: number): FileOutcome => FILE_OUTCOMES[outcome[at] ?? 0] ?? 'ok';

/** The most telling first; done, and only tried. */
const DID_WORDS: readonly (readonly [keyof typeof FILE_DID, string, string])[] = [
  ['executed', 'executed', 'to execute'],
  ['removed', 'removed', 'to remove'],
  ['renamed', 'renamed', 'to rename'],
  ['linked', 'linked', 'to link'],
  ['created', 'created', 'to create'],
  ['written', 'written', 'to write'],
  ['read', 'read', 'to read'],
  ['mapped', 'mapped', 'to map'],
  ['listed', 'listed', 'to list'],
  ['entered', 'entered', 'to enter'],
  ['changed', 'changed', 'to change'],
  ['stat', 'stat', 'stat'],
];

/** `read, mapped, stat`; `to read` where every call failed; '' when it was only spoken of. */
export function didWords({ did, calls, failed }: FileTable, at: number, most: number): string {
  const inVain = calls[at] === failed[at];
  return DID_WORDS.filter(([name]) => ((did[at] ?? 0) & FILE_DID[name]) !== 0)
    .slice(0, most)
    .map(([, done, tried]) => (inVain ? tried : done))
    .join(', ');
}

/** @returns null when nothing failed */
export const errnoAt = ({ failedEvent }: FileTable, at: number, trace: Trace): string | null => {
  const event = failedEvent[at] ?? NO_EVENT;
  return event === NO_EVENT || event >= trace.eventCount ? null : trace.errno(event);
};

export const OUTCOME_STYLES: Readonly<Record<FileOutcome, StyleName>> = {
  ok: 'good',
  everyday: 'dim',
  'worked-later': 'dim',
  'found-elsewhere': 'dim',
  failed: 'warning',
  finding: 'error',
};

const SHORT_OUTCOMES: Readonly<Record<FileOutcome, string>> = {
  ok: 'ok',
  everyday: 'everyday',
  'worked-later': 'worked later',
  'found-elsewhere': 'found elsewhere',
  failed: 'not recovered',
  finding: 'the finding',
};

/** `ENOENT, elsewhere`; `ok`. */
export function resultWords(table: FileTable, at: number, trace: Trace, short: boolean): string {
  const outcome = outcomeOf(table, at);
  const errno = errnoAt(table, at, trace);
  if (errno === null) return SHORT_OUTCOMES[outcome];
  return short ? errno : `${errno}, ${SHORT_OUTCOMES[outcome]}`;
}

/** One line about the path under the cursor. */
export function fileSentence(table: FileTable, at: number, trace: Trace, utf8: boolean): string {
  const parts = [`${didWords(table, at, 12) || 'named'} by ${byWhom(table, at, trace)}`, counted(table.calls[at] ?? 0, 'call')];
  const took = table.tookNs[at] ?? 0;
  if (took > 0) parts.push(spokenDuration(took, utf8));
  const errno = errnoAt(table, at, trace);
  if (errno !== null) parts.push(`${errno}: ${errnoMeaning(errno)?.says.toLowerCase() ?? 'failed'}, ${fate(table, at, trace)}`);
  return parts.join(utf8 ? ' · ' : ' | ');
}

function fate(table: FileTable, at: number, trace: Trace): string {
  const instead = table.insteadRow[at] ?? -1;
  switch (outcomeOf(table, at)) {
    case 'worked-later':
      return 'and worked later';
    case 'found-elsewhere':
      return `found as ${toVisible(pathOf(table, instead, trace))}`;
    case 'everyday':
      return 'as with every healthy run';
    case 'finding':
      return 'and the finding is about it';
    case 'ok':
    case 'failed':
      return 'not recovered';
  }
}

/** `go 4122 and 3 others`. */
export function byWhom({ process, otherProcesses }: FileTable, at: number, trace: Trace): string {
  const entry = trace.processes[process[at] ?? -1];
  const others = otherProcesses[at] ?? 0;
  const name = entry === undefined ? '?' : `${toVisible(entry.comm)}${entry.pid === 0 ? '' : ` ${entry.pid}`}`;
  return others === 0 ? name : `${name} and ${counted(others, 'other')}`;
}
