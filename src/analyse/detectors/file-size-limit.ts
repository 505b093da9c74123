// A file that was to become larger than RLIMIT_FSIZE permits: SIGXFSZ, and EFBIG for who ignores it.

import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { fdOf, openFileAt } from '../descriptors.ts';
import { type Inquiry, programName } from '../inquiry.ts';
import { resourceLimit } from '../resource-limits.ts';
import { call, detector, type Proof, probe } from './detector.ts';
import { inBytes } from './memory-limit.ts';

export const killedByFileSize = detector('process/file-size-limit', 'death', (aim, inquiry) => {
  if (aim.signal !== 'SIGXFSZ') return null;
  const event = aim.tries[0]!.event;
  const wrote = callBefore(inquiry, aim.process, event);
  return {
    errno: null,
    ...told(inquiry, aim.process, wrote),
    proofs: [call(event, 'the kernel says with SIGXFSZ that a file would become too large'), ...behind(inquiry, aim.process, event)],
  };
});

export const fileSizeRefused = detector('process/file-size-limit', 'limit', (aim, inquiry) => {
  if (aim.limit !== 'file-size') return null;
  const event = aim.tries.at(-1)!.event;
  return {
    errno: 'EFBIG',
    ...told(inquiry, aim.process, event),
    proofs: [call(event, `${aim.call} is refused: the file would become too large`), ...behind(inquiry, aim.process, event)],
  };
});

function told(inquiry: Inquiry, process: ProcessIndex, wrote: EventIndex | null) {
  const file = wrote === null ? null : (openFileAt(inquiry, process, wrote, fdOf(inquiry.trace.args(wrote)[0]))?.path ?? null);
  const limit = resourceLimit(inquiry, process, 'RLIMIT_FSIZE', wrote ?? Number.MAX_SAFE_INTEGER)?.value ?? null;
  return {
    subject: 'RLIMIT_FSIZE',
    title: `${programName(inquiry, process)} may not make ${file ?? 'a file'} larger${limit === null ? '' : ` than ${inBytes(limit)}`}: the limit on file sizes (RLIMIT_FSIZE, ulimit -f) is reached`,
    parameters: file === null ? {} : { file },
  };
}

function behind(inquiry: Inquiry, process: ProcessIndex, event: EventIndex): readonly Proof[] {
  const limit = resourceLimit(inquiry, process, 'RLIMIT_FSIZE', event);
  if (limit?.value == null) return [];
  return [
    limit.event === null
      ? probe('limits', `Max file size ${limit.value}`, 'whoever runs the command has this limit')
      : call(limit.event, `files may have ${inBytes(limit.value)}`),
  ];
}

/** The last call on a descriptor before an event. */
function callBefore({ trace, timeline }: Inquiry, process: ProcessIndex, event: EventIndex): EventIndex | null {
  const events = timeline.eventsOf(process);
  for (let at = timeline.positionOf(process, event) - 1; at >= 0; at--) {
    const before = events[at]!;
    if (trace.kind(before) === 'call') return /^(?:p?write|f?truncate|fallocate|copy_file_range|sendfile)/.test(trace.name(before)) ? before : null;
  }
  return null;
}
