// What a call on files is about: its path made absolute, the file behind its descriptor, and the second path of rename and link.
import type { EventIndex } from '../../model/event.ts';
import { AT_FDCWD, readFd } from '../../text/arguments.ts';
import { readCString } from '../../text/c-string.ts';
import { openFileAt } from '../descriptors.ts';
import type { Inquiry } from '../inquiry.ts';
import { absoluteFrom, absolutePath, joinPath } from '../place.ts';

/** The file that a call names or whose descriptor it is given, absolute where the capture tells; null for none. */
export function targetOf(inquiry: Inquiry, event: EventIndex): string | null {
  const { trace } = inquiry;
  const path = absolutePath(inquiry, event);
  if (path !== null && path !== '') return path.startsWith('/') ? path : belowDescriptor(inquiry, event, trace.args(event)[0] ?? '', path);
  // `fstatat(3, "", …, AT_EMPTY_PATH)` is about the descriptor as well.
  const given = readFd(trace.args(event)[onFifth(trace.name(event)) ? 4 : 0] ?? '');
  if (given === null || given.fd < 0) return null;
  return openFileAt(inquiry, trace.process(event), event, given.fd)?.path ?? null;
}

/** A path that begins at an open directory whose name the capture tells elsewhere. */
function belowDescriptor(inquiry: Inquiry, event: EventIndex, given: string, path: string): string {
  const fd = readFd(given)?.fd ?? -1;
  const directory = fd < 0 ? null : openFileAt(inquiry, inquiry.trace.process(event), event, fd)?.path;
  return directory ? joinPath(directory, path) : path;
}

/** mmap's descriptor is its fifth argument. */
const onFifth = (name: string): boolean => /^mmap2?$/.test(name);

/** Where the second path of rename(2) or link(2) leads; of mount(2) its mount point. null for calls with one path. */
export function destinationOf(inquiry: Inquiry, event: EventIndex): string | null {
  const { trace } = inquiry;
  const name = trace.name(event);
  if (!/^(?:rename|link|mount$)/.test(name)) return null;
  const args = trace.args(event);
  const isAt = /at\d*$/.test(name);
  const text = readCString(args[isAt ? 3 : 1] ?? '')?.text;
  if (text === undefined || text === '') return null;
  if (text.startsWith('/')) return joinPath('/', text);
  const directory = isAt ? readFd(args[2] ?? '') : null;
  if (directory?.path?.startsWith('/')) return joinPath(directory.path, text);
  if (directory !== null && directory.fd !== AT_FDCWD) return belowDescriptor(inquiry, event, args[2] ?? '', text);
  return absoluteFrom(inquiry, trace.process(event), event, text);
}
