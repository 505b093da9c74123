// A proxy that was to help and did not: it cannot be reached, says no to CONNECT, or never answers. @see RFC 9110, section 9.3.6; curl(1), `--proxy`
import { toVisible } from '../../../text/visible.ts';
import type { SeenConnection } from '../../net/connections.ts';
import { call, detector } from '../detector.ts';
import { addressOf, addressParameters, dialProofs, nameProof, phaseProofs, placeOf, waited, who } from './words.ts';

/** ` (named by HTTP_PROXY)`. */
const namedBy = ({ proxy }: SeenConnection): string => (proxy === null || proxy.kind === 'request' ? '' : ` (named by ${toVisible(proxy.what)})`);
const settingOf = ({ proxy }: SeenConnection): Record<string, string> =>
  proxy?.kind === 'environment' ? { variable: proxy.what } : proxy?.kind === 'file' ? { settings: proxy.what } : {};

export const proxyUnreachable = detector('net/proxy-unreachable', 'reach', (aim, inquiry) => {
  const { connection } = aim;
  if (connection.proxy === null) return null;
  const why = connection.phases.find(({ kind }) => kind === 'tcp')?.says ?? 'no connection';
  return {
    subject: addressOf(inquiry, connection),
    errno: aim.errno,
    title: `${who(inquiry, aim)} cannot reach the proxy ${placeOf(inquiry, connection)}${namedBy(connection)}: ${why}`,
    proofs: dialProofs(inquiry, aim, `the proxy does not take the connection: ${why}`),
    parameters: { ...addressParameters(inquiry, connection), ...settingOf(connection) },
  };
});

export const proxyRejected = detector('net/proxy-rejected', 'converse', (aim, inquiry) => {
  const { connection, exchange } = aim;
  if (aim.failure !== 'proxy-rejected' || connection === null || exchange === null) return null;
  const reason = exchange.status === 407 ? 'it wants a user name and a password' : toVisible(exchange.reason ?? '');
  return {
    subject: addressOf(inquiry, connection),
    errno: null,
    title: `the proxy ${placeOf(inquiry, connection)}${namedBy(connection)} answers ${who(inquiry, aim)}'s ${toVisible(`${exchange.method} ${exchange.target}`)} with ${exchange.status}${reason === '' ? '' : `: ${reason}`}`,
    proofs: [
      call(exchange.answered ?? exchange.asked, `the proxy says ${exchange.status}`),
      call(exchange.asked, 'the request to the proxy'),
      ...phaseProofs(aim),
      ...nameProof(connection),
    ],
    parameters: { ...addressParameters(inquiry, connection), ...settingOf(connection) },
  };
});

export const proxyNoAnswer = detector('net/proxy-no-answer', 'converse', (aim, inquiry) => {
  const { connection, exchange } = aim;
  if (connection === null || (aim.failure !== 'proxy-no-answer' && !(connection.proxy !== null && aim.failure === 'no-answer'))) return null;
  const request = exchange === null ? 'a request' : toVisible(`${exchange.method} ${exchange.target}`);
  return {
    subject: addressOf(inquiry, connection),
    errno: aim.errno,
    title: `the proxy ${placeOf(inquiry, connection)}${namedBy(connection)} takes ${who(inquiry, aim)}'s ${request} and never answers${waited(inquiry, aim)}`,
    proofs: [
      call(aim.tries.at(-1)!.event, 'nothing has come back from the proxy'),
      ...(exchange === null ? [] : [call(exchange.asked, 'the request to the proxy')]),
      ...phaseProofs(aim),
      ...nameProof(connection),
    ],
    parameters: { ...addressParameters(inquiry, connection), ...settingOf(connection) },
  };
});
