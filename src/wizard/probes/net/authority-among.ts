// Looks for the authority behind a server's certificate in files that hold certificates.
import { X509Certificate } from 'node:crypto';
import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';
import { readBundle } from './bundle.ts';

/** @param paths PEM files @returns the first one that has the authority that signed the certificate or one of those sent along, or the certificate itself */
export function authorityAmong(socket: TLSSocket, paths: readonly string[]): string | null {
  const sent = chainOf(socket);
  return (
    paths.find((path) => {
      const bundle = readBundle(path);
      return bundle.kind === 'read' && bundle.certificates.some((authority) => sent.some((one) => isBehind(authority, one)));
    }) ?? null
  );
}

function isBehind(authority: X509Certificate, certificate: X509Certificate): boolean {
  if (authority.fingerprint256 === certificate.fingerprint256) return true;
  return authority.ca && certificate.checkIssued(authority) && certificate.verify(authority.publicKey);
}

function chainOf(socket: TLSSocket): readonly X509Certificate[] {
  const chain: X509Certificate[] = [];
  let at: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
  while (at?.raw !== undefined && chain.length < 10) {
    const one = new X509Certificate(at.raw);
    if (chain.some(({ fingerprint256 }) => fingerprint256 === one.fingerprint256)) break;
    chain.push(one);
    at = at.issuerCertificate;
  }
  return chain;
}
