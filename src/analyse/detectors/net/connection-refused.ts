// Nobody listens at the address that was dialled: ECONNREFUSED of connect(2), or of SO_ERROR for a socket that does not block.
import { detector } from '../detector.ts';
import { addressOf, addressParameters, dialProofs, listenerProof, placeOf, timesTried, who } from './words.ts';

export const connectionRefused = detector('net/connection-refused', 'reach', (aim, inquiry) => {
  if (aim.failure !== 'refused' || aim.connection.family === 'AF_UNIX') return null;
  const address = addressOf(inquiry, aim.connection);
  return {
    subject: address,
    errno: 'ECONNREFUSED',
    title: `${who(inquiry, aim)} cannot connect to ${placeOf(inquiry, aim.connection)}${timesTried(aim)}: nothing listens there (connection refused)`,
    proofs: [...dialProofs(inquiry, aim, `${address} refuses the connection: no program listens on that port`), ...listenerProof(inquiry, address)],
    parameters: addressParameters(inquiry, aim.connection),
  };
});
