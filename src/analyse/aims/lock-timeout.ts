// A lock that a process waited for until its own timer ran out: `flock -w 2`, alarm(2) around F_SETLKW. The call itself only says that it was interrupted.
import type { ProcessIndex } from '../../model/process.ts';
import { fdOf, openFileAt } from '../descriptors.ts';
import { type Inquiry, remember } from '../inquiry.ts';
import type { UseFile } from './aim.ts';

/** @see signal(7), "Interruption of system calls by signal handlers" */
const INTERRUPTED = /^(?:ERESTART\w*|EINTR)$/;

/** The last lock asked for, when SIGALRM broke the wait and it was not asked for again. */
export function lockTimeoutAims(inquiry: Inquiry, process: ProcessIndex): readonly UseFile[] {
  return remember(inquiry, `lock-timeout:${process}`, () => {
    const { trace, timeline, classes } = inquiry;
    const ids = new Set(['flock', 'fcntl', 'fcntl64'].map((name) => trace.nameId(name)));
    ids.delete(-1);
    if (ids.size === 0 || trace.nameId('SIGALRM') < 0) return [];
    const events = timeline.eventsOf(process);
    for (let at = events.length - 1; at >= 0; at--) {
      const event = events[at]!;
      if (!ids.has(trace.nameIdOf(event)) || trace.kind(event) !== 'call') continue;
      const [fd, operation = ''] = trace.args(event);
      if (!/LOCK_(?:EX|SH)|SETLKW/.test(operation)) continue;
      const errno = trace.errno(event);
      const next = events[at + 1];
      const isTimedOut = next !== undefined && trace.kind(next) === 'signal' && trace.name(next) === 'SIGALRM';
      if (errno === null || !INTERRUPTED.test(errno) || !isTimedOut) return [];
      const path = openFileAt(inquiry, process, event, fdOf(fd))?.path ?? null;
      return [
        {
          ...{ kind: 'use-file', process, state: 'unmet', purpose: 'lock', call: trace.name(event), errno: 'EINTR' },
          ...{ path, destination: null, foundElsewhere: false },
          tries: [{ event, path: path ?? '', errno: 'EINTR', bits: classes.of(event) }],
        },
      ];
    }
    return [];
  });
}
