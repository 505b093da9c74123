// How a command was looked up, for whoever stands on a failing execve, a stat of a search, or a "not found": each directory of PATH and what was there.
import { type CommandLookup, type HostAnswers, type LookupTry, valueOr } from '../model/answers.ts';
import type { EventIndex } from '../model/event.ts';
import type { CommandContext } from '../model/outcome.ts';
import type { ProcessIndex } from '../model/process.ts';
import type { Trace } from '../model/trace.ts';
import type { FindCommand, Try } from './aims/aim.ts';
import { lastEvent } from './aims/aim.ts';
import { findCommandAims } from './aims/find-command.ts';
import { EXEC } from './call-names.ts';
import { fileFacts } from './file-facts.ts';
import { baseName, directoryOf, type Indexes, type Inquiry, openInquiry, seesHostFiles } from './inquiry.ts';
import { absolutePath } from './place.ts';
import { octal } from './sentences.ts';

/**
 * The look-up that an event belongs to: one of its tries, the execve of what it found, or the end or message of the child that was forked for it.
 * @returns null when the event is about no look-up along PATH
 */
export function commandLookup(
  trace: Trace,
  event: EventIndex,
  context: CommandContext,
  answers: HostAnswers,
  indexes?: Indexes,
): CommandLookup | null {
  // A command that was never started has no event: any leads to the search for it.
  if (context.neverStarted) return lookupNow(context, answers);
  if (event >= trace.eventCount) return null;
  const inquiry = openInquiry(trace, context, answers, indexes && { indexes });
  const aim = lookupOf(inquiry, event);
  if (aim === null) return null;
  const host = seesHostFiles(inquiry, aim.process)
    ? valueOr(answers.commandLookup(aim.command, pathOf(inquiry, aim), context.cwd ?? '/'), null)
    : null;
  const found = aim.tries.find((t) => t.errno === null);
  const tries = [
    ...aim.tries.map((t) => toldTry(inquiry, t)),
    ...(host === null ? [] : host.tries.filter((t) => !aim.tries.some((seen) => seen.path === t.path))),
  ];
  return {
    command: aim.command,
    state:
      found !== undefined ? 'found' : tries.some((t) => t.errno !== null && t.errno !== 'ENOENT' && t.errno !== 'ENOTDIR') ? 'unusable' : 'not-found',
    found: found?.path ?? null,
    tries,
    elsewhere: host?.elsewhere ?? [],
    nearMisses: host?.nearMisses ?? [],
  };
}

function lookupNow({ argv, env, cwd }: CommandContext, answers: HostAnswers): CommandLookup | null {
  const command = argv?.[0];
  return command === undefined || command.includes('/') ? null : valueOr(answers.commandLookup(command, env?.PATH ?? '', cwd ?? '/'), null);
}

function lookupOf(inquiry: Inquiry, event: EventIndex): FindCommand | null {
  const process = inquiry.trace.process(event);
  if (process < 0) return null;
  const own = findCommandAims(inquiry, process);
  const within = own.find((aim) => aim.tries.some((t) => t.event === event) || (aim.tries[0]!.event < event && event < lastEvent(aim)));
  if (within !== undefined) return within;
  const wanted = (inquiry.classes.of(event) & EXEC) !== 0 ? baseName(absolutePath(inquiry, event) ?? '') : null;
  // The shell looked before it forked; its child runs, or says, what came of it.
  const before = lookupsBefore(inquiry, process, event);
  if (wanted !== null) return before.findLast((aim) => aim.command === wanted) ?? null;
  const last = before.at(-1);
  return last !== undefined && last.state === 'unmet' ? last : null;
}

function lookupsBefore(inquiry: Inquiry, process: ProcessIndex, event: EventIndex): readonly FindCommand[] {
  const entry = inquiry.trace.processes[process];
  const parent = inquiry.family.parentOf(process);
  const inherited =
    parent === null || entry === undefined
      ? []
      : findCommandAims(inquiry, parent).filter((aim) => lastEvent(aim) < (entry.bornBy ?? entry.firstEvent));
  return [...inherited, ...findCommandAims(inquiry, process).filter((aim) => lastEvent(aim) < event)];
}

/** PATH as it was: from the environment, else the directories of the search. */
const pathOf = (inquiry: Inquiry, aim: FindCommand): string =>
  inquiry.context.env?.PATH ?? [...new Set(aim.tries.map((t) => directoryOf(t.path)))].join(':');

function toldTry(inquiry: Inquiry, { event, path, errno }: Try): LookupTry {
  return { directory: directoryOf(path), path, errno, event, says: says(inquiry, path, errno) };
}

function says(inquiry: Inquiry, path: string, errno: string | null): string {
  const { link, stat } = fileFacts(inquiry, path);
  switch (errno) {
    case null:
      return 'found';
    case 'ENOENT':
      return link?.target == null ? 'no such file' : `link to ${link.target}, which is missing`;
    case 'ENOTDIR':
      return `${directoryOf(path)} is no directory`;
    case 'EISDIR':
      return 'a directory';
    case 'ELOOP':
      return 'links that lead in a circle';
    case 'EACCES':
      return stat === null ? 'permission denied' : `not executable (mode ${octal(stat.mode)})`;
    default:
      return errno;
  }
}
