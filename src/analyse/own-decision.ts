// When no aim explains a process's end: it decided so by itself, or the capture lacks what would tell.
import type { ProcessIndex } from '../model/process.ts';
import { SYSCALL_CLASSES } from '../parse/syscall-classes.ts';
import { toVisible } from '../text/visible.ts';
import { ACCESS, EXEC, OPEN, STAT, WRITE } from './call-names.ts';
import { call, type Discovery } from './detectors/detector.ts';
import { doubtOf } from './doubt.ts';
import { type Inquiry, remember } from './inquiry.ts';
import { lastWords } from './last-words.ts';
import { endWords, named } from './named.ts';
import { type Saying, sayingsOf } from './spoken.ts';

/** `program/own-error`: the last words of the process, or its status. */
export function ownError(inquiry: Inquiry, process: number): Discovery {
  const end = inquiry.family.endOf(process);
  const said = ownWords(inquiry, process);
  const doubt = said === null ? null : doubtOf(inquiry, said);
  const status = end?.kind === 'exit' ? `exit ${end.status}` : end?.kind === 'signal' ? end.signal : 'its end';
  return {
    code: 'program/own-error',
    subject: said === null ? status : toVisible(said.text.trim()),
    errno: null,
    title: `${named(inquiry, process)} ${end === null ? 'gave up' : endWords(end)} by its own decision${said === null ? '' : `: ${toVisible(said.text.trim())}`}`,
    process,
    proofs: [
      ...(said === null ? [] : [call(said.last, `it says: ${toVisible(said.text.trim())}${doubt === null ? '' : `; ${doubt}`}`)]),
      ...(end === null ? [] : [call(end.event, 'no system call failed that it could not do without')]),
    ],
    parameters: {},
  };
}

/** Whether its words leave open what it learned the reason from. */
export function isDoubtful(inquiry: Inquiry, process: ProcessIndex): boolean {
  const said = ownWords(inquiry, process);
  return said !== null && doubtOf(inquiry, said) !== null;
}

/** The words of a process on its end. A child that told its parent by a protocol, or nothing, has the parent speak for it: a test runner. */
export function ownWords(inquiry: Inquiry, process: number): Saying | null {
  // What ran before the last execve was another program: a wrapper script.
  const since = inquiry.trace.processes[process]?.execs.at(-1)?.event ?? -1;
  const own = sayingsOf(inquiry, process).filter(({ last }) => last > since);
  const parent = inquiry.family.parentOf(process);
  return lastWords(own) ?? (own.length > 0 && parent !== null ? lastWords(sayingsOf(inquiry, parent)) : null);
}

/** `trace/incomplete`, for a child whose calls are not there. */
export function childNotTraced(inquiry: Inquiry, process: number, learned: number, pid: number): Discovery {
  return {
    code: 'trace/incomplete',
    subject: '-f',
    errno: null,
    title: `the child ${pid} of ${named(inquiry, process)} failed, and its calls are not in the capture: record it with -f`,
    process,
    proofs: [call(learned, `${named(inquiry, process)} learns that its child ${pid} failed`)],
    parameters: {},
  };
}

/** `trace/incomplete`, when only some classes of calls were recorded and none that could show the cause; null when the usual ones are there. */
export function filteredAway(inquiry: Inquiry, process: number): Discovery | null {
  const recorded = recordedFilter(inquiry);
  if (recorded === null) return null;
  const end = inquiry.family.endOf(process);
  return {
    code: 'trace/incomplete',
    subject: `-e trace=${recorded}`,
    errno: null,
    title: `the capture holds only ${recorded} calls (-e trace=${recorded}): what made ${named(inquiry, process)} give up is not among them`,
    process,
    proofs: end === null ? [] : [call(end.event, 'nothing before this tells why')],
    parameters: {},
  };
}

/** The set that `-e trace=` was given, by what is there, when calls on files are missing from the capture; null when they are there. */
export function recordedFilter(inquiry: Inquiry): string | null {
  return remember(inquiry, 'recorded-filter', () => {
    const { trace, classes } = inquiry;
    const names = new Set<string>();
    const ids = new Set<number>();
    for (let event = 0, count = trace.eventCount; event < count; event = trace.next(event)) {
      if (trace.kind(event) !== 'call') continue;
      if ((classes.of(event) & (OPEN | STAT | ACCESS)) !== 0) return null;
      const id = trace.nameIdOf(event);
      if (!ids.has(id)) {
        ids.add(id);
        names.add(trace.name(event));
      }
    }
    // Written text without a single open: a static program, or one that was attached to. Its own words tell.
    if ([...names].some((name) => (classes.ofName(name) & WRITE) !== 0)) return null;
    const others = [...names].filter((name) => (classes.ofName(name) & EXEC) === 0);
    if (names.size === 0) return 'none';
    if (others.length === 0) return 'execve';
    const shared = ['network', 'process', 'memory', 'signal', 'ipc', 'desc'].filter((cls) =>
      others.every((name) => SYSCALL_CLASSES.get(name)?.includes(cls) ?? false),
    );
    // A handful of calls of several classes is a short life (one file of an -ff set), not a filter.
    return shared[0] ?? null;
  });
}
