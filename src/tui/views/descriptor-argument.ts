// Which arguments of a call are descriptors, by the names that the man pages give them.
import { callWords } from '../../knowledge/calls.ts';
import type { EventIndex } from '../../model/event.ts';
import type { Trace } from '../../model/trace.ts';
import { readFd } from '../../text/arguments.ts';
import { visible } from '../../text/visible.ts';
import type { PaneEffect } from '../pane.ts';

const DESCRIPTOR_NAME = /^(?:\w*fd|fd_\w+)$/;

/** The number of a descriptor argument; null for an argument that is none, and for AT_FDCWD. */
export function descriptorIn(name: string | undefined, text: string): number | null {
  if (name === undefined || !DESCRIPTOR_NAME.test(name)) return null;
  const fd = readFd(text)?.fd ?? -1;
  return fd >= 0 ? fd : null;
}

/** The first descriptor that a call is given; null when it is given none. */
function firstDescriptorOf(trace: Trace, event: EventIndex): number | null {
  if (event < 0 || event >= trace.eventCount || trace.kind(event) !== 'call') return null;
  const names = callWords(trace.name(event))?.args ?? [];
  for (const [i, text] of trace.args(event).entries()) {
    const fd = descriptorIn(names[i], text);
    if (fd !== null) return fd;
  }
  return null;
}

/** To the call that opened the first descriptor of a call. */
export function openerEffect(trace: Trace, event: EventIndex): PaneEffect {
  const fd = firstDescriptorOf(trace, event);
  return fd === null ? { kind: 'say', text: visible('this call is given no descriptor') } : { kind: 'opener', event, fd };
}
