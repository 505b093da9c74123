// A program that looks whether it is traced, and gives up because it is: its own decision, but not one it would take without us.
import type { EventIndex } from '../model/event.ts';
import type { ProcessIndex } from '../model/process.ts';
import { readCString } from '../text/c-string.ts';
import { READ } from './call-names.ts';
import { fdOf, openFileAt } from './descriptors.ts';
import { call, type Discovery } from './detectors/detector.ts';
import { failed, type Inquiry, programName } from './inquiry.ts';
import { after } from './walk/after.ts';

/** Files of /proc that tell of a tracer. @see proc_pid_status(5), TracerPid */
const TELLS = /^\/proc\/(?:self|thread-self|\d+)(?:\/task\/\d+)?\/status$/;

type Look = 'ptrace' | 'attach' | 'TracerPid';

/** @see ptrace(2), EPERM */
const SAYS: Readonly<Record<Look, string>> = {
  ptrace: 'it asks to be traced by its parent, and is refused: it is traced already',
  attach: 'it asks to trace a process of this capture, and is refused: that one is traced already',
  TracerPid: 'it reads the id of its tracer',
};

/** null when it did not look, or went on with other work behind it. */
export function refusesUnderTrace(inquiry: Inquiry, process: ProcessIndex): Discovery | null {
  const looked = lastLook(inquiry, process);
  if (looked === null) return null;
  if (wentOnAfter(inquiry, process, looked.event)) return null;
  const name = programName(inquiry, process);
  return {
    code: 'process/refuses-under-trace',
    subject: looked.by === 'attach' ? 'ptrace' : looked.by,
    errno: null,
    title:
      looked.by === 'attach'
        ? `${name} wants to trace a process that is traced already (ptrace), and is refused: no process has two tracers, without strace it may go on`
        : `${name} looks whether somebody traces it (${looked.by}), sees that it is so, and gives up: without a tracer it may go on`,
    process,
    proofs: [call(looked.event, SAYS[looked.by])],
    parameters: {},
  };
}

function wentOnAfter(inquiry: Inquiry, process: ProcessIndex, event: EventIndex): boolean {
  const { steps, starts } = after(inquiry, process, event);
  return steps > 1 || starts > 0;
}

function lastLook(inquiry: Inquiry, process: ProcessIndex): { event: EventIndex; by: Look } | null {
  const { trace, timeline, classes } = inquiry;
  const ptrace = trace.nameId('ptrace');
  // A file that nobody named cannot have been read: most captures have none of this name.
  const mayRead = trace.pathIdsOfBase('status').some((id) => TELLS.test(trace.pathText(id)) || !trace.pathText(id).startsWith('/'));
  if (ptrace < 0 && !mayRead) return null;
  const events = timeline.eventsOf(process);
  for (let at = events.length - 1; at >= 0; at--) {
    const event = events[at]!;
    if (trace.kind(event) !== 'call') continue;
    if (trace.nameIdOf(event) === ptrace && failed(trace, event)) {
      const [request = '', target = ''] = trace.args(event);
      if (request.startsWith('PTRACE_TRACEME')) return { event, by: 'ptrace' };
      if (/^PTRACE_(?:ATTACH|SEIZE)/.test(request) && trace.errno(event) === 'EPERM' && isTraced(inquiry, Number.parseInt(target, 10)))
        return { event, by: 'attach' };
    }
    if (!mayRead || (classes.of(event) & READ) === 0 || failed(trace, event)) continue;
    // What lies before other work is no reason to give up.
    if (wentOnAfter(inquiry, process, event)) return null;
    if (!trace.callText(event).includes('TracerPid')) continue;
    const args = trace.args(event);
    const text = readCString(args[1] ?? '')?.text ?? '';
    if (/^Name:\t/.test(text) && /\nTracerPid:\t[1-9]/.test(text) && TELLS.test(openFileAt(inquiry, process, event, fdOf(args[0]))?.path ?? ''))
      return { event, by: 'TracerPid' };
  }
  return null;
}

const isTraced = ({ trace }: Inquiry, id: number): boolean => trace.processes.some(({ pid, tids }) => pid === id || tids.includes(id));
