// The TLS phase of reaching a server: the handshake, what it proves, and whether the missing authority lies on this host.
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import type { ProvenCause } from '../../../model/wizard.ts';
import type { ProbeRequest } from '../../probe.ts';
import { authorityAmong } from './authority-among.ts';
import { addressWords, type Hop, serverAddress } from './failure.ts';
import { PHASE_MS, type Phase } from './phase.ts';
import { hostOf } from './proxy-rules.ts';
import { type CertificateVerdict, sayHello, type TlsHello } from './tls-hello.ts';

export interface TlsPhase {
  readonly phase: Phase;
  readonly cause: ProvenCause | null;
  /** null: it cannot be asked any further. */
  readonly socket: TLSSocket | null;
}

interface Trust {
  /** An address alone is given, which may have come from a name. */
  readonly endsWithTls?: boolean;
  readonly authorities: readonly string[] | null;
  readonly nearby: readonly string[];
}

export async function tlsPhase(
  raw: Duplex,
  hop: Hop,
  { authorities, nearby, endsWithTls }: Trust,
  asks: Pick<ProbeRequest, 'signal' | 'progress'>,
): Promise<TlsPhase> {
  const host = hostOf(hop.url);
  asks.progress(`TLS with ${host}`);
  const hello = await sayHello(raw, { host, checksHost: endsWithTls !== true, authorities, timeoutMs: PHASE_MS, signal: asks.signal });
  const cause = (code: string, title: string, more: Readonly<Record<string, string>> = {}): ProvenCause => ({
    code,
    subject: serverAddress(hop),
    title,
    parameters: { ...addressWords(hop), serverName: host, ...more },
  });
  const failed = (says: string, because: ProvenCause | null): TlsPhase => ({
    phase: { name: 'tls', outcome: 'failed', says, tookMs: hello.tookMs },
    cause: because,
    socket: null,
  });
  switch (hello.kind) {
    case 'silent': {
      const says = hello.serverHello ? 'the handshake begins and does not come to its end' : 'the ClientHello was sent, and nothing comes back';
      return failed(says, hello.serverHello ? null : cause('net/tls-no-server-hello', `${host}: ${says}`));
    }
    case 'not-tls': {
      const says = `${host} does not speak TLS: it answers with "${hello.text.slice(0, 40).split(/[\r\n]/)[0]}"`;
      return failed(says, cause('net/tls-not-tls', says, /^HTTP/.test(hello.text) ? { plainHttp: `http://${serverAddress(hop)}` } : {}));
    }
    case 'alert':
    case 'closed': {
      const says = `the server ends the handshake (${hello.says})`;
      return failed(says, cause('net/tls-closed', `${host}: ${says}`));
    }
    case 'cut-short':
      return failed('cut short', null);
    case 'established':
      return judged(hello, host, nearby, cause);
  }
}

type CauseOf = (code: string, title: string, more?: Readonly<Record<string, string>>) => ProvenCause;

function judged(
  { socket, protocol, verdict, tookMs }: Extract<TlsHello, { kind: 'established' }>,
  host: string,
  nearby: readonly string[],
  cause: CauseOf,
): TlsPhase {
  if (verdict.code === null) {
    const says = `${protocol}, the certificate of ${verdict.certificate.subject} is accepted`;
    return { phase: { name: 'tls', outcome: 'ok', says, tookMs }, cause: null, socket };
  }
  const reason = reasonOf(verdict, host);
  const authority = MISSING_AUTHORITY.has(verdict.code) ? authorityAmong(socket, nearby) : null;
  const found = authority === null ? '' : `; its authority lies in ${authority}`;
  return {
    phase: { name: 'tls', outcome: 'failed', says: `${protocol}, and the certificate is not to be trusted: ${reason}${found}`, tookMs },
    cause: cause('net/tls-untrusted-certificate', `the certificate of ${host} is not accepted: ${reason}`, {
      ...(authority === null ? {} : { authority }),
      ...(verdict.code === 'CERT_HAS_EXPIRED' ? { expiredOn: verdict.certificate.validTo } : {}),
      ...(verdict.code === 'ERR_TLS_CERT_ALTNAME_INVALID' ? { certificateNames: verdict.certificate.names || verdict.certificate.subject } : {}),
    }),
    socket,
  };
}

/** Verdicts that another authority would change. @see X509_STORE_CTX_get_error(3) */
const MISSING_AUTHORITY: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

function reasonOf({ code, certificate }: CertificateVerdict, host: string): string {
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return `it has expired (${certificate.validTo})`;
    case 'CERT_NOT_YET_VALID':
      return `it is not valid before ${certificate.validFrom}`;
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `it is for ${certificate.names || certificate.subject}, not for ${host}`;
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return `it is signed by itself (${certificate.subject})`;
    case 'SELF_SIGNED_CERT_IN_CHAIN':
      return 'an authority that is not in the bundle stands behind it';
    default:
      return `${certificate.issuer} stands behind it, which is not among the authorities of this host (${code})`;
  }
}
