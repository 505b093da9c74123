// `exec/shadowed`: a program gave up by itself, and the capture shows another file of its name further down PATH.

import { isStandardUtility } from '../knowledge/standard-utilities.ts';
import type { EventIndex } from '../model/event.ts';
import type { Exec, ProcessIndex } from '../model/process.ts';
import { readArray } from '../text/arguments.ts';
import { readCString } from '../text/c-string.ts';
import { searchPath } from './aims/find-command.ts';
import { STAT } from './call-names.ts';
import { judgeContent } from './content.ts';
import { call, type Discovery } from './detectors/detector.ts';
import { callsOnName, fileFacts } from './file-facts.ts';
import { baseName, directoryOf, failed, type Inquiry, imageAt } from './inquiry.ts';
import { absoluteFrom, absolutePath } from './place.ts';
import { type Saying, sayingsOf } from './spoken.ts';

/** What a program says that is too old, or another one of the same name: it does not know what it was asked. */
const DOES_NOT_KNOW =
  /\b(?:unknown|unrecogni[sz]ed|unsupported|not supported|invalid|illegal|no such) (?:\w+ )?(?:option|command|subcommand|directive|flag|argument|target|switch|action)|\bunknown\b|(?:^|\s)-{1,2}\w[\w-]* (?:is )?(?:not |un)(?:supported|known|recogni[sz]ed|implemented)|too old|requires? (?:\w+ )?(?:version|>=|at least|newer)|version .* (?:is )?required|needs (?:version|at least)|^usage:/i;

/** For the processes of the walk, from the deepest up. */
export function shadowedProgram(inquiry: Inquiry, processes: readonly ProcessIndex[]): Discovery | null {
  const complaint = [...processes]
    .reverse()
    .flatMap((process) => sayingsOf(inquiry, process))
    .find((saying) => DOES_NOT_KNOW.test(saying.text));
  for (const process of [...processes].reverse()) {
    const script = scriptOf(inquiry, process);
    const image = script ?? imageAt(inquiry, process, Number.MAX_SAFE_INTEGER);
    if (image === null) continue;
    const argv0 = readCString(readArray(inquiry.trace.args(image.event)[1] ?? '')[0] ?? '')?.text ?? '';
    const ran = absoluteFrom(inquiry, process, image.event, image.path);
    // Only what was found along PATH can be hidden by it; a path that was given is what was meant.
    if (argv0 !== baseName(ran)) continue;
    const other = otherOnPath(inquiry, ran);
    if (other === null && complaint !== undefined && isStandardName(ran) && (script !== null || isScript(inquiry, ran)))
      return takesStandardName(inquiry, process, image.event, ran, complaint);
    if (other === null || (complaint === undefined && !isStandIn(inquiry, process, ran, other.path))) continue;
    return {
      code: 'exec/shadowed',
      subject: ran,
      errno: null,
      title: `${ran} ran as ${baseName(ran)}, and ${complaint === undefined ? 'fails' : 'does not know what it is asked'}: PATH has ${other.path} only behind it`,
      process,
      proofs: [
        call(image.event, `${ran} is what PATH finds first`),
        call(other.event, `${other.path} is there too`),
        ...(complaint === undefined ? [] : [call(complaint.last, `it says: ${complaint.text.trim()}`)]),
      ],
      parameters: { command: baseName(ran), wanted: other.path, wantedDirectory: directoryOf(other.path) },
    };
  }
  return null;
}

/** The script that `#!/usr/bin/env NAME` was started for: what env runs is given its path. */
function scriptOf({ trace }: Inquiry, process: ProcessIndex): Exec | null {
  const execs = trace.processes[process]?.execs ?? [];
  const [before, last] = [execs.at(-2), execs.at(-1)];
  if (before === undefined || last === undefined) return null;
  // Long words of argv are cut by `-s`.
  const isItsPath = (word: string): boolean => before.path.startsWith(word) && word.length >= Math.min(before.path.length, 24);
  return last.argv.slice(1).some(isItsPath) ? before : null;
}

/** Outside of the system's directories, by the name of a utility that every system has as a program. */
const isStandardName = (ran: string): boolean => isStandardUtility(baseName(ran)) && !/^\/(?:usr\/)?s?bin\//.test(ran);

function isScript(inquiry: Inquiry, ran: string): boolean {
  const { head } = fileFacts(inquiry, ran);
  return head !== null && judgeContent(head.bytes).kind === 'script';
}

function takesStandardName(inquiry: Inquiry, process: ProcessIndex, event: EventIndex, ran: string, complaint: Saying): Discovery {
  const name = baseName(ran);
  const { head } = fileFacts(inquiry, ran);
  return {
    code: 'exec/shadowed',
    subject: ran,
    errno: null,
    title: `${ran} ran as ${name}, and does not know what it is asked: it is a script by the name of the system's own ${name}, which PATH has only behind it`,
    process,
    proofs: [
      call(event, `${ran} is what PATH finds first`),
      ...(head === null ? [] : [call(head.event, `it is a script, not the system's ${name}`)]),
      call(complaint.last, `it says: ${complaint.text.trim()}`),
    ],
    parameters: { command: name },
  };
}

/** A little script in front of a large program of the same name: a wrapper or a stand-in, which failed by itself. */
function isStandIn(inquiry: Inquiry, process: ProcessIndex, ran: string, other: string): boolean {
  const end = inquiry.family.endOf(process);
  const own = fileFacts(inquiry, ran).stat?.sizeBytes ?? null;
  const behind = fileFacts(inquiry, other).stat?.sizeBytes ?? null;
  if (end?.kind !== 'exit' || end.status === 0 || own === null || behind === null) return false;
  return own <= LARGEST_STAND_IN && behind >= own * 10;
}

const LARGEST_STAND_IN = 4096;

/** Another regular file of the same name in a directory of PATH, seen by a stat: not the same file by another path. */
function otherOnPath(inquiry: Inquiry, ran: string): { path: string; event: EventIndex } | null {
  const { trace, classes } = inquiry;
  const own = fileFacts(inquiry, ran);
  const path = searchPath(inquiry);
  for (const event of callsOnName(inquiry, baseName(ran))) {
    if ((classes.of(event) & STAT) === 0 || failed(trace, event)) continue;
    const seen = absolutePath(inquiry, event) ?? '';
    if (seen === ran || !seen.startsWith('/')) continue;
    const { stat, link } = fileFacts(inquiry, seen);
    const isCommandDirectory = path.has(directoryOf(seen)) || /\/s?bin$/.test(directoryOf(seen));
    if (stat?.type !== 'S_IFREG' || (stat.mode & 0o111) === 0 || !isCommandDirectory || link !== null) continue;
    // The same size: /bin is /usr/bin.
    if (own.stat !== null && own.stat.sizeBytes === stat.sizeBytes) continue;
    return { path: seen, event };
  }
  return null;
}
