// From a descriptor of a call to the call that opened it.
import type { EventIndex } from '../model/event.ts';
import type { Opener, Surveying } from '../model/survey.ts';
import { openFileAt } from './descriptors.ts';
import type { Inquiry } from './inquiry.ts';

/** @returns null when nothing in the capture tells what the number was */
export function* openerOf(inquiry: Inquiry, event: EventIndex, fd: number): Surveying<Opener | null> {
  // The first look at descriptors reads the process's calls: who has asked for something else by now is spared it.
  yield 0;
  const file = openFileAt(inquiry, inquiry.trace.process(event), event, fd);
  if (file === null) return null;
  const process = file.openedBy === null ? null : inquiry.trace.process(file.openedBy);
  return { event: file.openedBy, process, what: file.path ?? file.address ?? KIND_WORDS[file.kind] };
}

const KIND_WORDS = { file: 'a file', directory: 'a directory', socket: 'a socket', pipe: 'a pipe', terminal: 'a terminal', other: 'something else' };
