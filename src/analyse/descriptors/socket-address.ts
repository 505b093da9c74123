// Reads the socket addresses that strace prints: of connect, bind, accept, sendto and their like.
import { readCString } from '../../text/c-string.ts';

/** One socket address. `address`: `ip:port`, IPv6 in brackets; `path`: of a Unix socket, an abstract one begins with `@`. */
export interface SocketAddress {
  readonly family: string;
  readonly address: string | null;
  readonly path: string | null;
}

/** How older straces (before 4.8) call two families. @see strace's xlat/addrfams.in */
const OLD_NAMES: Readonly<Record<string, string>> = { AF_FILE: 'AF_UNIX', AF_LOCAL: 'AF_UNIX' };
export const familyName = (family: string): string => OLD_NAMES[family] ?? family.replace(/^PF_/, 'AF_').replace(/^AF_(?:LOCAL|FILE)$/, 'AF_UNIX');

/**
 * @param text `{sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("10.0.0.1")}` and the like, anywhere in the text
 * @returns null when there is no address in it (`NULL`, a number)
 */
export function readSocketAddress(text: string): SocketAddress | null {
  const named = /sa_family=([AP]F_\w+)/.exec(text)?.[1];
  if (named === undefined) return null;
  const family = familyName(named);
  if (family === 'AF_UNIX') {
    const at = /(?:sun_path|[{ ]path)=(@?)/.exec(text);
    const path = at === null ? null : readCString(text.slice(at.index))?.text;
    return { family, address: null, path: path ? `${at?.[1] ?? ''}${path}` : null };
  }
  const port = /sin6?_port=(?:htons\()?(\d+)/.exec(text)?.[1];
  const ip = /inet_addr\("([^"]+)"\)/.exec(text)?.[1] ?? /inet_pton\(AF_INET6, "([^"]+)"/.exec(text)?.[1];
  if (port === undefined || ip === undefined) return { family, address: null, path: null };
  return { family, address: ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`, path: null };
}
