// A proxy setting catches what must be reached directly: the proxy of the outside world is asked for a host of this machine or its own network.
import type { HttpExchange } from '../../../model/connection.ts';
import { toVisible } from '../../../text/visible.ts';
import type { NetworkAim } from '../../aims/aim.ts';
import type { Inquiry } from '../../inquiry.ts';
import type { SeenConnection } from '../../net/connections.ts';
import { targetsAsked, targetsIn } from '../../net/host-names.ts';
import { bypasses, environmentOf } from '../../net/proxy-settings.ts';
import { isLoopback, isPrivate } from '../../net/socket-text.ts';
import { call, detector } from '../detector.ts';
import { dialProofs, nameProof, phaseProofs, placeOf, who } from './words.ts';

/** Names that no name server of the internet knows. @see RFC 6761, RFC 6762, RFC 8375; ICANN's reservation of .internal */
const OWN_NAME = /^(?:[^.]+|.*\.(?:local|internal|intranet|corp|lan|home|private|localdomain|home\.arpa|test|cluster\.local|svc))$/i;

interface Caught {
  readonly host: string;
  readonly port: string;
}

/** Host and port that the proxy was asked for. */
function askedFor({ method, target }: HttpExchange): Caught | null {
  const match = method === 'CONNECT' ? /^(\[[^\]]+\]|[^:]+):(\d+)$/.exec(target) : /^https?:\/\/(\[[^\]]+\]|[^/:]+)(?::(\d+))?/i.exec(target);
  return match === null ? null : { host: (match[1] ?? '').replace(/^\[|\]$/g, ''), port: match[2] ?? (/^https:/i.test(target) ? '443' : '80') };
}

const isOfThisMachine = (host: string): boolean => host === 'localhost' || isLoopback(host);

function isOwn(inquiry: Inquiry, process: number, host: string): boolean {
  if (isOfThisMachine(host) || isPrivate(host) || OWN_NAME.test(host)) return true;
  // Modules of a company, and the mirror that go was told to use.
  const { variables } = environmentOf(inquiry, process);
  return ['GOPRIVATE', 'GONOPROXY', 'GONOSUMDB']
    .flatMap((name) => (variables.get(name) ?? '').split(','))
    .some((entry) => entry !== '*' && entry !== '' && host.endsWith(entry.replace(/^\*\./, '').split('/')[0] ?? entry));
}

/** A setting that can be told to leave a host out; a proxy given for just this call was meant. */
const isGeneral = ({ proxy }: SeenConnection): boolean => proxy?.kind === 'environment' || proxy?.kind === 'file' || proxy?.kind === 'request';

const conflict = (inquiry: Inquiry, aim: NetworkAim, connection: SeenConnection, caught: Caught) => {
  const setting = connection.proxy === null || connection.proxy.kind === 'request' ? 'a proxy setting' : toVisible(connection.proxy.what);
  const host = caught.host.includes(':') ? `[${caught.host}]` : caught.host;
  return {
    subject: caught.port === '80' || caught.port === '443' ? host : `${host}:${caught.port}`,
    title: `${setting} sends ${who(inquiry, aim)}'s request for ${toVisible(caught.host)} to the proxy ${placeOf(inquiry, connection)}, which cannot serve it: ${toVisible(caught.host)} must be reached directly, and no_proxy does not name it`,
    parameters: { host: caught.host, ...(connection.proxy?.kind === 'environment' ? { variable: connection.proxy.what } : {}) },
  };
};

export const proxyConflict = detector('net/proxy-conflict', 'converse', (aim, inquiry) => {
  const { connection, exchange } = aim;
  if (connection === null || exchange === null || connection.proxy === null || !isGeneral(connection)) return null;
  if (exchange.status === 407 || exchange.status === 401) return null;
  const caught = askedFor(exchange);
  const isRefused = aim.failure === 'proxy-rejected' || (aim.failure === 'http-error' && caught !== null && isOfThisMachine(caught.host));
  if (caught === null || !isRefused || !isOwn(inquiry, aim.process, caught.host) || bypasses(inquiry, aim.process, caught.host)) return null;
  return {
    ...conflict(inquiry, aim, connection, caught),
    errno: null,
    proofs: [
      call(exchange.asked, `the proxy is asked for ${toVisible(caught.host)}`),
      call(exchange.answered ?? exchange.asked, `and says ${exchange.status ?? 'nothing'}`),
      ...phaseProofs(aim),
      ...nameProof(connection),
    ],
  };
});

/** No proxy can reach a service of the machine that asks: whether it answers or not does not matter. */
export const proxyForLocalhost = detector('net/proxy-conflict', 'reach', (aim, inquiry) => {
  const { connection } = aim;
  if (connection.proxy === null || connection.proxy.kind !== 'environment') return null;
  const targets = targetsAsked(inquiry, aim.process).filter(({ scheme }) => scheme === 'http' || scheme === 'https');
  const [target] = targets;
  if (target === undefined || !targets.every(({ host }) => isOfThisMachine(host)) || targetsIn(target.text).length === 0) return null;
  return {
    ...conflict(inquiry, aim, connection, { host: target.host, port: String(target.port ?? 80) }),
    errno: aim.errno,
    proofs: dialProofs(inquiry, aim, `the proxy is dialled for ${toVisible(target.host)}`),
  };
});
