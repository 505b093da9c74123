// What the files say of how names are looked up: resolv.conf, nsswitch.conf, hosts.
import { readFileSync } from 'node:fs';

export interface ResolverFile {
  /** Addresses, in order; glibc asks the first three. */
  readonly servers: readonly string[];
  readonly search: readonly string[];
  /** With as many dots a name is tried as it is first. */
  readonly ndots: number;
  readonly timeoutSeconds: number;
  readonly attempts: number;
}

/** The last of several `search` and `domain` lines counts. Without a server, this machine is asked. @see resolv.conf(5) */
export function parseResolvConf(text: string): ResolverFile {
  const servers: string[] = [];
  const options = new Map<string, number>();
  let search: readonly string[] = [];
  for (const line of text.split('\n')) {
    if (/^[;#]/.test(line)) continue;
    const [word, ...rest] = line.trim().split(/\s+/);
    if (word === 'nameserver' && rest[0] !== undefined) servers.push(rest[0]);
    else if (word === 'search') search = rest;
    else if (word === 'domain') search = rest.slice(0, 1);
    else if (word === 'options')
      for (const option of rest) {
        const [name = '', value] = option.split(':');
        if (value !== undefined && /^\d+$/.test(value)) options.set(name, Number(value));
      }
  }
  return {
    servers: servers.length === 0 ? ['127.0.0.1'] : servers,
    search,
    ndots: Math.min(options.get('ndots') ?? 1, 15),
    timeoutSeconds: Math.min(options.get('timeout') ?? 5, 30),
    attempts: Math.min(options.get('attempts') ?? 2, 5),
  };
}

/** The sources of host names, in order, as `nsswitch.conf` has them; null where it has no such line. @see nsswitch.conf(5) */
export function parseHostsLine(text: string): string | null {
  return /^[ \t]*hosts:[ \t]*([^#\n]*)/m.exec(text)?.[1]?.trim() ?? null;
}

/** The lines of a hosts file that have a name: address and line number. @see hosts(5) */
export function hostsEntries(text: string, name: string): readonly { readonly address: string; readonly line: number }[] {
  const wanted = name.replace(/\.$/, '').toLowerCase();
  return text.split('\n').flatMap((line, index) => {
    const [address = '', ...names] = (line.split('#')[0] ?? '').trim().split(/\s+/);
    return names.some((one) => one.toLowerCase() === wanted) ? [{ address, line: index + 1 }] : [];
  });
}

/** What is asked for a name, in order. @see resolv.conf(5), search and ndots */
export function questionsFor(name: string, { search, ndots }: ResolverFile): readonly string[] {
  if (name.endsWith('.')) return [name.slice(0, -1) || '.'];
  const suffixed = search.map((suffix) => `${name}.${suffix.replace(/\.$/, '')}`);
  return name.split('.').length - 1 >= ndots ? [name, ...suffixed] : [...suffixed, name];
}

/** null where the file is not there or may not be read. */
export function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
