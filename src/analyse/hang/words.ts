// Waits and "waits for" in plain words.
import { toVisible } from '../../text/visible.ts';
import type { OpenFile } from '../descriptors.ts';
import type { Inquiry } from '../inquiry.ts';
import { named } from '../named.ts';
import type { Edge } from './graph.ts';
import type { WaitFor } from './wait-target.ts';

/** ` for 5 s`; nothing where the capture has no time stamps, or too little to speak of. */
export const forSeconds = (waitedNs: number): string =>
  Number.isNaN(waitedNs) || waitedNs < 1e6 ? '' : ` for ${(waitedNs / 1e9).toFixed(waitedNs < 1e10 ? 1 : 0)} s`;

/** `has been waiting 5.0 s`; `waits` where the capture does not tell how long. To stand before "for …" or "to …". */
export function waits(waitedNs: number): string {
  const time = forSeconds(waitedNs);
  return time === '' ? 'waits' : `has been waiting${time.replace(' for ', ' ')}`;
}

/** What somebody waits for, to stand behind "waits". */
export function waitWords(target: WaitFor): string {
  switch (target.kind) {
    case 'child':
      return 'for a child to end';
    case 'read':
      return `for something to read from ${fileWords(target.file, target.fd)}`;
    case 'write':
      return `until what it writes to ${fileWords(target.file, target.fd)} is read`;
    case 'connect':
      return `for a connection to ${target.file?.address ?? target.file?.path ?? 'its peer'}`;
    case 'accept':
      return `for somebody to connect to ${target.file?.local ?? 'its socket'}`;
    case 'open':
      return `to open ${toVisible(target.path)}, which takes somebody at the other end`;
    case 'lock':
      return `for the lock on ${toVisible(target.path ?? 'a file')}`;
    case 'futex':
      return target.joins === null ? 'for another of its threads (futex)' : `for its thread ${target.joins} to end`;
    case 'many':
      return target.watched.length === 0
        ? 'for time to pass'
        : `for any of ${target.watched
            .slice(0, 4)
            .map(({ fd, file }) => fileWords(file, fd))
            .join(', ')}`;
    case 'stopped':
      return `to be let go on after ${target.signal}`;
    case 'interrupted':
      return `in a call that ${target.signal} interrupts each time`;
    case 'timer':
      return 'for time to pass';
    case 'signal':
      return 'for a signal';
    case 'other':
      return 'for something that the capture does not show';
  }
}

/** `the terminal /dev/pts/3`, `standard input`, `10.0.0.1:443`. */
export function fileWords(file: OpenFile | null, fd: number): string {
  const number = fd === 0 ? 'standard input' : fd === 1 ? 'standard output' : fd === 2 ? 'standard error' : `descriptor ${fd}`;
  if (file === null) return number;
  if (file.kind === 'terminal') return file.path === null ? `the terminal (${number})` : `the terminal ${toVisible(file.path)}`;
  if (file.address !== null) return file.address;
  if (file.path !== null) return toVisible(file.path);
  if (file.kind === 'pipe') return `a pipe (${number})`;
  if (file.kind === 'socket') return `a socket (${number})`;
  return number;
}

/** Why one process waits for another. */
export function edgeWords(inquiry: Inquiry, { process, why }: Edge): string {
  const other = named(inquiry, process);
  switch (why) {
    case 'child':
      return `waits for its child ${other} to end`;
    case 'writer':
      return `waits for what ${other} writes, or for it to close the pipe`;
    case 'reader':
      return `waits for ${other} to read what it writes`;
    case 'lock':
      return `waits for a lock that ${other} holds`;
  }
}
