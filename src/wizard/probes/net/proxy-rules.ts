// Which proxy a client takes for a URL: the rules of Go's net/http and of curl, which differ.
import { BlockList, isIP } from 'node:net';

type Env = Readonly<Record<string, string>>;

/** `go`: net/http of Go. `curl`: libcurl; wget, git and most libraries of Python go by nearly the same rules. */
export type ProxyRules = 'go' | 'curl';

export interface ProxyChoice {
  /** null: it asks directly. */
  readonly proxy: URL | null;
  /** The variable that named the proxy, also where it is passed by; null when none is set. */
  readonly variable: string | null;
  /** Continues "because": `no_proxy has 127.0.0.1`. */
  readonly because: string;
}

/** Which variables count, first one first. curl does not read HTTP_PROXY: a CGI program's client sets it by the header `Proxy`. @see https://httpoxy.org */
const VARIABLES: Readonly<Record<ProxyRules, Readonly<Record<string, readonly string[]>>>> = {
  go: { 'http:': ['HTTP_PROXY', 'http_proxy'], 'https:': ['HTTPS_PROXY', 'https_proxy'] },
  curl: { 'http:': ['http_proxy', 'all_proxy', 'ALL_PROXY'], 'https:': ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'] },
};

/** @see golang.org/x/net/http/httpproxy; libcurl's url.c (detect_proxy) and noproxy.c; curl(1), ENVIRONMENT */
export function proxyFor(rules: ProxyRules, url: URL, env: Env): ProxyChoice {
  const names = VARIABLES[rules][url.protocol] ?? [];
  const variable = names.find((name) => (env[name] ?? '') !== '') ?? null;
  if (variable === null) return { proxy: null, variable, because: `none of ${names.join(', ')} is set` };
  const proxy = proxyUrl(env[variable] ?? '');
  if (proxy === null) return { proxy, variable, because: `the value of ${variable} is no address of a proxy` };
  // A CGI program: its HTTP_PROXY may come from the request.
  if (rules === 'go' && url.protocol === 'http:' && (env.REQUEST_METHOD ?? '') !== '')
    return { proxy: null, variable, because: 'REQUEST_METHOD is set (CGI): Go refuses to use the proxy' };
  const bypass = rules === 'go' ? goBypass(url, env) : curlBypass(url, env);
  return bypass === null ? { proxy, variable, because: `${variable} says so` } : { proxy: null, variable, because: bypass };
}

/** With `http://` in front where no scheme is given, as both do. */
function proxyUrl(value: string): URL | null {
  const text = /^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  return URL.canParse(text) ? new URL(text) : null;
}

export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '').toLowerCase();
export const portOf = ({ port, protocol }: URL): number => (port === '' ? (DEFAULT_PORTS[protocol] ?? 80) : Number(port));
const DEFAULT_PORTS: Readonly<Record<string, number>> = {
  'http:': 80,
  'https:': 443,
  'socks:': 1080,
  'socks4:': 1080,
  'socks5:': 1080,
  'socks5h:': 1080,
};

/** The list of hosts to be asked directly, and the variable that has it. */
function noProxy(env: Env, ...names: readonly string[]): { name: string; value: string } {
  const name = names.find((one) => (env[one] ?? '') !== '') ?? names[0] ?? '';
  return { name, value: (env[name] ?? '').toLowerCase() };
}

function goBypass(url: URL, env: Env): string | null {
  const host = hostOf(url);
  if (host === 'localhost' || isLoopback(host)) return 'Go never uses a proxy for this machine itself';
  const { name, value } = noProxy(env, 'NO_PROXY', 'no_proxy');
  const entry = value
    .split(',')
    .map((one) => one.trim())
    .find((one) => one !== '' && goMatches(one, host, String(portOf(url))));
  return entry === undefined ? null : `${name} has ${entry}`;
}

function goMatches(entry: string, host: string, port: string): boolean {
  if (entry === '*' || inNetwork(host, entry)) return true;
  const [, bracketed, plain, entryPort] = /^(?:\[([^\]]*)\]|([^:]*)):(\d+)$/.exec(entry) ?? [];
  const name = bracketed ?? plain ?? entry;
  if (name === '' || (entryPort !== undefined && entryPort !== port)) return false;
  if (isIP(name) !== 0) return name === host;
  // `.corp` and `*.corp` are for what lies below alone, `corp` is for itself, too.
  const below = name.replace(/^\*\./, '.');
  return below.startsWith('.') ? host.endsWith(below) : host === below || host.endsWith(`.${below}`);
}

function curlBypass(url: URL, env: Env): string | null {
  const host = hostOf(url).replace(/\.$/, '');
  const { name, value } = noProxy(env, 'no_proxy', 'NO_PROXY');
  if (value.trim() === '*') return `${name} is *`;
  const entry = value.split(/[\s,]+/).find((one) => one !== '' && curlMatches(one, host));
  return entry === undefined ? null : `${name} has ${entry}`;
}

function curlMatches(entry: string, host: string): boolean {
  if (isIP(host) !== 0) return entry.replace(/^\[|\]$/g, '') === host || inNetwork(host, entry);
  const name = entry.replace(/^\./, '').replace(/\.$/, '');
  return name !== '' && (host === name || host.endsWith(`.${name}`));
}

export const isLoopback = (host: string): boolean => inNetwork(host, '127.0.0.0/8') || host === '::1';

function inNetwork(host: string, network: string): boolean {
  const [, address = '', bits] = /^([\da-f.:]+)\/(\d+)$/i.exec(network) ?? [];
  const family = isIP(address);
  if (family === 0 || family !== isIP(host) || Number(bits) > (family === 4 ? 32 : 128)) return false;
  const list = new BlockList();
  const kind = family === 4 ? 'ipv4' : 'ipv6';
  list.addSubnet(address, Number(bits), kind);
  return list.check(host, kind);
}
