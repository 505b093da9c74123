// Tests that the columns alone decide.
import { CALL_FAILED, CALL_PENDING } from '../../model/trace.ts';
import { KIND_CALL, KIND_SIGNAL, KIND_SUMMARY } from '../../parse/record-sink.ts';
import type { NumberTest } from './expression.ts';
import type { IdAnswers } from './id-answers.ts';
import type { Marker } from './marker.ts';
import { passesNumber } from './text-test.ts';

/** @param counted whether a line of a `-c` table counts such calls: there are few of these, and they are read */
export const callMarker = (names: IdAnswers, counted: (event: number) => boolean): Marker => ({
  cost: 0,
  mark({ segment: { kind, name }, base, from, to }, mask, out) {
    for (let slot = from; slot < to; slot++) {
      if (mask[slot] !== 1) continue;
      if (kind[slot] === KIND_CALL ? names.passes(name[slot]!) : kind[slot] === KIND_SUMMARY && counted(base + slot)) out[slot] = 1;
    }
  },
});

export const signalMarker = (names: IdAnswers): Marker => ({
  cost: 0,
  mark({ segment: { kind, name }, from, to }, mask, out) {
    for (let slot = from; slot < to; slot++) if (mask[slot] === 1 && kind[slot] === KIND_SIGNAL && names.passes(name[slot]!)) out[slot] = 1;
  },
});

export const errnoMarker = (errnos: IdAnswers): Marker => ({
  cost: 0,
  mark({ segment: { flags, errno }, from, to }, mask, out) {
    for (let slot = from; slot < to; slot++) {
      if (mask[slot] === 1 && (flags[slot]! & CALL_FAILED) !== 0 && errnos.passes(errno[slot]!)) out[slot] = 1;
    }
  },
});

export const failMarker: Marker = {
  cost: 0,
  mark({ segment: { flags }, from, to }, mask, out) {
    for (let slot = from; slot < to; slot++) if (mask[slot] === 1 && (flags[slot]! & CALL_FAILED) !== 0) out[slot] = 1;
  },
};

/** Calls that ended and did not fail. */
export const okMarker: Marker = {
  cost: 0,
  mark({ segment: { kind, flags }, from, to }, mask, out) {
    for (let slot = from; slot < to; slot++) {
      if (mask[slot] === 1 && kind[slot] === KIND_CALL && (flags[slot]! & (CALL_FAILED | CALL_PENDING)) === 0) out[slot] = 1;
    }
  },
};

export const tookMarker = (test: NumberTest): Marker => ({
  cost: 0,
  mark({ segment: { tookNs }, from, to }, mask, out) {
    for (let slot = from; slot < to; slot++) if (mask[slot] === 1 && passesNumber(test, tookNs[slot]!)) out[slot] = 1;
  },
});

/** Nanoseconds since the first stamp. */
export const timeMarker = (test: NumberTest): Marker => ({
  cost: 0,
  mark({ segment: { timeNs }, from, to }, mask, out) {
    for (let slot = from; slot < to; slot++) if (mask[slot] === 1 && passesNumber(test, timeNs[slot]!)) out[slot] = 1;
  },
});

/** Paths of arguments, and what descriptors lead to. */
export const pathMarker = (paths: IdAnswers): Marker => ({
  // The columns give a number; its text is put together the first time that it is met.
  cost: 1,
  mark({ segment: { kind, path }, from, to }, mask, out) {
    for (let slot = from; slot < to; slot++) if (mask[slot] === 1 && kind[slot] === KIND_CALL && paths.passes(path[slot]!)) out[slot] = 1;
  },
});

/** Asks for each event. `revision` changes when earlier answers no longer hold. */
export function askMarker(ask: (event: number) => boolean, revision: () => number): Marker {
  let seen = revision();
  return {
    cost: 1,
    mark({ base, from, to }, mask, out) {
      for (let slot = from; slot < to; slot++) if (mask[slot] === 1 && ask(base + slot)) out[slot] = 1;
    },
    refresh() {
      const changed = revision() !== seen;
      seen = revision();
      return changed;
    },
  };
}
