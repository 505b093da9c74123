// Reads what strace prints of sockets: addresses, families, pieces of buffers, the entries of poll and epoll.
import { readArray, readFd, structField } from '../../text/arguments.ts';
import { readCString } from '../../text/c-string.ts';

export type Family = 'AF_INET' | 'AF_INET6' | 'AF_UNIX';

export interface SocketAddress {
  readonly family: Family;
  /** `10.0.0.5:443`, `[::1]:80`, a path, `@name`. */
  readonly text: string;
  /** Without port; a path for AF_UNIX. */
  readonly host: string;
  /** 0 for AF_UNIX. */
  readonly port: number;
}

/** Older and raw (`-X raw`) spellings too. @see socket(7), strace's sockaddr.c */
const FAMILIES: Readonly<Record<string, Family>> = {
  ...{ AF_INET: 'AF_INET', PF_INET: 'AF_INET', '0x2': 'AF_INET', '2': 'AF_INET' },
  ...{ AF_INET6: 'AF_INET6', PF_INET6: 'AF_INET6', '0xa': 'AF_INET6', '10': 'AF_INET6' },
  ...{
    AF_UNIX: 'AF_UNIX',
    AF_LOCAL: 'AF_UNIX',
    AF_FILE: 'AF_UNIX',
    PF_UNIX: 'AF_UNIX',
    PF_LOCAL: 'AF_UNIX',
    PF_FILE: 'AF_UNIX',
    '0x1': 'AF_UNIX',
    '1': 'AF_UNIX',
  },
};

/** @param argument the first of socket(2), or the field `sa_family` */
export const readFamily = (argument: string): Family | null => FAMILIES[argument.trim().replace(/ .*$/, '')] ?? null;

/** The type argument of socket(2): SOCK_STREAM is 1, SOCK_DGRAM 2, SOCK_RAW 3, flags above. */
export function readTransport(argument: string): 'stream' | 'datagram' | null {
  if (/SOCK_STREAM|SOCK_SEQPACKET/.test(argument)) return 'stream';
  if (/SOCK_DGRAM/.test(argument)) return 'datagram';
  // Packets of ping and its like: no ports, else the same.
  if (/SOCK_RAW/.test(argument)) return 'datagram';
  const number = Number(argument) & 15;
  return number === 1 || number === 5 ? 'stream' : number === 2 || number === 3 ? 'datagram' : null;
}

