// A directory that was opened like a file: open(2) permits it for reading, and Python, Java and others then see by fstat what it is, and give up. No call fails.
import { namesErrno, speaksOfErrno } from '../../knowledge/errno-words.ts';
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { readFd } from '../../text/arguments.ts';
import { CLOSE, OPEN } from '../call-names.ts';
import { baseName, failed, type Inquiry } from '../inquiry.ts';
import { absolutePath } from '../place.ts';
import { sayingsOf } from '../spoken.ts';
import type { UseFile } from './aim.ts';

/** Between the open and the fstat that tells come some questions of the run time library. */
const BEHIND_OPEN = 6;

/** Those of which the process says that they are directories. */
export function openedDirectoryAims(inquiry: Inquiry, process: ProcessIndex): readonly UseFile[] {
  const said = sayingsOf(inquiry, process).filter(({ text }) => namesErrno(text, 'EISDIR') || speaksOfErrno(text, 'EISDIR'));
  if (said.length === 0) return [];
  const { trace, timeline, classes } = inquiry;
  const events = timeline.eventsOf(process);
  const found: UseFile[] = [];
  for (const [at, event] of events.entries()) {
    if ((classes.of(event) & OPEN) === 0 || trace.kind(event) !== 'call' || failed(trace, event) || /O_DIRECTORY|O_PATH/.test(trace.text(event)))
      continue;
    const path = absolutePath(inquiry, event);
    const isNamed = path !== null && said.some(({ text, first }) => first > event && text.includes(baseName(path)));
    if (!isNamed || !isSeenAsDirectory(inquiry, events.subarray(at + 1, at + 1 + BEHIND_OPEN), readFd(trace.result(event) ?? '')?.fd)) continue;
    found.push({
      kind: 'use-file',
      process,
      state: 'unmet',
      purpose: 'read',
      call: trace.name(event),
      errno: 'EISDIR',
      path,
      destination: null,
      foundElsewhere: false,
      tries: [{ event, path, errno: 'EISDIR', bits: classes.of(event) }],
    });
  }
  return found;
}

/** fstat of the descriptor says directory, and it is closed again. */
function isSeenAsDirectory({ trace, classes }: Inquiry, behind: Uint32Array, fd: number | undefined): boolean {
  const isOfFd = (event: EventIndex): boolean => trace.kind(event) === 'call' && readFd(trace.args(event)[0] ?? '')?.fd === fd;
  const calls = [...behind].filter(isOfFd);
  const told = calls.findIndex((event) => /^(?:fstat|newfstatat|statx)/.test(trace.name(event)) && trace.text(event).includes('S_IFDIR'));
  return (
    told >= 0 &&
    !calls.slice(told).some((event) => trace.name(event).startsWith('getdents')) &&
    calls.slice(told).some((event) => (classes.of(event) & CLOSE) !== 0)
  );
}
