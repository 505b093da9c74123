// Tests that need a call's text: its result as a number, its descriptor, the address it was about.

import { PATH_OF_FD } from '../../parse/line.ts';
import { KIND_CALL } from '../../parse/record-sink.ts';
import { SYSCALL_CLASSES } from '../../parse/syscall-classes.ts';
import type { StoredTrace } from '../stored-trace.ts';
import { addressesIn, type SocketAddress } from './addresses.ts';
import type { NumberTest, TextTest } from './expression.ts';
import { IdAnswers } from './id-answers.ts';
import type { Marker } from './marker.ts';
import { passesNumber, passesText } from './text-test.ts';

/** Marks calls that `passes` says so of. Reads each one's text. */
function callMarkerBy(passes: (event: number) => boolean): Marker {
  return {
    cost: 2,
    mark({ segment: { kind }, base, from, to }, mask, out) {
      for (let slot = from; slot < to; slot++) if (mask[slot] === 1 && kind[slot] === KIND_CALL && passes(base + slot)) out[slot] = 1;
    },
  };
}

export function resultMarker(test: NumberTest | TextTest, trace: StoredTrace): Marker {
  return callMarkerBy((event) => {
    const result = trace.result(event);
    if (result === null) return false;
    const value = result.replace(/<.*$/s, '');
    return 'op' in test ? passesNumber(test, numberIn(value)) : passesText(test, value) || passesText(test, result);
  });
}

/** Calls that return a new descriptor. */
const MAKES_FD =
  /^(?:open|creat|socket$|accept|dup|epoll_create|eventfd|signalfd|timerfd_create|inotify_init|memfd|pidfd|fcntl|userfaultfd|fanotify_init)/;

export function fdMarker(fd: number, trace: StoredTrace): Marker {
  const begins = new RegExp(`^${fd}(?:<|$)`);
  return callMarkerBy((event) => {
    if (begins.test(trace.args(event)[0] ?? '')) return true;
    return MAKES_FD.test(trace.name(event)) && begins.test(trace.result(event) ?? '');
  });
}

/** By the address a call names, or (`-yy`) its descriptor leads to. */
export function addressMarker(passes: (address: SocketAddress) => boolean, trace: StoredTrace): Marker {
  const names = new IdAnswers((id) => SYSCALL_CLASSES.get(trace.data.symbols.name(id))?.includes('network') ?? false);
  const targets = new IdAnswers((id) => addressesIn(trace.data.symbols.path(id)).some(passes));
  return {
    cost: 2,
    mark({ segment: { kind, name, flags, path }, base, from, to }, mask, out) {
      for (let slot = from; slot < to; slot++) {
        if (mask[slot] !== 1 || kind[slot] !== KIND_CALL) continue;
        if ((flags[slot]! & PATH_OF_FD) !== 0 && targets.passes(path[slot]!)) out[slot] = 1;
        else if (names.passes(name[slot]!) && trace.args(base + slot).some((arg) => addressesIn(arg).some(passes))) out[slot] = 1;
      }
    },
  };
}

function numberIn(text: string): number {
  if (/^-?\d+$/.test(text)) return Number(text);
  return /^0x[0-9a-f]+$/.test(text) ? Number(text) : Number.NaN;
}
