// Whether what a failed call wanted came about after all: the same file a moment later, or the next place of a search.
import type { EventIndex } from '../../model/event.ts';
import { ACCESS, CHANGE, EXEC, OPEN, READLINK, STAT, WRITE } from '../call-names.ts';
import { ownCallsOnName } from '../file-facts.ts';
import { baseName, directoryOf, failed, type Inquiry } from '../inquiry.ts';
import { absolutePath } from '../place.ts';
import { lowerBound } from '../timeline.ts';
import { openedFor, type Purpose } from './purpose.ts';
import { destinationOf } from './target.ts';

export interface Want {
  readonly event: EventIndex;
  readonly purpose: Purpose;
  readonly errno: string;
  readonly path: string | null;
}

/** `here`: the same path was reached later; `elsewhere`: right behind it, a file of that name in another place, or of another ending. */
export type Met = 'here' | 'elsewhere' | null;

/** So many calls behind a failure, a search of several places has come to its end. */
export const SEARCH = 60;
/** A name that is used everywhere is looked at so often. */
const MOST_CALLS = 3000;

export function metLater(inquiry: Inquiry, want: Want): Met {
  if (want.purpose === 'descriptor' && want.path === null) return null;
  if (onDescriptor(inquiry, want)) return workedAgain(inquiry, want) ? 'here' : null;
  if (want.path === null) return null;
  if (reachedLater(inquiry, want, want.path) || (want.errno === 'EXDEV' && isCopied(inquiry, want))) return 'here';
  return foundElsewhere(inquiry, want, want.path) ? 'elsewhere' : null;
}

function reachedLater(inquiry: Inquiry, want: Want, path: string): boolean {
  const { trace } = inquiry;
  const calls = ownCallsOnName(inquiry, trace.process(want.event), baseName(path));
  const from = lowerBound(calls, want.event + 1);
  for (let at = from; at < calls.length && at < from + MOST_CALLS; at++) {
    const event = calls[at]!;
    if (failed(trace, event)) continue;
    if (absolutePath(inquiry, event) === path && serves(inquiry, event, want)) return true;
  }
  return false;
}

/** mv's way: what cannot be renamed or linked to another file system is copied there. */
function isCopied(inquiry: Inquiry, { event }: Want): boolean {
  const destination = destinationOf(inquiry, event);
  if (destination === null) return false;
  const { trace } = inquiry;
  return ownCallsOnName(inquiry, trace.process(event), baseName(destination)).some(
    (later) =>
      later > event &&
      !failed(trace, later) &&
      /^(?:open|creat|mkdir|symlink|mknod)/.test(trace.name(later)) &&
      absolutePath(inquiry, later) === destination &&
      (!trace.name(later).startsWith('open') || openedFor(trace, later) === 'create'),
  );
}

/** The search went on and found: the same name in another directory, or the same directory's file with another ending (`x.js`, `x.json`). */
function foundElsewhere(inquiry: Inquiry, want: Want, path: string): boolean {
  if (!/^(?:look|read|list|write|create|make-directory|rename|link)$/.test(want.purpose)) return false;
  const { trace, timeline, classes, paths } = inquiry;
  const process = trace.process(want.event);
  const events = timeline.eventsOf(process);
  const from = timeline.positionOf(process, want.event) + 1;
  const name = baseName(path);
  const stem = stemOf(path);
  for (let at = from; at < events.length && at < from + SEARCH; at++) {
    const event = events[at]!;
    if ((classes.of(event) & (OPEN | STAT | ACCESS | READLINK | CHANGE | EXEC)) === 0 || failed(trace, event)) continue;
    const other = paths.of(event) ?? '';
    if (other === path) continue;
    const isLike = paths.baseOf(event) === name || (/^(?:look|read)$/.test(want.purpose) && stemOf(other) === stem);
    if (isLike && serves(inquiry, event, want)) return true;
  }
  return false;
}

/** Name without its endings, behind its directory's last part: relative and absolute names of one place agree. */
function stemOf(path: string): string {
  const name = baseName(path);
  const dot = name.indexOf('.', 1);
  return `${baseName(directoryOf(path))}/${dot < 0 ? name : name.slice(0, dot)}`;
}

/** Whether a call that worked is what was wanted. */
function serves(inquiry: Inquiry, event: EventIndex, { event: wanted, purpose, errno }: Want): boolean {
  const { trace, classes } = inquiry;
  const bits = classes.of(event);
  const opened = (bits & OPEN) !== 0 ? openedFor(trace, event) : null;
  switch (purpose) {
    case 'look':
      return true;
    case 'read':
    case 'list':
    case 'enter':
      // Looking at what may not be read is no reading.
      return errno === 'ENOENT' || errno === 'ENOTDIR' ? (bits & CHANGE) === 0 : opened !== null || trace.name(event) === 'chdir';
    case 'write':
    case 'create':
      return opened === 'create' || opened === 'write' || (bits & CHANGE) !== 0;
    case 'make-directory':
      return (
        /^mkdir/.test(trace.name(event)) ||
        // EEXIST for a directory that is there is what mkdir -p hopes for.
        (errno === 'EEXIST' && (/S_IFDIR/.test(trace.args(event).join(', ')) || opened === 'list')) ||
        trace.name(event) === 'chdir'
      );
    case 'rename':
    case 'link':
      return /^(?:rename|link)/.test(trace.name(event));
    default:
      return trace.nameIdOf(event) === trace.nameIdOf(wanted);
  }
}

/** Asked of a descriptor: its file may have no name in the capture. */
const onDescriptor = ({ classes }: Inquiry, { event, purpose }: Want): boolean =>
  purpose === 'lock' || ((classes.of(event) & WRITE) !== 0 && purpose === 'write');

/** The same call on the same descriptor worked later: a lock that was asked for again, a write behind freed space. */
function workedAgain({ trace, timeline }: Inquiry, { event, purpose }: Want): boolean {
  const process = trace.process(event);
  const events = timeline.eventsOf(process);
  const [fd = '', operation = '', , offset = ''] = trace.args(event);
  const name = trace.nameIdOf(event);
  const onOffset = /^pwrite/.test(trace.name(event));
  const path = trace.pathIdOf(event);
  const from = timeline.positionOf(process, event) + 1;
  for (let at = from; at < events.length && at < from + MOST_CALLS; at++) {
    const later = events[at]!;
    if (trace.nameIdOf(later) !== name || trace.kind(later) !== 'call' || failed(trace, later)) continue;
    const args = trace.args(later);
    if (args[0] !== fd && (path < 0 || trace.pathIdOf(later) !== path)) continue;
    // What was there before can be written again, by a database that goes back; what found no room lies behind it.
    if (onOffset && Number(args[3]) < Number(offset)) continue;
    if (
      purpose !== 'lock' ||
      (/LOCK_EX|LOCK_SH|SETLK/.test(args.join(' ')) && !/LOCK_UN|F_UNLCK/.test(args.join(' ')) && sameKind(operation, args[1] ?? ''))
    )
      return true;
  }
  return false;
}

/** A shared lock that was got is not the exclusive one that was refused. */
const sameKind = (refused: string, got: string): boolean => !refused.includes('LOCK_EX') || got.includes('LOCK_EX');
