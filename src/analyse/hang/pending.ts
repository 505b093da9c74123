// What each thread was waiting in when a command was stopped: the last call that it began before and that had not returned.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { CALL_JOINED, CALL_NO_RETURN, CALL_PENDING } from '../../model/trace.ts';
import { EXIT, SEND, WRITE } from '../call-names.ts';
import { type Inquiry, remember } from '../inquiry.ts';
import { isOpening, waitsInOpening } from './opening.ts';
import { STOPPERS, stopOf } from './stop.ts';
import { waitedNs } from './waited.ts';

/** One thread's call that did not return by itself. */
export interface Pending {
  readonly process: ProcessIndex;
  readonly tid: number;
  readonly event: EventIndex;
  /** Name of the call; of what was interrupted, for restart_syscall. */
  readonly call: string;
  /** How long it had been waiting, in nanoseconds; NaN without time stamps. */
  readonly waitedNs: number;
}

/** What a call ends with when a signal breaks its wait. @see signal(7), "Interruption of system calls" */
const INTERRUPTED = /^(?:ERESTART\w*|EINTR)$/;

/** Calls that return at once unless a disk is slow: a thread that was in one ran. */
const NEVER_WAITS =
  /^(?:brk|mmap2?|munmap|mprotect|close|f?stat(?:64)?|lstat(?:64)?|newfstatat|statx|access|faccessat2?|readlink(?:at)?|rt_sig(?:action|procmask|return)|get\w+|set\w+|clone3?|v?fork|execve|exit_group|exit|lseek|dup[23]?|pipe2?|prctl|arch_prctl|unlink(?:at)?|mkdir(?:at)?|chdir|umask|uname|rseq|prlimit64|kill|tg?kill|sched_yield)$/;

/** Whether a call is of those that wait for something. @param moment at which it had not returned @param call its name, or that of what it restarts */
export function isWaitingCall(inquiry: Inquiry, event: EventIndex, moment: EventIndex, call = inquiry.trace.name(event)): boolean {
  if (call.startsWith('fcntl')) return /F_(?:OFD_)?SETLKW/.test(inquiry.trace.args(event)[1] ?? '');
  return isOpening(call) ? waitsInOpening(inquiry, event, moment) : !NEVER_WAITS.test(call);
}

/** Of the threads of a process that were alive and waiting at the stop, the first thread first. [] for one that ran, or that was not there. */
export function pendingAt(inquiry: Inquiry, process: ProcessIndex): readonly Pending[] {
  return remember(inquiry, `pending:${process}`, () => {
    const stop = stopOf(inquiry);
    return stop === null ? [] : pendingBefore(inquiry, process, momentIn(inquiry, process, stop.event));
  });
}

/** Files of a `-ff` set without time stamps have no order between them. */
export const isOrdered = ({ trace }: Inquiry): boolean => trace.files.length < 2 || trace.clock !== 'none';

/** The stop, as far as a process is concerned: without an order its own signal. */
function momentIn(inquiry: Inquiry, process: ProcessIndex, stop: EventIndex): EventIndex {
  if (isOrdered(inquiry)) return stop;
  const { trace, timeline } = inquiry;
  const events = timeline.eventsOf(process);
  const own = events.findLast((event) => trace.kind(event) === 'signal' && STOPPERS.has(trace.name(event)));
  return own ?? (events.at(-1) ?? 0) + 1;
}

/** The same for any moment. */
function pendingBefore(inquiry: Inquiry, process: ProcessIndex, moment: EventIndex): readonly Pending[] {
  const { trace, timeline, classes, family } = inquiry;
  const end = family.endOf(process);
  if (end !== null && end.event < moment) return [];
  const events = timeline.eventsOf(process);
  const entry = trace.processes[process];
  const left = new Set(entry?.tids ?? []);
  const found: Pending[] = [];
  for (let at = timeline.positionOf(process, moment) - 1; at >= 0 && left.size > 0; at--) {
    const event = events[at]!;
    const kind = trace.kind(event);
    const tid = trace.tid(event) || (entry?.pid ?? 0);
    if (kind === 'exit') left.delete(tid);
    if (kind !== 'call' || !left.delete(tid) || (classes.of(event) & EXIT) !== 0) continue;
    const call = restartedName(inquiry, event);
    if (isWaitingCall(inquiry, event, moment, call) && isUnreturned(inquiry, event, moment))
      found.push({ process, tid, event, call, waitedNs: waitedNs(inquiry, event, moment) });
  }
  return found.sort((a, b) => Number(b.tid === entry?.pid) - Number(a.tid === entry?.pid) || a.event - b.event);
}

/** Whether a call was still waiting at a moment. */
function isUnreturned({ trace, classes }: Inquiry, event: EventIndex, moment: EventIndex): boolean {
  const flags = trace.flags(event);
  if ((flags & (CALL_PENDING | CALL_NO_RETURN)) !== 0 || INTERRUPTED.test(trace.errno(event) ?? '')) return true;
  // A write that is interrupted says how much it had written by then.
  if ((classes.of(event) & (WRITE | SEND)) !== 0 && isCutShort(trace.args(event), trace.result(event))) return true;
  if ((flags & CALL_JOINED) === 0 || moment >= trace.eventCount) return false;
  // It returned, but only behind the stop: what it waited for was freed by it.
  return trace.lines(event).endLine > trace.lines(moment).line && trace.files.length === 1;
}

/** Fewer bytes than were to be written. @see write(2) */
function isCutShort(args: readonly string[], result: string | null): boolean {
  const [wanted, done] = [Number(args[2]), Number(result)];
  return done > 0 && done < wanted && /^\x22/.test(args[1] ?? '');
}

/** `restart_syscall(<... resuming interrupted read ...>` is the read that goes on. */
function restartedName({ trace }: Inquiry, event: EventIndex): string {
  const name = trace.name(event);
  if (name !== 'restart_syscall') return name;
  return /resuming interrupted (\w+)/.exec(trace.text(event))?.[1] ?? name;
}
