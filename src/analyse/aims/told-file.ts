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
import { namesThing, type Saying, sayingsOf } from '../spoken.ts';
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
      if (speaksOfInTheWay(saying)) return inTheWay(inquiry, process, saying);
      if (ALREADY_RUNNING.test(text)) return lookedAt(inquiry, process, saying, 'EEXIST', 'lock', isLockName);
      return [];
    }),
  );
}

/** `destination path 'app' already exists`, `can't create directory "out": file already exists`, or as much of it as `-s` has left. */
const EXISTS = /\b(?:file |directory )?(?:already )?exists?\b/i;
const MAKES =
  /\b(?:creat|mak)\w* (?:an? |the )?(?:\w+ )?(?:director(?:y|ies)|folder)|\bmkdir|(?:can(?:no|')t|could not) (?:creat|overwrit|mak)e|\b(?:destination|target|output) (?:path|director|folder|file)/i;
const speaksOfInTheWay = ({ text, truncated }: Saying): boolean => MAKES.test(text) && (EXISTS.test(text) || truncated);

/** mkdir -p of many languages, and git clone, look first: what they find in the way makes no call fail. It is named, and was seen right before. */
function inTheWay(inquiry: Inquiry, process: ProcessIndex, saying: Saying): readonly UseFile[] {
  const isNamed = (path: string): boolean => {
    const at = saying.text.indexOf(baseName(path));
    const rest = saying.text
      .slice(at + baseName(path).length)
      .replace(/^['"`’”»]?:? ?/, '')
      .toLowerCase();
    // Two letters of `not a directory` may be those of `no space left`.
    const isCut = ['already exists', 'file already exists', 'file exists', 'not a directory'].some(
      (one) => one.startsWith(rest) && rest.length > (one.startsWith('not') ? 4 : 1),
    );
    return at >= 0 && baseName(path).length > 1 && (EXISTS.test(saying.text) || (saying.truncated && isCut));
  };
  const isFile = (path: string): boolean => /director|folder|mkdir/i.test(saying.text) && fileFacts(inquiry, path).stat?.type === 'S_IFREG';
  const [found] = lookedAt(inquiry, process, saying, 'EEXIST', 'make-directory', (path) => isNamed(path));
  if (found?.path === undefined || found.path === null) return [];
  return [isFile(found.path) ? { ...found, errno: 'ENOTDIR', purpose: 'list' } : found];
}

/** The last thing of a kind that was looked at with success before a line: the one that the line names, where it names one. */
function lookedAt(
  inquiry: Inquiry,
  process: ProcessIndex,
  { first, text }: Saying,
  errno: string,
  purpose: 'read' | 'lock' | 'make-directory',
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
    if (
      path.length > 1 &&
      !seen.has(path) &&
      is(path) &&
      (purpose === 'make-directory' || !isListed(trace, events.subarray(at + 1, at + 1 + BEHIND_OPEN)))
    )
      seen.set(path, event);
  }
  const named = [...seen].find(([path]) => namesThing(text, baseName(path)));
  // What was opened was to be read; what was only looked at may be any directory.
  const chosen =
    named ?? (purpose === 'make-directory' ? undefined : [...seen].find(([, event]) => purpose === 'lock' || (classes.of(event) & OPEN) !== 0));
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
