// How the traced command ended, as the capture tells it.
import type { Outcome } from '../model/outcome.ts';
import type { ProcessIndex } from '../model/process.ts';
import { CALL_PENDING } from '../model/trace.ts';
import { structField } from '../text/arguments.ts';
import type { Inquiry } from './inquiry.ts';
import { STOPPERS } from './waiting.ts';

/** A call that was waiting for at least this long when the stop came: it hung, it was not merely killed. */
const LONG_WAIT_NS = 3e9;

export function outcomeOf(inquiry: Inquiry): Outcome {
  const { trace, context, family } = inquiry;
  if (context.observed !== null) {
    // A process that was let go still ran. It hung if it did nothing but wait for most of the time.
    const { observed, stoppedByUs } = context;
    const letGo = observed.kind === 'hang' && !stoppedByUs;
    return letGo && (secondsOf(inquiry) > observed.seconds / 2 || !isWaiting(inquiry)) ? { kind: 'unknown' } : observed;
  }
  const end = family.endOf(family.root);
  if (end === null) return trace.ended && isWaiting(inquiry) ? { kind: 'hang', seconds: secondsOf(inquiry) } : { kind: 'unknown' };
  if (end.kind === 'exit') {
    // A program that was stopped from outside may still end with a status of its own.
    return { kind: 'exit', status: end.status };
  }
  const waited = stoppedFromOutside(inquiry, family.root, end.signal);
  if (STOPPERS.has(end.signal) && waited !== null && waited >= LONG_WAIT_NS) return { kind: 'hang', seconds: Math.round(waited / 1e9) };
  return trace.processes.length === 0 ? { kind: 'unknown' } : { kind: 'signal', signal: end.signal };
}

/** Calls that return at once unless the disk is slow: one of them without its result means that the capture was cut there. */
const NEVER_WAITS =
  /^(?:brk|mmap2?|munmap|mprotect|close|f?stat(?:64)?|lstat(?:64)?|newfstatat|statx|access|faccessat2?|readlink(?:at)?|rt_sig(?:action|procmask|return)|get\w+|set\w+|clone3?|v?fork|execve|exit_group|exit|lseek|dup[23]?|pipe2?|fcntl|prctl|arch_prctl|unlink(?:at)?|mkdir(?:at)?|chdir|umask|uname|rseq|prlimit64)$/;

/** Every process that still runs has a call that did not return: the capture ends because somebody stopped waiting, not in mid-line. */
function isWaiting({ trace, timeline, family }: Inquiry): boolean {
  const running = trace.processes.filter((p) => family.endOf(p.index) === null);
  return (
    running.length > 0 &&
    running.every(({ index }) => {
      const last = lastCall(timeline.eventsOf(index), trace);
      if (last === null || (trace.flags(last) & CALL_PENDING) === 0) return false;
      return !NEVER_WAITS.test(trace.name(last)) && !isCutInMiddle(trace.text(last));
    })
  );
}

/** strace writes the arguments of a call that waits, as far as they are known, and no more: a bracket or half a string behind them is a cut. */
const isCutInMiddle = (text: string): boolean =>
  /\)\s*(?:= |$)/.test(text.replace(/"(?:[^"\\]|\\.)*"/g, '""')) || (text.replace(/\\./g, '').split('"').length - 1) % 2 === 1;

function lastCall(events: Uint32Array, trace: Inquiry['trace']): number | null {
  for (let at = events.length - 1; at >= 0; at--) if (trace.kind(events[at]!) === 'call') return events[at]!;
  return null;
}

/** How long the process had waited when a signal from outside the capture came; null for a signal from within. */
function stoppedFromOutside({ trace, timeline }: Inquiry, process: ProcessIndex, signal: string): number | null {
  const events = timeline.eventsOf(process);
  const at = events.findLastIndex((event) => trace.kind(event) === 'signal' && trace.name(event) === signal);
  if (at < 1) return null;
  const sender = Number(structField(trace.text(events[at]!), 'si_pid'));
  if (trace.processes.some((p) => p.pid === sender && sender !== 0)) return null;
  const waited = trace.sinceStartNs(events[at]!) - trace.sinceStartNs(events[at - 1]!);
  return Number.isNaN(waited) ? 0 : waited;
}

function secondsOf({ trace }: Inquiry): number {
  const last = trace.eventCount === 0 ? Number.NaN : trace.sinceStartNs(trace.eventCount - 1);
  return Number.isNaN(last) ? 0 : Math.round(last / 1e9);
}
