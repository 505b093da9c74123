// Which files a shell opened while it started, and which of them it was reading when it printed a command: from strace's lines. Pure.
import type { Trace } from '../../../model/trace.ts';
import { CALL_FAILED } from '../../../model/trace.ts';
import { traceFromText } from '../../../session/load-trace.ts';
import { readCString } from '../../../text/c-string.ts';

/** The calls that {@link openedFiles} needs. */
export const OPEN_CALLS = 'trace=execve,open,openat';
/** Those of {@link printedByFile}. `?`: this machine may not have the call. */
export const SCRIPT_CALLS = 'trace=execve,open,openat,fcntl,?fcntl64,close,write';

export interface OpenedFile {
  readonly path: string;
  readonly isThere: boolean;
}

/** In order, each once. */
export function openedFiles(straceText: string): readonly OpenedFile[] {
  const trace = traceFromText(straceText);
  const opened = new Map<string, OpenedFile>();
  for (const event of callsOf(trace)) {
    const path = trace.path(event);
    if (path === null || !/^open(?:at)?$/.test(trace.name(event))) continue;
    // Of a directory that may not be searched nothing is known.
    const isThere = (trace.flags(event) & CALL_FAILED) === 0;
    if (isThere || trace.errno(event) === 'ENOENT') opened.set(path, { path, isThere: isThere || opened.get(path)?.isThere === true });
  }
  return [...opened.values()];
}

/** What was printed while one file was the innermost that the shell read. */
export interface Printed {
  /** null: the command line. */
  readonly file: string | null;
  readonly text: string;
}

/** For shells that move the files they read to descriptors from 10 on, as dash and busybox do (`savefd`, `setinputfd` of their sources). */
export function printedByFile(straceText: string): readonly Printed[] {
  const trace = traceFromText(straceText);
  const paths = new Map<number, string>();
  const reading: number[] = [];
  const printed: Printed[] = [];
  for (const event of callsOf(trace)) {
    if ((trace.flags(event) & CALL_FAILED) !== 0) continue;
    const [first = '', second = ''] = trace.args(event);
    const fd = Number.parseInt(first, 10);
    const result = Number.parseInt(trace.result(event) ?? '', 10);
    switch (trace.name(event)) {
      case 'open':
      case 'openat':
        paths.set(result, trace.path(event) ?? '');
        break;
      case 'fcntl':
      case 'fcntl64': {
        const path = paths.get(fd);
        if (!second.startsWith('F_DUPFD') || path === undefined || path.startsWith('/dev/')) break;
        paths.set(result, path);
        reading.push(result);
        break;
      }
      case 'close':
        paths.delete(fd);
        if (reading.includes(fd)) reading.splice(reading.indexOf(fd), 1);
        break;
      case 'write':
        if (fd === 2) printed.push({ file: paths.get(reading.at(-1) ?? -1) ?? null, text: readCString(second)?.text ?? '' });
    }
  }
  return printed;
}

function* callsOf(trace: Trace): Generator<number> {
  for (let event = 0; event < trace.eventCount; event = trace.next(event)) if (trace.kind(event) === 'call') yield event;
}
