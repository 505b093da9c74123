// The waits that a hang comes down to, as aims: what was wanted and never came.

import { type Sink, sinksOf, weightOf } from '../hang/sink.ts';
import { type Inquiry, remember } from '../inquiry.ts';
import type { PendingCall } from './aim.ts';

/** Best-explaining first. [] when nobody stopped the command from outside. */
export const pendingAims = (inquiry: Inquiry): readonly PendingCall[] => remember(inquiry, 'pending-aims', () => sinksOf(inquiry).map(aimOf));

function aimOf(sink: Sink): PendingCall {
  const { process, wait, way, circle } = sink;
  const target = wait?.target ?? { kind: 'other' as const };
  const event = wait?.pending.event;
  return {
    kind: 'pending',
    process,
    state: 'unmet',
    call: wait?.pending.call ?? '',
    target,
    file: 'file' in target ? target.file : null,
    waitedNs: wait?.pending.waitedNs ?? Number.NaN,
    way,
    circle,
    weight: weightOf(sink),
    tries: event === undefined ? [] : [{ event, path: '', errno: null, bits: 0 }],
  };
}
