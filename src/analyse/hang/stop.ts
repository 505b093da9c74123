// The moment at which somebody outside stopped a command that did not end by itself: what each thread did then is what it hung in.
import type { EventIndex } from '../../model/event.ts';
import { isGone } from '../../model/gone.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { structField } from '../../text/arguments.ts';
import { type Inquiry, remember } from '../inquiry.ts';

/** Signals by which we, people and supervisors stop what does not end by itself. */
export const STOPPERS: ReadonlySet<string> = new Set(['SIGTERM', 'SIGKILL', 'SIGINT', 'SIGHUP', 'SIGQUIT']);

export interface Stop {
  /** The first signal of it; the number of events when the capture just ends. */
  readonly event: EventIndex;
  /** null: no signal, the capture ends while all wait. */
  readonly signal: string | null;
}

/** A supervisor asks first and kills some seconds later: both are one stop. */
const ONE_STOP_NS = 15e9;

/** null when nobody outside stopped the root. */
export function stopOf(inquiry: Inquiry): Stop | null {
  return remember(inquiry, 'stop', () => {
    const { trace, family } = inquiry;
    const end = family.endOf(family.root);
    const signals = outsideSignals(inquiry);
    const last =
      signals.findLast(({ process }) => process === family.root) ??
      (end === null ? signals.at(-1) : (killedSilently(inquiry) ?? killedWithItsThreads(inquiry, signals)));
    if (last === undefined || last === null) return end === null ? { event: trace.eventCount, signal: null } : null;
    // A signal that the root took long before its end did not stop it.
    if (end !== null && trace.sinceStartNs(end.event) - trace.sinceStartNs(last.event) > ONE_STOP_NS) return null;
    const first = signals.find(({ event }) => !(trace.sinceStartNs(last.event) - trace.sinceStartNs(event) > ONE_STOP_NS)) ?? last;
    return first.event <= last.event ? first : last;
  });
}

interface Sent extends Stop {
  readonly process: ProcessIndex;
  readonly signal: string;
}

/** Stopping signals whose sender is no process of the capture, in order. */
function outsideSignals(inquiry: Inquiry): readonly Sent[] {
  const { trace } = inquiry;
  const ids = new Set([...STOPPERS].map((name) => trace.nameId(name)));
  ids.delete(-1);
  if (ids.size === 0) return [];
  const sent: Sent[] = [];
  for (let event = 0, count = trace.eventCount; event < count; event = trace.next(event)) {
    if (!ids.has(trace.nameIdOf(event)) || trace.kind(event) !== 'signal') continue;
    if (isFromOutside(inquiry, event)) sent.push({ event, process: trace.process(event), signal: trace.name(event) });
  }
  return sent;
}

/** By a process that is not in the capture, or by the kernel for a key (Ctrl-C) or a terminal that hung up. @see sigaction(2), si_code */
function isFromOutside(inquiry: Inquiry, signal: EventIndex): boolean {
  const text = inquiry.trace.text(signal);
  const sender = Number.parseInt(structField(text, 'si_pid') ?? '', 10);
  const code = structField(text, 'si_code');
  // Straces before 4.6 tell no siginfo at all.
  if (code === null) return true;
  if (Number.isNaN(sender)) return code === 'SI_KERNEL';
  return sender === 0 || !knownPids(inquiry).has(sender);
}

const knownPids = (inquiry: Inquiry): ReadonlySet<number> =>
  remember(inquiry, 'known-pids', () => new Set(inquiry.trace.processes.flatMap(({ pid, tids }) => [pid, ...tids])));

/** SIGKILL leaves no line but `+++ killed by SIGKILL +++`. Null when a process of the capture sent it. */
function killedSilently(inquiry: Inquiry): Sent | null {
  const { trace, family } = inquiry;
  const end = family.endOf(family.root);
  if (end?.kind !== 'signal' || end.signal !== 'SIGKILL' || killerOf(inquiry, family.root) !== null) return null;
  const ends = trace.processes.flatMap(({ index }) => {
    const own = family.endOf(index);
    // When somebody ended whose end was given up is not known: long before, for what is given up is old.
    return own?.kind === 'signal' && own.signal === 'SIGKILL' && !isGone(own.event, trace.gone) ? [own.event] : [];
  });
  return {
    event: Math.min(end.event, ...ends.filter((event) => !(trace.sinceStartNs(end.event) - trace.sinceStartNs(event) > 1e9))),
    process: family.root,
    signal: 'SIGKILL',
  };
}

/** Without its threads' clone in the capture, a signal that one of them took is nobody's of the root; all of them end by it at once. */
function killedWithItsThreads({ trace, family }: Inquiry, signals: readonly Sent[]): Sent | null {
  const end = family.endOf(family.root);
  if (end?.kind !== 'signal' || ['clone', 'clone3'].some((name) => trace.nameId(name) >= 0)) return null;
  return signals.findLast(({ signal, event, process }) => signal === end.signal && event < end.event && isThreadLike(trace, process, signal)) ?? null;
}

/** It never ran a program of its own, and ended by the same signal. */
function isThreadLike({ processes }: Inquiry['trace'], process: ProcessIndex, signal: string): boolean {
  const entry = processes[process];
  return entry !== undefined && entry.execs.length === 0 && entry.end?.kind === 'signal' && entry.end.signal === signal;
}

/** The call of a process of the capture that sent the signal of which this process died; null when none did. */
export function killerOf(inquiry: Inquiry, process: ProcessIndex): EventIndex | null {
  return remember(inquiry, `killer:${process}`, () => {
    const { trace, family } = inquiry;
    const end = family.endOf(process);
    const entry = trace.processes[process];
    if (end?.kind !== 'signal' || entry === undefined) return null;
    const pid = entry.pid;
    const group = new RegExp(`^(?:${[pid, ...entry.tids].join('|')}|-\\d+|0)(?:<|$)`);
    let found: EventIndex | null = null;
    for (const event of killCalls(inquiry)) {
      if (event >= end.event) break;
      const args = trace.args(event);
      const [target = '', second = ''] = args;
      if (!args.some((argument) => argument === end.signal) || event < entry.firstEvent) continue;
      if (group.test(target) || (trace.name(event) === 'tgkill' && group.test(second))) found = event;
    }
    return found;
  });
}

const killCalls = (inquiry: Inquiry): readonly EventIndex[] =>
  remember(inquiry, 'kill-calls', () => {
    const { trace } = inquiry;
    const ids = new Set(['kill', 'tkill', 'tgkill', 'rt_sigqueueinfo', 'pidfd_send_signal'].map((name) => trace.nameId(name)));
    ids.delete(-1);
    const found: EventIndex[] = [];
    if (ids.size === 0) return found;
    for (let event = 0, count = trace.eventCount; event < count; event = trace.next(event))
      if (ids.has(trace.nameIdOf(event)) && trace.kind(event) === 'call' && trace.errno(event) === null) found.push(event);
    return found;
  });
