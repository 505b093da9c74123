// What GOPROXY says: whom the go command asks for modules, in order, and when it goes on to the next one.

export interface GoproxyEntry {
  /** As it stands in the list. */
  readonly text: string;
  readonly kind: 'proxy' | 'directory' | 'direct' | 'off' | 'invalid';
  /** Of proxies, with `https://` where it was left out. */
  readonly url: string;
  /** Goes on to the next entry behind `|` after any error; behind `,` only when the module is not there (404 or 410). */
  readonly onError: 'next' | 'stop';
}

/** @param value what counts of GOPROXY; `direct` and `off` end the list @see cmd/go/internal/modfetch/proxy.go (proxyList) */
export function readGoproxy(value: string): readonly GoproxyEntry[] {
  const entries: GoproxyEntry[] = [];
  for (const [, part = '', separator] of value.matchAll(/([^,|]*)([,|]|$)/g)) {
    const text = part.trim();
    if (text === '') continue;
    const entry = entryOf(text, separator === '|' ? 'next' : 'stop');
    entries.push(entry);
    if (entry.kind === 'direct' || entry.kind === 'off') break;
  }
  return entries;
}

function entryOf(text: string, onError: GoproxyEntry['onError']): GoproxyEntry {
  if (text === 'direct' || text === 'off') return { text, kind: text, url: text, onError };
  const url = /[.:/]/.test(text) && !text.includes(':/') && !text.startsWith('/') ? `https://${text}` : text;
  const kind = /^https?:\/\//.test(url) && URL.canParse(url) ? 'proxy' : url.startsWith('file://') ? 'directory' : 'invalid';
  return { text, kind, url, onError };
}

/** The list without one of its entries; what go has built in where nothing is left. @see GOROOT/go.env */
export function withoutEntry(value: string, entry: GoproxyEntry): string {
  const words = value.split(/([,|])/);
  const at = words.findIndex((word, index) => index % 2 === 0 && word.trim() === entry.text);
  if (at < 0) return value;
  words.splice(at === 0 ? 0 : at - 1, 2);
  const left = words.join('');
  return left.replace(/[,|\s]/g, '') === '' ? 'https://proxy.golang.org,direct' : left;
}
