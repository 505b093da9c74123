// Sockets with a path: none is there (ENOENT), or one that a server left behind and nobody listens on (ECONNREFUSED). @see unix(7), connect(2)
import { toVisible } from '../../../text/visible.ts';
import { detector } from '../detector.ts';
import { addressOf, addressParameters, dialProofs, timesTried, who } from './words.ts';

export const unixSocketMissing = detector('net/unix-socket-missing', 'reach', (aim, inquiry) => {
  if (aim.failure !== 'no-socket') return null;
  const path = addressOf(inquiry, aim.connection);
  return {
    subject: path,
    errno: aim.errno,
    title: `${who(inquiry, aim)} cannot connect to the socket ${toVisible(path)}${timesTried(aim)}: it is not there, so its server does not run or uses another path`,
    proofs: dialProofs(inquiry, aim, `there is no socket ${toVisible(path)}`),
    parameters: addressParameters(inquiry, aim.connection),
  };
});

export const unixSocketStale = detector('net/unix-socket-stale', 'reach', (aim, inquiry) => {
  if (aim.failure !== 'stale-socket') return null;
  const path = addressOf(inquiry, aim.connection);
  return {
    subject: path,
    errno: aim.errno,
    title: `${who(inquiry, aim)} cannot connect to the socket ${toVisible(path)}${timesTried(aim)}: the file is there, and no server listens on it`,
    proofs: dialProofs(inquiry, aim, `${toVisible(path)} is left over: nobody listens on it`),
    parameters: addressParameters(inquiry, aim.connection),
  };
});
