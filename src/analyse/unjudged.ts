// What keeps "it decided by itself" from being said: failures of kinds that no detector judges yet. Each detector that comes makes this shorter.

import { errnoMeaning } from '../knowledge/errno.ts';
import type { ProcessIndex } from '../model/process.ts';
import { goProgram } from './aims/go-part.ts';
import { otherCallAims } from './aims/other-call.ts';
import { EXIT, SEND } from './call-names.ts';
import { failed, type Inquiry } from './inquiry.ts';
import { withDescendants } from './swallowed.ts';

/**
 * Whether something in these processes may be the cause that this version cannot name: an error that programs seldom shrug off, the network, or
 * one of the go command's own layers.
 */
export function hasUnjudged(inquiry: Inquiry, processes: readonly ProcessIndex[]): boolean {
  const last = processes.at(-1);
  if (last === undefined) return false;
  return (
    goProgram(inquiry, last) === 'go' ||
    withDescendants(inquiry, [last]).some((process) => usesNetwork(inquiry, process)) ||
    processes.slice(-2).some((process) => hasSeriousError(inquiry, process)) ||
    ranOutOfMemory(inquiry, last)
  );
}

/** Errors of high weight that were not made good, and locks that were refused. ENOENT of optional files is not among them. */
const hasSeriousError = (inquiry: Inquiry, process: ProcessIndex): boolean =>
  otherCallAims(inquiry, process).some(
    ({ errno, call }) =>
      errnoMeaning(errno)?.priority === 'high' ||
      (errno === 'EAGAIN' && /^(?:flock|fcntl|clone|fork|vfork)/.test(call)) ||
      /^(?:EEXIST|EXDEV)$/.test(errno) ||
      // Elsewhere EINVAL mostly asks whether the kernel knows something.
      (errno === 'EINVAL' && /^(?:sched_|mount|bind|connect|set(?:r|pr)|prlimit|open|rename)/.test(call)),
  );

/** A connection, or a question to a name server: its end may be known only by what came back. */
function usesNetwork({ trace, timeline, classes }: Inquiry, process: ProcessIndex): boolean {
  const connects = new Set(['connect', 'bind', 'listen', 'accept', 'accept4'].map((name) => trace.nameId(name)));
  for (const event of timeline.eventsOf(process)) {
    const isConnect = connects.has(trace.nameIdOf(event)) && trace.kind(event) === 'call';
    if (!isConnect && (classes.of(event) & SEND) === 0) continue;
    const text = trace.args(event).join(', ');
    if (/sa_family=AF_INET|AF_UNIX, sun_path="(?!\/(?:var\/)?run\/(?:nscd|systemd))/.test(text) || (!isConnect && /<(?:TCP|UDP)/.test(text)))
      return true;
  }
  return false;
}

const ranOutOfMemory = ({ trace, timeline, classes }: Inquiry, process: ProcessIndex): boolean =>
  timeline.eventsOf(process).some((event) => failed(trace, event) && (classes.of(event) & EXIT) === 0 && trace.errno(event) === 'ENOMEM');
