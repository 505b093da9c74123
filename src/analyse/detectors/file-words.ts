// What the detectors for files share: how a try is told in words, and where a fact about a file was seen.
import { toVisible } from '../../text/visible.ts';
import { lastEvent, type UseFile } from '../aims/aim.ts';
import type { Place } from '../files/ways.ts';
import type { Inquiry } from '../inquiry.ts';
import { programName } from '../inquiry.ts';
import { call, type Proof } from './detector.ts';
import { shown } from './started-file.ts';

/** An aim whose file is known by its path. */
export type WithPath = UseFile & { readonly path: string };
export const hasPath = (aim: UseFile): aim is WithPath => aim.path !== null && aim.path !== '';

const VERBS: Record<UseFile['purpose'], string> = {
  look: 'looked at',
  read: 'opened',
  list: 'listed',
  enter: 'entered',
  write: 'written',
  create: 'created',
  'make-directory': 'made',
  remove: 'removed',
  rename: 'renamed',
  link: 'linked',
  change: 'changed',
  lock: 'locked',
  mount: 'mounted',
  watch: 'watched',
  map: 'mapped into memory',
  descriptor: 'opened',
  key: 'used',
  privilege: 'used',
  feature: 'used',
};

/** `cannot be opened`, `cannot be renamed to /x/y`. */
export const cannot = (aim: UseFile): string =>
  `cannot be ${VERBS[aim.purpose]}${aim.destination === null || aim.purpose === 'mount' ? '' : ` to ${toVisible(aim.destination)}`}`;

/** The refused call, first as the cause; earlier tries support it. */
export function refusedCall(aim: UseFile, says: string): readonly Proof[] {
  const earlier = aim.tries.slice(0, -1).slice(-3);
  return [call(lastEvent(aim), says), ...earlier.map((one) => call(one.event, `the same was tried before: ${one.errno}`))];
}

export const seen = (place: Place, name: string, answer: string, says: string): Proof => shown(place.by, name, answer, says);

export const program = (inquiry: Inquiry, aim: UseFile): string => toVisible(programName(inquiry, aim.process));
