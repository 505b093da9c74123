// Proxies that a process was told of: variables, arguments, settings files; and which hosts are to bypass them.
import type { ProxySource } from '../../model/connection.ts';
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { readArray } from '../../text/arguments.ts';
import { readCString } from '../../text/c-string.ts';
import { type Inquiry, imageAt, remember } from '../inquiry.ts';
import { settingsRead } from './settings-read.ts';

export interface ProxySetting {
  readonly source: ProxySource;
  readonly host: string;
  readonly port: number;
}

/** The environment of a process where the capture (`-v`) or the command's context shows it; its own execve's, else a forebear's. */
export function environmentOf(
  inquiry: Inquiry,
  process: ProcessIndex,
): { readonly variables: ReadonlyMap<string, string>; readonly event: EventIndex | null } {
  return remember(inquiry, `net:environment:${process}`, () => {
    const { trace, family, context } = inquiry;
    const exec = imageAt(inquiry, process, Number.MAX_SAFE_INTEGER);
    const shown = exec === null ? [] : readArray(trace.args(exec.event)[2] ?? '').flatMap((entry) => readCString(entry)?.text ?? []);
    const pairs = shown.flatMap((text): [string, string][] => {
      const at = text.indexOf('=');
      return at > 0 ? [[text.slice(0, at), text.slice(at + 1)]] : [];
    });
    if (pairs.length > 0) return { variables: new Map(pairs), event: exec?.event ?? null };
    const parent = family.parentOf(process);
    if (parent !== null && process !== family.root) return environmentOf(inquiry, parent);
    return { variables: new Map(Object.entries(context.env ?? {})), event: null };
  });
}

const VALUE = /^(?:([a-z][\w+.-]*):\/\/)?(?:[^@\s/]*@)?(\[[\da-f:.]+\]|[\w.-]+)(?::(\d+))?\/?$/i;
/** What curl and Go take when a proxy has no port. @see curl(1), `--proxy`: 1080; net/http: 80 or 443 */
const DEFAULT_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443, socks: 1080, socks4: 1080, socks5: 1080, socks5h: 1080 };

function setting(source: ProxySource, value: string): ProxySetting | null {
  const match = VALUE.exec(value.trim());
  if (match === null) return null;
  const [, scheme = '', host = '', port] = match;
  if (scheme === '' && port === undefined) return null;
  return { source, host: host.replace(/^\[|\]$/g, ''), port: port === undefined ? (DEFAULT_PORTS[scheme.toLowerCase()] ?? 1080) : Number(port) };
}

const IN_FILE = /^[ \t]*(?:export[ \t]+|-+)?["']?([\w.:-]*(?:proxy|PROXY|Proxy)[\w.:-]*|x)["']?[ \t]*[:= \t][ \t]*["']?([^"'\s;,]+)/gm;

/** Servers of modules: no proxy leads to them, and they lead nowhere. @see https://go.dev/ref/mod#goproxy-protocol */
const OF_MODULES = /^GO(?:NO)?PROXY$/;

/** Variables first: they win over settings files in curl, Go, Python and git. Memoised. */
export function proxySettings(inquiry: Inquiry, process: ProcessIndex): readonly ProxySetting[] {
  return remember(inquiry, `net:proxies:${process}`, () => [
    ...fromArguments(inquiry, process),
    ...fromEnvironment(inquiry, process),
    ...fromFiles(inquiry, process),
  ]);
}

function fromEnvironment(inquiry: Inquiry, process: ProcessIndex): readonly ProxySetting[] {
  const { variables, event } = environmentOf(inquiry, process);
  return [...variables].flatMap(([name, value]) =>
    /(?:^|_)(?:proxy|PROXY)$/.test(name) && !/^no_proxy$/i.test(name) && !OF_MODULES.test(name)
      ? (setting({ kind: 'environment', what: name, event }, value) ?? [])
      : [],
  );
}

function fromArguments(inquiry: Inquiry, process: ProcessIndex): readonly ProxySetting[] {
  const found: ProxySetting[] = [];
  for (let current: ProcessIndex | null = process, hops = 0; current !== null && hops < 4; hops++) {
    const exec = imageAt(inquiry, current, Number.MAX_SAFE_INTEGER);
    const argv = exec?.argv ?? [];
    const isCurl = /(?:^|\/)curl$/.test(exec?.path ?? '');
    for (const [at, argument] of argv.entries()) {
      const [option = '', value = argv[at + 1] ?? ''] = /^(-[^=]*|[\w.-]*proxy[\w.-]*)=(.*)$/i.exec(argument)?.slice(1) ?? [argument];
      const isProxy = /proxy/i.test(option) ? !/no-?proxy|proxy-?(?:user|header|insecure|capath|cacert)/i.test(option) : isCurl && option === '-x';
      const known = isProxy ? setting({ kind: 'argument', what: option, event: exec?.event ?? null }, value) : null;
      if (known !== null) found.push(known);
    }
    current = inquiry.family.parentOf(current);
  }
  return found;
}

/** A forebear may have read them: git reads its configuration before it starts git-remote-http. */
function fromFiles(inquiry: Inquiry, process: ProcessIndex): readonly ProxySetting[] {
  const found: ProxySetting[] = [];
  for (let current: ProcessIndex | null = process, hops = 0; current !== null && hops < 4; hops++) {
    for (const { path, text, read } of settingsRead(inquiry, current)) {
      if (/\/(?:resolv\.conf|hosts|nsswitch\.conf)$/.test(path)) continue;
      for (const match of text.matchAll(IN_FILE)) {
        if (OF_MODULES.test(match[1] ?? '')) continue;
        const known = setting({ kind: 'file', what: path, event: read }, match[2] ?? '');
        if (known !== null) found.push(known);
      }
    }
    current = inquiry.family.parentOf(current);
  }
  return found;
}

/**
 * Whether no_proxy names a host: a suffix, a whole name, `*`, an address; networks in CIDR where a program knows them.
 * @see curl(1); golang.org/x/net/http/httpproxy
 */
export function bypasses(inquiry: Inquiry, process: ProcessIndex, host: string): boolean {
  const { variables } = environmentOf(inquiry, process);
  const list = (variables.get('no_proxy') ?? variables.get('NO_PROXY') ?? '').split(/[,\s]+/).filter(Boolean);
  return list.some((entry) => {
    const name = entry
      .replace(/:\d+$/, '')
      .replace(/^\*?\./, '')
      .toLowerCase();
    return entry === '*' || host.toLowerCase() === name || host.toLowerCase().endsWith(`.${name}`);
  });
}
