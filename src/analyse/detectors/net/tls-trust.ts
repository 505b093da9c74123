// The server's certificate came, and the client did not accept it: no bundle of authorities to check it with, or not trusted, expired, for another name.
import { toVisible } from '../../../text/visible.ts';
import type { Converse } from '../../aims/aim.ts';
import type { Inquiry } from '../../inquiry.ts';
import { heardAfter } from '../../walk/spoken-of.ts';
import { call, detector } from '../detector.ts';
import { addressOf, addressParameters, phaseProofs, placeOf, who } from './words.ts';

export const tlsNoCaCertificates = detector('net/tls-no-ca-certificates', 'converse', (aim, inquiry) => {
  if (aim.failure !== 'no-ca' || aim.bundle === null) return null;
  const at = aim.tries.find(({ event }) => inquiry.paths.of(event) !== null) ?? aim.tries[0]!;
  const server = aim.connection === null ? '' : ` of ${placeOf(inquiry, aim.connection)}`;
  const errno = inquiry.trace.errno(at.event);
  return {
    subject: aim.bundle,
    errno,
    title: `${who(inquiry, aim)} cannot check the certificate${server}: the bundle of authorities ${toVisible(aim.bundle)} ${errno === 'EACCES' ? 'may not be read' : 'is not there'}`,
    proofs: [
      call(at.event, `${toVisible(aim.bundle)} is looked for in vain`),
      call(aim.tries.at(-1)!.event, 'and the connection is given up'),
      ...phaseProofs(aim),
    ],
    parameters: { bundle: aim.bundle },
  };
});

/** What is wrong with it, as far as an alert or somebody's words tell. */
function reasonOf(inquiry: Inquiry, aim: Converse): string {
  const texts = [
    ...(aim.connection?.handshake?.alerts.map(({ name }) => name ?? '') ?? []),
    ...heardAfter(inquiry, aim).map(({ text }) => text),
  ].join('\n');
  if (/expired/i.test(texts)) return 'it has expired';
  if (/ALTNAME|host ?name|doesn.t match|no alternative certificate subject|valid for|name mismatch|SAN\b/i.test(texts))
    return 'it is for another name';
  if (/self.signed/i.test(texts)) return 'it, or one that it rests on, is self-signed';
  if (/not (?:yet )?valid|not yet/i.test(texts)) return 'it is not valid yet';
  if (/revoked/i.test(texts)) return 'it has been revoked';
  return 'no authority that this client trusts stands behind it, or it is expired or for another name';
}

export const tlsUntrustedCertificate = detector('net/tls-untrusted-certificate', 'converse', (aim, inquiry) => {
  const { connection } = aim;
  if (aim.failure !== 'untrusted' || connection === null) return null;
  const handshake = connection.handshake;
  return {
    subject: addressOf(inquiry, connection),
    errno: null,
    title: `${who(inquiry, aim)} does not accept the certificate of ${placeOf(inquiry, connection)}: ${reasonOf(inquiry, aim)}`,
    proofs: [
      call(aim.tries.at(-1)!.event, 'the client ends the handshake behind the certificate'),
      ...(handshake?.serverHello == null ? [] : [call(handshake.serverHello, 'the ServerHello and the certificate')]),
      ...(handshake?.clientHello == null ? [] : [call(handshake.clientHello, 'the ClientHello')]),
      ...phaseProofs(aim),
    ],
    parameters: {
      ...addressParameters(inquiry, connection),
      serverName: handshake?.serverName ?? connection.name ?? addressOf(inquiry, connection).replace(/:\d+$/, ''),
    },
  };
});
