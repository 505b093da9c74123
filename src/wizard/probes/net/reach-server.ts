// Goes the whole way to a server, phase by phase: name, TCP, proxy, TLS, HTTP; stops where it does not go on.
import { Buffer } from 'node:buffer';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ProvenCause } from '../../../model/wizard.ts';
import type { ProbeRequest } from '../../probe.ts';
import { type Dialled, dial, dialSays } from './dial.ts';
import { type Hop, notConnected, plainProxy, proxyRejected, proxySilent } from './failure.ts';
import { findAddresses } from './find-addresses.ts';
import { PHASE_MS, type Phase } from './phase.ts';
import { hostOf, type ProxyChoice, portOf } from './proxy-rules.ts';
import { askHead } from './read-head.ts';
import { addressText } from './target.ts';
import { sayHello } from './tls-hello.ts';
import { tlsPhase } from './tls-phase.ts';

export interface Reached {
  readonly phases: readonly Phase[];
  /** What it failed of; null where it did not, or where it does not prove a cause. */
  readonly cause: ProvenCause | null;
  /** Of the HTTP answer. */
  readonly status: number | null;
}

type Asks = Pick<ProbeRequest, 'run' | 'signal' | 'progress'>;

export interface ReachOptions {
  readonly choice: ProxyChoice;
  /** PEM of those that count as authorities; null: Node's own. */
  readonly authorities: readonly string[] | null;
  /** Behind TLS nothing is asked. */
  readonly endsWithTls?: boolean;
  /** Files that may hold the authority that is missing. */
  readonly nearby: readonly string[];
}

/** A connection that stands, or the end of the way. */
type Way = { readonly socket: Socket; readonly address: string; readonly phases: readonly Phase[] } | { readonly end: Reached };

const ended = (phases: readonly Phase[], cause: ProvenCause | null = null): { end: Reached } => ({ end: { phases, cause, status: null } });

/** Name and TCP. @param url what is wanted in the end; `choice.proxy` is where the connection goes then */
export async function reachHop(url: URL, choice: ProxyChoice, asks: Asks): Promise<Way> {
  const next = choice.proxy ?? url;
  const [host, port] = [hostOf(next), portOf(next)];
  asks.progress(`looking ${host} up`);
  const found = await findAddresses(host, asks, PHASE_MS * 2);
  if (found.kind !== 'found') {
    const says = found.kind === 'cut-off' ? `nobody says in time which address ${host} has` : `${host} has no address`;
    return ended([{ name: 'name', outcome: 'failed', says, tookMs: found.tookMs }]);
  }
  const phases: Phase[] =
    found.addresses[0] === host ? [] : [{ name: 'name', outcome: 'ok', says: `${host} is ${found.addresses.join(', ')}`, tookMs: found.tookMs }];
  let last: { dialled: Dialled; hop: Hop } | null = null;
  for (const one of found.addresses.slice(0, 4)) {
    const address = addressText(one, port);
    asks.progress(`connecting to ${address}`);
    const dialled = await dial(one, port, PHASE_MS, asks.signal);
    phases.push({
      name: 'tcp',
      outcome: dialled.kind === 'connected' ? 'ok' : 'failed',
      says: `${address} ${dialSays(dialled)}`,
      tookMs: dialled.tookMs,
    });
    if (dialled.kind === 'connected') return { socket: dialled.socket, address, phases };
    last = { dialled, hop: { host, port, address, url, choice: choice.proxy === null ? null : { ...choice, proxy: choice.proxy } } };
  }
  return ended(phases, last === null ? null : notConnected(last.hop, last.dialled));
}

export async function reachUrl(url: URL, options: ReachOptions, asks: Asks): Promise<Reached> {
  const { choice } = options;
  const way = await reachHop(url, choice, asks);
  if ('end' in way) return way.end;
  const { socket, address } = way;
  const phases = [...way.phases];
  const next = choice.proxy ?? url;
  const hop: Hop = {
    host: hostOf(next),
    port: portOf(next),
    address,
    url,
    choice: choice.proxy === null ? null : { ...choice, proxy: choice.proxy },
  };
  const done = (cause: ProvenCause | null = null, status: number | null = null): Reached => ({ phases, cause, status });
  try {
    let stream: Duplex = socket;
    if (hop.choice !== null) {
      const through = await throughProxy(socket, hop, options, phases, asks);
      if (through.stream === null) return done(through.cause);
      stream = through.stream;
    }
    if (url.protocol === 'https:') {
      const tls = await tlsPhase(stream, hop, options, asks);
      phases.push(tls.phase);
      if (tls.socket === null) return done(tls.cause);
      stream = tls.socket;
      if (tls.cause !== null || options.endsWithTls === true) return done(tls.cause);
    }
    asks.progress(`asking ${url.host}`);
    const viaProxy = hop.choice !== null && url.protocol === 'http:';
    const head = await askHead(stream, getRequest(url, viaProxy ? hop.choice?.proxy : undefined), PHASE_MS, asks.signal);
    if (head.kind !== 'answer') {
      const says = head.kind === 'other' ? 'it answers, and not in HTTP' : head.kind === 'closed' ? 'it closes without an answer' : 'no answer comes';
      phases.push({ name: viaProxy ? 'proxy' : 'http', outcome: 'failed', says, tookMs: head.tookMs });
      if (head.kind !== 'silent') return done();
      return done(viaProxy ? proxySilent(hop, 'takes the request and never answers') : silentServer(hop));
    }
    const { status, reason, tookMs } = head;
    phases.push({ name: 'http', outcome: status >= 400 ? 'odd' : 'ok', says: `${status} ${reason}`.trim(), tookMs });
    return done(viaProxy && isProxysOwn(status) ? proxyRejected(hop, status, rejection(status, reason)) : null, status);
  } finally {
    socket.destroy();
  }
}

