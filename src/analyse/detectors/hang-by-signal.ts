// Hangs that signals make: a process that job control stopped, a call that a timer interrupts for ever, a signal that is ignored.

import { ignoredBy } from '../hang/signals.ts';
import { forSeconds } from '../hang/words.ts';
import { programName } from '../inquiry.ts';
import { named } from '../named.ts';
import { call, detector } from './detector.ts';

export const stoppedByTerminal = detector('process/stopped-by-terminal', 'pending', (aim, inquiry) => {
  const { target } = aim;
  if (target.kind !== 'stopped') return null;
  const name = programName(inquiry, aim.process);
  const did = target.signal === 'SIGTTIN' ? 'reads from' : target.signal === 'SIGTTOU' ? 'writes to or changes' : 'was stopped from';
  return {
    subject: target.signal,
    errno: null,
    title: `${name} is stopped by ${target.signal}: it ${did} the terminal${target.signal === 'SIGTSTP' ? '' : ' while it is in the background'}, and nobody lets it go on`,
    proofs: [call(target.event, `the terminal stops ${named(inquiry, aim.process)} with ${target.signal}`)],
    parameters: { pid: String(inquiry.trace.processes[aim.process]?.pid ?? '') },
  };
});

export const interruptedForEver = detector('process/interrupted-for-ever', 'pending', (aim, inquiry) => {
  const { target } = aim;
  if (target.kind !== 'interrupted') return null;
  const name = programName(inquiry, aim.process);
  const event = aim.tries[0]!.event;
  return {
    subject: target.signal,
    errno: null,
    title: `${name} never gets through ${aim.call}: ${target.signal} interrupts it each time before it is done, ${target.times} times so far`,
    proofs: [call(event, `${aim.call} is interrupted and begins anew`), call(target.event, `${target.signal} comes again and again`)],
    parameters: {},
  };
});

/** On the way down somebody waits for a process that was told to end and does not hear it. */
export const signalIgnored = detector('process/signal-ignored', 'pending', (aim, inquiry) => {
  const chain = [...aim.way.map((edge) => edge.process), ...(aim.way.length === 0 ? [aim.process] : [])];
  for (const process of chain) {
    const ignored = ignoredBy(inquiry, process);
    if (ignored === null) continue;
    const name = programName(inquiry, process);
    return {
      subject: ignored.signal,
      errno: null,
      title: `${name} was sent ${ignored.signal} and goes on${forSeconds(aim.waitedNs)}: it was started with that signal ignored`,
      proofs: [
        call(ignored.event, `${named(inquiry, process)} gets ${ignored.signal}, and nothing happens`),
        call(ignored.ignores, `${ignored.signal} is set to be ignored; programs that are started then inherit that`),
      ],
      parameters: { pid: String(inquiry.trace.processes[process]?.pid ?? '') },
    };
  }
  return null;
});
