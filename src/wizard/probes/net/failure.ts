// Failures of reaching a server as causes of the failure table, with the words for their remedies.
import type { ProvenCause } from '../../../model/wizard.ts';
import type { Dialled } from './dial.ts';
import { hostOf, isLoopback, type ProxyChoice, portOf } from './proxy-rules.ts';
import { addressText } from './target.ts';

/** Where the connection goes: to the server, or to the proxy that is to lead there. */
export interface Hop {
  readonly host: string;
  readonly port: number;
  /** As it was dialled. */
  readonly address: string;
  /** What is wanted in the end. */
  readonly url: URL;
  /** null where the server is asked directly. */
  readonly choice: (ProxyChoice & { readonly proxy: URL }) | null;
}

export const addressWords = ({ address, host, port }: Pick<Hop, 'address' | 'host' | 'port'>): Record<string, string> => ({
  address,
  host: address.replace(/:\d+$/, '').replace(/^\[|\]$/g, ''),
  port: String(port),
  ...(isLoopback(address.replace(/:\d+$/, '')) ? { localPort: String(port) } : { remoteHost: host }),
});

const settingWords = ({ choice }: Hop): Record<string, string> => (choice?.variable == null ? {} : { variable: choice.variable });

/** No proxy can serve a host of the very machine that asks: it is the wrong one to ask. */
function conflict({ url, choice }: Hop, what: string): ProvenCause | null {
  const host = hostOf(url);
  if (choice === null || !(host === 'localhost' || isLoopback(host))) return null;
  const port = portOf(url);
  return {
    code: 'net/proxy-conflict',
    subject: port === 80 || port === 443 ? host : addressText(host, port),
    title: `the proxy of ${choice.variable} is asked for ${host}, which is this machine itself, and ${what}`,
    parameters: { host, ...(choice.variable === null ? {} : { variable: choice.variable }) },
  };
}

export function notConnected(hop: Hop, dialled: Dialled): ProvenCause | null {
  const { address, choice } = hop;
  const errno = 'errno' in dialled ? { errno: dialled.errno } : {};
  if (dialled.kind === 'connected' || dialled.kind === 'cut-short' || dialled.kind === 'failed') return null;
  const own = conflict(hop, 'it cannot be reached');
  if (own !== null) return own;
  const parameters = { ...addressWords(hop), ...settingWords(hop) };
  if (choice !== null)
    return {
      code: 'net/proxy-unreachable',
      subject: address,
      title: `the proxy ${address} (named by ${choice.variable}) cannot be reached`,
      ...errno,
      parameters,
    };
  const { code, says } = REFUSALS[dialled.kind];
  return { code, title: `${address} ${says}`, subject: address, ...errno, parameters };
}

const REFUSALS = {
  refused: { code: 'net/connection-refused', says: 'refuses the connection: nobody listens there' },
  'timed-out': { code: 'net/connect-timeout', says: 'does not answer at all' },
  unreachable: { code: 'net/unreachable', says: 'cannot be reached: no way leads there' },
} as const;

/** @param status of its answer; 407 is about who asks, not about what is asked for */
export function proxyRejected(hop: Hop, status: number, what: string): ProvenCause {
  return (status === 407 ? null : conflict(hop, what)) ?? proxyFailed(hop, 'net/proxy-rejected', what);
}

export const proxySilent = (hop: Hop, what: string): ProvenCause => proxyFailed(hop, 'net/proxy-no-answer', what);

const proxyFailed = (hop: Hop, code: string, what: string): ProvenCause => ({
  code,
  title: `the proxy ${hop.address} (named by ${hop.choice?.variable}) ${what}`,
  subject: hop.address,
  parameters: { ...addressWords(hop), ...settingWords(hop) },
});

export function plainProxy(hop: Hop, proxy: URL): ProvenCause {
  const variable = hop.choice?.variable ?? 'https_proxy';
  return {
    code: 'net/tls-not-tls',
    subject: hop.address,
    title: `the proxy ${hop.address} does not speak TLS, and ${variable} says https://`,
    parameters: { ...addressWords(hop), ...settingWords(hop), proxyVariable: variable, plainProxy: `http://${proxy.host}` },
  };
}

/** Of the server itself, also where a proxy leads there. */
export const serverAddress = (hop: Hop): string => (hop.choice === null ? hop.address : addressText(hostOf(hop.url), portOf(hop.url)));
