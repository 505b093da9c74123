// The kernel does not permit it: a port below 1024 without CAP_NET_BIND_SERVICE, a prohibit route or a firewall's rule, a UNIX socket's mode.
// @see bind(2), capabilities(7), ip-route(8), unix(7)

import { splitAddress } from '../../net/socket-text.ts';
import { call, detector } from '../detector.ts';
import { addressOf, addressParameters, dialProofs, placeOf, timesTried, who } from './words.ts';

export const connectNotPermitted = detector('net/permission-denied', 'reach', (aim, inquiry) => {
  if (aim.failure !== 'denied') return null;
  const reason =
    aim.connection.family === 'AF_UNIX' ? 'its mode, or a directory on the way, denies it to this user' : 'a route or a firewall rule prohibits it';
  return {
    subject: addressOf(inquiry, aim.connection),
    errno: aim.errno,
    title: `${who(inquiry, aim)} may not connect to ${placeOf(inquiry, aim.connection)}${timesTried(aim)}: ${reason}`,
    proofs: dialProofs(inquiry, aim, `the kernel refuses at once with ${aim.errno}: ${reason}`),
    parameters: addressParameters(inquiry, aim.connection),
  };
});

export const bindNotPermitted = detector('net/permission-denied', 'listen', (aim, inquiry) => {
  if (aim.failure !== 'denied') return null;
  const { port } = splitAddress(aim.address);
  const reason =
    port > 0 && port < 1024 ? `port ${port} is below 1024: only root or a program with CAP_NET_BIND_SERVICE may take it` : 'this user may not';
  return {
    subject: addressOf(inquiry, aim.connection),
    errno: aim.errno,
    title: `${who(inquiry, aim)} may not listen on ${aim.address}: ${reason}`,
    proofs: [call(aim.tries.at(-1)?.event ?? aim.connection.begin, `bind is refused with ${aim.errno}: ${reason}`)],
    parameters: { ...addressParameters(inquiry, aim.connection), ...(port > 0 && port < 1024 ? { lowPort: String(port) } : {}) },
  };
});