/** `{sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("10.0.0.1")}` and its like of all versions; null for other families. */
export function readSocketAddress(argument: string): SocketAddress | null {
  const family = readFamily(structField(argument, 'sa_family') ?? /^\{(\w+)[,}]/.exec(argument)?.[1] ?? '');
  if (family === null) return null;
  if (family === 'AF_UNIX') {
    const path = structField(argument, 'sun_path') ?? structField(argument, 'path') ?? /, (@?".*)\}$/.exec(argument)?.[1] ?? null;
    const text = path === null ? null : readCString(path);
    if (path === null || text === null || text.text === '') return null;
    const host = `${path.startsWith('@') ? '@' : ''}${text.text}${text.truncated ? '…' : ''}`;
    return { family, text: host, host, port: 0 };
  }
  const port = Number(/sin6?_port=(?:htons\()?(\d+)/.exec(argument)?.[1] ?? Number.NaN);
  const host = family === 'AF_INET' ? /inet_addr\("([^"]+)"\)/.exec(argument)?.[1] : /inet_pton\(AF_INET6, "([^"]+)"/.exec(argument)?.[1];
  if (host === undefined || Number.isNaN(port)) return null;
  // Java and others dial IPv4 by way of IPv6.
  const plain = host.replace(/^::ffff:(?=[\d.]+$)/i, '');
  return { family, text: addressText(plain, port), host: plain, port };
}

/** Port 0 is none: ICMP and other protocols without ports. */
export const addressText = (host: string, port: number): string => (port === 0 ? host : host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`);

/** What `-yy` says of a socket: `TCP:[10.0.0.1:4000->10.0.0.2:80]`, `UNIX-STREAM:[17->18,"/run/x"]`, `TCPv6:[inode]`. */
export interface SocketNote {
  readonly family: Family;
  readonly transport: 'stream' | 'datagram';
  readonly local: string | null;
  readonly peer: string | null;
}

/** @param argument a descriptor with its annotation; null when it has none or is no socket */
export function readSocketNote(argument: string): SocketNote | null {
  const path = readFd(argument)?.path ?? null;
  const match = path === null ? null : /^(TCP|UDP|UDPLITE|UNIX(?:-STREAM|-DGRAM|-SEQPACKET)?)(v6)?:\[([\s\S]*)\]$/.exec(path);
  if (match === null) return null;
  const [, protocol = '', six, inside = ''] = match;
  if (protocol.startsWith('UNIX')) {
    const at = /,\s*(@?)"([^"]*)"/.exec(inside);
    return {
      family: 'AF_UNIX',
      transport: protocol === 'UNIX-DGRAM' ? 'datagram' : 'stream',
      local: at === null ? null : `${at[1]}${at[2]}`,
      peer: null,
    };
  }
  const [local = '', peer = null] = inside.split('->');
  const isAddress = (text: string | null): string | null => (text !== null && /:\d+$/.test(text) ? text : null);
  return {
    family: six === undefined ? 'AF_INET' : 'AF_INET6',
    transport: protocol === 'TCP' ? 'stream' : 'datagram',
    local: isAddress(local),
    peer: isAddress(peer),
  };
}

/** The host and port of an address's text; port 0 for a socket's path. */
export function splitAddress(text: string): { readonly host: string; readonly port: number } {
  const match = /^\[(.*)\]:(\d+)$/.exec(text) ?? /^([^:]+):(\d+)$/.exec(text);
  return match === null ? { host: text, port: 0 } : { host: match[1] ?? '', port: Number(match[2]) };
}

/** 127.0.0.0/8, ::1, and what reaches this machine by being unspecified. */
export const isLoopback = (host: string): boolean => /^(?:127\.|0\.0\.0\.0$|::1$|::$|::ffff:127\.)/.test(host);

/** Addresses that only a network of one's own uses. @see RFC 1918, RFC 6598, RFC 3927, RFC 4193, RFC 4291 */
export const isPrivate = (host: string): boolean =>
  isLoopback(host) ||
  /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd][0-9a-f]{2}:|fe80:)/i.test(host);

/** The first descriptor of a call's text, `read(3</x>, …`; -1 when it has none. Cheaper than splitting the arguments. */
export function firstFd(text: string): number {
  const open = text.indexOf('(');
  const match = /^\d+/.exec(text.slice(open + 1, open + 12));
  return match === null ? -1 : Number(match[0]);
}

/** The entries of poll(2) whose revents tell of an error or of anything: `[{fd=3, revents=POLLIN|POLLERR}]` in the text behind the result. */
export const readPolled = (note: string): readonly { readonly fd: number; readonly revents: string }[] =>
  [...note.matchAll(/\{fd=(\d+)(?:<[^{}]*?>)?, revents=([A-Z|0-9x]+)\}/g)].map((match) => ({ fd: Number(match[1]), revents: match[2] ?? '' }));

/** Descriptors that a poll, select or their like waits on. */
export function readWaitedFds(name: string, args: readonly string[]): readonly number[] {
  if (/poll/.test(name) && !name.startsWith('epoll'))
    return readArray(args[0] ?? '')
      .flatMap((entry) => Number(/\{fd=(\d+)/.exec(entry)?.[1] ?? Number.NaN))
      .filter(Number.isInteger);
  if (/select/.test(name))
    return args.slice(1, 4).flatMap((set) => [...set.matchAll(/(?:^|[[ ,])(\d+)(?=[<\] ,]|$)/g)].map((match) => Number(match[1])));
  return [];
}