/** Asks the proxy for a tunnel where one is needed. @returns the stream behind it */
async function throughProxy(
  socket: Socket,
  hop: Hop,
  options: ReachOptions,
  phases: Phase[],
  asks: Asks,
): Promise<{ stream: Duplex | null; cause: ProvenCause | null }> {
  const proxy = hop.choice?.proxy;
  if (proxy === undefined || !/^https?:$/.test(proxy.protocol)) {
    phases.push({ name: 'proxy', outcome: 'odd', says: `${proxy?.protocol} is not asked any further here`, tookMs: 0 });
    return { stream: null, cause: null };
  }
  let stream: Duplex = socket;
  if (proxy.protocol === 'https:') {
    const hello = await sayHello(socket, {
      host: hop.host,
      checksHost: true,
      authorities: options.authorities,
      timeoutMs: PHASE_MS,
      signal: asks.signal,
    });
    if (hello.kind !== 'established') {
      const says =
        hello.kind === 'not-tls'
          ? 'it is asked by TLS, as https:// says, and does not speak TLS'
          : 'the TLS handshake with it does not come to its end';
      phases.push({ name: 'proxy', outcome: 'failed', says, tookMs: hello.tookMs });
      return { stream: null, cause: hello.kind === 'not-tls' ? plainProxy(hop, proxy) : null };
    }
    stream = hello.socket;
  }
  if (hop.url.protocol !== 'https:') return { stream, cause: null };
  const target = addressText(hostOf(hop.url), portOf(hop.url));
  asks.progress(`asking the proxy ${hop.address} for ${target}`);
  const head = await askHead(stream, `CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n${credentials(proxy)}\r\n`, PHASE_MS, asks.signal);
  const request = `CONNECT ${target}`;
  if (head.kind === 'answer' && head.status >= 200 && head.status < 300) {
    phases.push({ name: 'proxy', outcome: 'ok', says: `${request} is answered with ${head.status}`, tookMs: head.tookMs });
    return { stream, cause: null };
  }
  const says =
    head.kind === 'answer'
      ? rejection(head.status, head.reason)
      : head.kind === 'closed'
        ? 'closes the connection without an answer'
        : 'never answers';
  phases.push({ name: 'proxy', outcome: 'failed', says: `${request}: ${says}`, tookMs: head.tookMs });
  if (head.kind === 'answer') return { stream: null, cause: proxyRejected(hop, head.status, says) };
  return { stream: null, cause: head.kind === 'silent' ? proxySilent(hop, `takes ${request} and never answers`) : null };
}

/** Without a tunnel an error may be the server's; this one is never. @see RFC 9110, section 15.5.8 */
const isProxysOwn = (status: number): boolean => status === 407;

const rejection = (status: number, reason: string): string =>
  `answers with ${status}: ${status === 407 ? 'it wants a user name and a password' : reason || 'no'}`;

const silentServer = ({ address, host, port }: Hop): ProvenCause => ({
  code: 'net/no-answer',
  subject: address,
  title: `${address} takes the request and never answers`,
  parameters: { address, host, port: String(port) },
});

/** As the client would, with the name and password of the proxy's URL. @see RFC 7617 */
function credentials({ username, password }: URL): string {
  if (username === '') return '';
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return `Proxy-Authorization: Basic ${Buffer.from(pair).toString('base64')}\r\n`;
}

/** @param proxy where a proxy that does not tunnel is asked: it gets the whole URL. @see RFC 9112, section 3.2.2 */
const getRequest = (url: URL, proxy: URL | undefined): string =>
  `GET ${proxy === undefined ? '' : `http://${url.host}`}${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\nUser-Agent: whytrace\r\nAccept: */*\r\n${proxy === undefined ? '' : credentials(proxy)}Connection: close\r\n\r\n`;
