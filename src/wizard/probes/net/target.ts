// What to reach, read from words: a URL, an address with port, or a whole command line that has one of them.
import { basename } from 'node:path';
import type { ProxyRules } from './proxy-rules.ts';

export type Target =
  | { readonly kind: 'url'; readonly url: URL }
  /** `tls://HOST:PORT`: TLS is spoken there, and what comes behind it is not known. */
  | { readonly kind: 'address' | 'tls'; readonly host: string; readonly port: number };

/** A URL anywhere in a word counts: `bash -c 'curl https://…'`. The last address counts where there is no URL. */
export function targetIn(words: readonly string[]): Target | null {
  for (const word of words) {
    const [text] = /\bhttps?:\/\/[^\s'"`<>|;)]+/i.exec(word) ?? [];
    if (text !== undefined && URL.canParse(text)) return { kind: 'url', url: new URL(text) };
  }
  return words.map(addressIn).findLast((one) => one !== null) ?? null;
}

function addressIn(word: string): Target | null {
  const [, tls, bracketed, plain = '', port] = /^(tls:\/\/)?(?:\[([\da-f:.]+)\]|([\w.-]+)):(\d{1,5})$/i.exec(word) ?? [];
  return port === undefined || Number(port) > 65_535
    ? null
    : { kind: tls === undefined ? 'address' : 'tls', host: bracketed ?? plain, port: Number(port) };
}

/** By whose rules a command chooses its proxy; null where no program that is known stands in it. */
export function rulesOf(words: readonly string[]): ProxyRules | null {
  const names = words.slice(0, -1).flatMap((word) => word.split(/\s+/).map((one) => basename(one)));
  if (names.includes('go')) return 'go';
  return names.some((name) => /^(?:curl|wget|git|pip[\d.]*|python[\d.]*)$/.test(name)) ? 'curl' : null;
}

/** `127.0.0.1:80`, `[::1]:80`. */
export const addressText = (host: string, port: number): string => (host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`);
