// A connection that stood was broken off by the other side: ECONNRESET, or EPIPE for who writes on. @see tcp(7), send(2)
import { call, detector } from '../detector.ts';
import { addressOf, addressParameters, dialProofs, phaseProofs, placeOf, who } from './words.ts';

export const connectionReset = detector('net/connection-reset', 'converse', (aim, inquiry) => {
  const { connection } = aim;
  if (aim.failure !== 'reset' || connection === null) return null;
  return {
    subject: addressOf(inquiry, connection),
    errno: aim.errno ?? 'ECONNRESET',
    title: `${placeOf(inquiry, connection)} broke off the connection that ${who(inquiry, aim)} had with it`,
    proofs: [call(aim.tries.at(-1)!.event, `the other side reset the connection (${aim.errno ?? 'ECONNRESET'})`), ...phaseProofs(aim)],
    parameters: addressParameters(inquiry, connection),
  };
});

export const dialReset = detector('net/connection-reset', 'reach', (aim, inquiry) =>
  aim.failure !== 'reset'
    ? null
    : {
        subject: addressOf(inquiry, aim.connection),
        errno: aim.errno,
        title: `${placeOf(inquiry, aim.connection)} broke off the connection that ${who(inquiry, aim)} was making`,
        proofs: dialProofs(inquiry, aim, `the other side reset it (${aim.errno})`),
        parameters: addressParameters(inquiry, aim.connection),
      },
);
