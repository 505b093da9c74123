// Files that a process could not use although no call failed: a directory that was opened as a file, a lock file that was found. What it says tells.
import { namesErrno, speaksOfErrno } from '../../knowledge/errno-words.ts';
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import type { Trace } from '../../model/trace.ts';
import { ACCESS, OPEN, STAT } from '../call-names.ts';
import { fileFacts } from '../file-facts.ts';
import { ALREADY_RUNNING, isLockName } from '../files/lock-name.ts';
import { baseName, failed, type Inquiry, remember } from '../inquiry.ts';
import { absolutePath } from '../place.ts';
import { type Saying, sayingsOf } from '../spoken.ts';
import type { UseFile } from './aim.ts';

/** So many calls before a message are searched for what it is about. */
const LOOKED_BACK = 120;

/**
 * open(2) of a directory for reading works, and fstat tells what it is: Python's open() fails so. cp and rm say so after a stat. A lock or pid file
 * that is found needs no failed call at all.
 */
export function toldFileAims(inquiry: Inquiry, process: ProcessIndex): readonly UseFile[] {
  return remember(inquiry, `told-file:${process}`, () =>
    sayingsOf(inquiry, process).flatMap((saying): readonly UseFile[] => {
      const { text } = saying;
      if (namesErrno(text, 'EISDIR') || (speaksOfErrno(text, 'EISDIR') && !namesErrno(text, 'ENOTDIR')))
        return lookedAt(inquiry, process, saying, 'EISDIR', 'read', (path) => fileFacts(inquiry, path).stat?.type === 'S_IFDIR');
      if (ALREADY_RUNNING.test(text)) return lookedAt(inquiry, process, saying, 'EEXIST', 'lock', isLockName);
      return [];
    }),
  );
}

/** The last thing of a kind that was looked at with success before a line: the one that the line names, where it names one. */
function lookedAt(
  inquiry: Inquiry,
  process: ProcessIndex,
  { first, text }: Saying,
  errno: string,
  purpose: 'read' | 'lock',
  is: (path: string) => boolean,
): readonly UseFile[] {
  const { trace, timeline, classes } = inquiry;
  const events = timeline.eventsOf(process);
  const seen = new Map<string, EventIndex>();
  for (let at = timeline.positionOf(process, first) - 1, looked = 0; at >= 0 && looked < LOOKED_BACK; at--, looked++) {
    const event = events[at]!;
    if (
      (classes.of(event) & (OPEN | STAT | ACCESS)) === 0 ||
      failed(trace, event) ||
      trace.args(event).some((argument) => argument.includes('O_DIRECTORY'))
    )
      continue;
    const path = absolutePath(inquiry, event) ?? '';
    if (path.length > 1 && !seen.has(path) && is(path) && !isListed(trace, events.subarray(at + 1, at + 1 + BEHIND_OPEN))) seen.set(path, event);
  }
  const named = [...seen].find(([path]) => text.includes(baseName(path)));
  // What was opened was to be read; what was only looked at may be any directory.
  const chosen = named ?? [...seen].find(([, event]) => purpose === 'lock' || (classes.of(event) & OPEN) !== 0);
  if (chosen === undefined) return [];
  const [path, event] = chosen;
  const call = purpose === 'lock' ? TOLD_LOCKED : trace.name(event);
  return [
    {
      kind: 'use-file',
      process,
      purpose,
      call,
      errno,
      path,
      destination: null,
      foundElsewhere: false,
      state: 'unmet',
      tries: [{ event, path, errno, bits: classes.of(event) }],
    },
  ];
}

/** Between the open of a directory and its listing come some questions of the run time library. */
const BEHIND_OPEN = 4;
const isListed = (trace: Trace, behind: Uint32Array): boolean =>
  behind.some((event) => trace.kind(event) === 'call' && trace.name(event).startsWith('getdents'));

/** The `call` of an aim that rests on what a program says about a lock file that it found. */
export const TOLD_LOCKED = 'told-locked';
