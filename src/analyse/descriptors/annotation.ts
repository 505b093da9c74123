// What `-y` and `-yy` write behind a descriptor: a path, or a pipe, socket or other object with its inode and addresses.
import { readFd } from '../../text/arguments.ts';

/** @see strace's print_fd() family in util.c and socketutils.c */
export interface Annotation {
  readonly kind: 'path' | 'terminal' | 'pipe' | 'socket' | 'other';
  /** The absolute path of a `path` or `terminal`, or of a bound Unix socket. */
  readonly path: string | null;
  readonly family: string | null;
  /** `ip:port` of this end and of the other one. */
  readonly local: string | null;
  readonly remote: string | null;
  /** Of a pipe or socket; null where addresses stand in its place. */
  readonly inode: string | null;
  /** The other end of a Unix socket. */
  readonly peerInode: string | null;
}

const FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/^(?:TCP|UDP|UDPLITE|RAW|PING|DCCP|SCTP)v6$/, 'AF_INET6'],
  [/^(?:TCP|UDP|UDPLITE|RAW|PING|DCCP|SCTP)$/, 'AF_INET'],
  [/^UNIX/, 'AF_UNIX'],
  [/^NETLINK$/, 'AF_NETLINK'],
];
const NOTHING: Annotation = { kind: 'other', path: null, family: null, local: null, remote: null, inode: null, peerInode: null };
const TERMINAL = /^\/dev\/(?:pts\/\d+|tty\w*|console)$/;

/** @returns null for a descriptor without annotation */
export function readAnnotation(argument: string): Annotation | null {
  const text = readFd(argument)?.path ?? null;
  if (text === null) return null;
  if (text.startsWith('/')) return { ...NOTHING, kind: TERMINAL.test(text) ? 'terminal' : 'path', path: text };
  const plain = /^(pipe|socket):\[(\d+)\]$/.exec(text);
  if (plain !== null) return { ...NOTHING, kind: plain[1] === 'pipe' ? 'pipe' : 'socket', inode: plain[2] ?? null };
  const socket = /^([A-Zv\d-]+):\[(.*)\]$/s.exec(text);
  if (socket === null) return NOTHING;
  const [, protocol = '', inside = ''] = socket;
  const family = FAMILIES.find(([name]) => name.test(protocol))?.[1] ?? null;
  if (family === 'AF_UNIX') {
    const ends = /^(\d+)(?:->(\d+))?(?:,@?"([^"\\]*(?:\\.[^"\\]*)*)")?/.exec(inside);
    const abstract = /,@"/.test(inside) ? '@' : '';
    const path = ends?.[3] === undefined ? null : `${abstract}${ends[3]}`;
    return { ...NOTHING, kind: 'socket', family, inode: ends?.[1] ?? null, peerInode: ends?.[2] ?? null, path };
  }
  if (/^\d+$/.test(inside)) return { ...NOTHING, kind: 'socket', family, inode: inside };
  const [local = null, remote = null] = inside.split('->');
  const isAddress = (end: string | null): string | null => (end !== null && /:\d+$/.test(end) ? end : null);
  return { ...NOTHING, kind: 'socket', family, local: isAddress(local), remote: isAddress(remote) };
}
