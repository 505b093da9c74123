// Handshakes that did not come to an end: silence, an alert or a close, and a server that does not speak TLS at all. @see RFC 8446, sections 4 and 6
import { toVisible } from '../../../text/visible.ts';
import type { Converse } from '../../aims/aim.ts';
import { call, detector, type Proof } from '../detector.ts';
import { addressOf, addressParameters, phaseProofs, placeOf, waited, who } from './words.ts';

const helloProof = ({ connection }: Converse): readonly Proof[] => {
  const hello = connection?.handshake?.clientHello;
  const name = connection?.handshake?.serverName ?? null;
  return hello == null ? [] : [call(hello, `the greeting (ClientHello)${name === null ? '' : ` for ${toVisible(name)}`}`)];
};

export const tlsNoServerHello = detector('net/tls-no-server-hello', 'converse', (aim, inquiry) => {
  const { connection } = aim;
  if (aim.failure !== 'no-server-hello' || connection === null) return null;
  return {
    subject: addressOf(inquiry, connection),
    errno: null,
    title: `${who(inquiry, aim)} gets no TLS (encrypted) connection to ${placeOf(inquiry, connection)}: it sends its greeting (ClientHello), and no reply (ServerHello) comes back${waited(inquiry, aim)}`,
    proofs: [call(aim.tries.at(-1)!.event, 'nothing has come back'), ...helloProof(aim), ...phaseProofs(aim)],
    parameters: addressParameters(inquiry, connection),
  };
});

export const tlsClosed = detector('net/tls-closed', 'converse', (aim, inquiry) => {
  const { connection } = aim;
  if (aim.failure !== 'tls-closed' || connection === null) return null;
  const alert = connection.handshake?.alerts.find(({ fatal, name }) => fatal && name !== null);
  const how =
    alert === undefined
      ? 'the server closes the connection in the handshake'
      : `the ${alert.from} ends the handshake with the alert ${toVisible(alert.name ?? '')}`;
  return {
    subject: addressOf(inquiry, connection),
    errno: aim.errno,
    title: `${who(inquiry, aim)} gets no TLS (encrypted) connection to ${placeOf(inquiry, connection)}: ${how}`,
    proofs: [call(aim.tries.at(-1)!.event, how), ...helloProof(aim), ...phaseProofs(aim)],
    parameters: addressParameters(inquiry, connection),
  };
});

export const tlsNotTls = detector('net/tls-not-tls', 'converse', (aim, inquiry) => {
  const { connection } = aim;
  if (aim.failure !== 'not-tls' || connection === null) return null;
  const answer = toVisible((connection.handshake?.plainAnswer ?? '').slice(0, 40).trim());
  return {
    subject: addressOf(inquiry, connection),
    errno: null,
    title: `${placeOf(inquiry, connection)} does not speak TLS (encryption): it answers ${who(inquiry, aim)}'s greeting (ClientHello) with "${answer}"`,
    proofs: [call(aim.tries.at(-1)!.event, `this is no TLS: "${answer}"`), ...helloProof(aim), ...phaseProofs(aim)],
    parameters: {
      ...addressParameters(inquiry, connection),
      ...(/^HTTP/.test(answer) ? { plainHttp: `http://${addressOf(inquiry, connection)}` } : {}),
    },
  };
});
