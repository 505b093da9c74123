// A process in words: how it ended, how long it lived, what it was started as.
import type { ProcessEntry } from '../../model/process.ts';
import type { Trace } from '../../model/trace.ts';
import { shellLine } from '../../text/shell-quote.ts';
import type { StyleName } from '../pane.ts';

export interface EndWords {
  readonly mark: string;
  readonly text: string;
  readonly style: StyleName;
}

/** How a process ended, with a mark that needs no colour. */
export function endWords({ end }: ProcessEntry, traceEnded: boolean, utf8: boolean): EndWords {
  if (end === null) {
    return traceEnded ? { mark: '?', text: 'no end seen', style: 'warning' } : { mark: utf8 ? '●' : '*', text: 'running', style: 'normal' };
  }
  const failed = utf8 ? '✗' : 'x';
  if (end.kind === 'signal') return { mark: failed, text: end.core ? `${end.signal} core` : end.signal, style: 'error' };
  if (end.status !== 0) return { mark: failed, text: `exit ${end.status}`, style: 'error' };
  return { mark: utf8 ? '✓' : '.', text: 'exit 0', style: 'good' };
}

/** What an exit status means where a convention says so (POSIX shells, 2.8.2 Exit Status for Commands); null otherwise. */
export function statusMeaning(status: number): string | null {
  if (status === 126) return 'shells say 126 for a command that was found and could not be executed';
  if (status === 127) return 'shells and ld.so say 127 for a command or library that was not found';
  if (status > 128 && status <= 192) return `shells say ${status} for a command killed by signal ${status - 128}`;
  return null;
}

/** The command line of its last exec; a process that never called execve has its name only. */
export function commandLine(entry: ProcessEntry): string {
  const exec = entry.execs.at(-1);
  if (exec === undefined) return entry.comm;
  const words = exec.argv.length > 0 ? exec.argv : [exec.path];
  return shellLine(words) + (exec.truncated ? ' ...' : '');
}

/** From its first to its last record, in nanoseconds; NaN without time stamps. */
export const livedNs = (entry: ProcessEntry, trace: Trace): number =>
  trace.eventCount === 0 ? Number.NaN : trace.sinceStartNs(entry.lastEvent) - trace.sinceStartNs(entry.firstEvent);

/** `38342`, with `--pidns-translation` `38342(1)`: strace's pid, and that inside the namespace. '' where the capture has no pids. */
export const pidWords = ({ pid, pidInside }: ProcessEntry): string => (pid === 0 ? '' : pidInside == null ? String(pid) : `${pid}(${pidInside})`);
