// The address does not answer the SYN: ETIMEDOUT of connect(2), or EINPROGRESS and then silence until the program gave up.
import { detector } from '../detector.ts';
import { addressOf, addressParameters, dialProofs, placeOf, timesTried, waited, who } from './words.ts';

export const connectTimeout = detector('net/connect-timeout', 'reach', (aim, inquiry) => {
  if (aim.failure !== 'timed-out') return null;
  const address = addressOf(inquiry, aim.connection);
  const isPending = aim.connection.phases.some(({ kind, outcome }) => kind === 'tcp' && outcome === 'pending');
  return {
    subject: address,
    errno: aim.errno,
    title: `${who(inquiry, aim)} ${isPending ? 'waits for' : 'got no answer from'} ${placeOf(inquiry, aim.connection)}${waited(inquiry, aim)}${timesTried(aim)}: the connection is never made`,
    proofs: dialProofs(inquiry, aim, `nothing has come back from ${address}: neither yes nor no`),
    parameters: addressParameters(inquiry, aim.connection),
  };
});
