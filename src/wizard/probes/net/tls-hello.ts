// One TLS handshake over a connection that stands: how far it comes, and what there is to say about the certificate. @see RFC 8446, section 4
import { isIP } from 'node:net';
import { Duplex } from 'node:stream';
import { checkServerIdentity, connect, type PeerCertificate, type TLSSocket } from 'node:tls';

export interface SeenCertificate {
  /** `CN=www.example.org`. */
  readonly subject: string;
  readonly issuer: string;
  /** As it stands there: `DNS:localhost, IP Address:127.0.0.1`. */
  readonly names: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly isSelfSigned: boolean;
}

/** What a client that goes by `authorities` makes of the certificate. `code`: OpenSSL's, or `ERR_TLS_CERT_ALTNAME_INVALID`; null when it is accepted. */
export interface CertificateVerdict {
  readonly code: string | null;
  readonly certificate: SeenCertificate;
}

export type TlsHello =
  | {
      readonly kind: 'established';
      readonly socket: TLSSocket;
      readonly protocol: string;
      readonly verdict: CertificateVerdict;
      readonly tookMs: number;
    }
  /** Nothing came back behind the ClientHello; or only a beginning. */
  | { readonly kind: 'silent'; readonly serverHello: boolean; readonly tookMs: number }
  | { readonly kind: 'not-tls'; readonly text: string; readonly tookMs: number }
  | { readonly kind: 'alert' | 'closed' | 'cut-short'; readonly says: string; readonly tookMs: number };

export interface HelloRequest {
  /** As it stands in the URL; sent as SNI when it is a name. */
  readonly host: string;
  /** The certificate must be for `host`; not so for an address that was got from a name that is not known. */
  readonly checksHost: boolean;
  /** PEM; null: as Node has them built in. */
  readonly authorities: readonly string[] | null;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** The certificate is judged, and accepted for the rest of the connection whatever it is: nothing secret is sent. */
export function sayHello(raw: Duplex, { host, checksHost, authorities, timeoutMs, signal }: HelloRequest): Promise<TlsHello> {
  const startedMs = performance.now();
  const tookMs = () => performance.now() - startedMs;
  const { stream, first } = watched(raw);
  return new Promise((resolve) => {
    const socket = connect({
      socket: stream,
      rejectUnauthorized: false,
      // The name is checked below: Node leaves it out when nothing is rejected.
      checkServerIdentity: () => undefined,
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(authorities === null ? {} : { ca: [...authorities] }),
      ALPNProtocols: ['http/1.1'],
    });
    const end = (hello: TlsHello): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      socket.removeListener('error', onError);
      socket.on('error', () => {});
      if (hello.kind !== 'established') socket.destroy();
      resolve(hello);
    };
    const broken = (says: string): TlsHello => {
      const bytes = first();
      if (bytes.length > 0 && !isTlsRecord(bytes)) return { kind: 'not-tls', text: bytes.toString('latin1'), tookMs: tookMs() };
      return { kind: bytes[0] === ALERT || /alert/i.test(says) ? 'alert' : 'closed', says, tookMs: tookMs() };
    };
    const onError = (error: NodeJS.ErrnoException & { reason?: string }) => end(broken(error.reason ?? error.code ?? error.message));
    const onAbort = () => end({ kind: 'cut-short', says: 'cut short', tookMs: tookMs() });
    const timer = setTimeout(() => end({ kind: 'silent', serverHello: first().length > 0, tookMs: tookMs() }), timeoutMs);
    socket.once('error', onError).once('close', () => end(broken('closed')));
    socket.once('secureConnect', () =>
      end({
        kind: 'established',
        socket,
        protocol: socket.getProtocol() ?? 'TLS',
        verdict: verdictOf(socket, checksHost ? host : null),
        tookMs: tookMs(),
      }),
    );
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
}

const ALERT = 21;
const isTlsRecord = (bytes: Buffer): boolean => (bytes[0] ?? 0) >= 20 && (bytes[0] ?? 0) <= 24 && (bytes.length < 2 || bytes[1] === 3);

/** The connection as a stream that remembers the first bytes that came: Node's TLS reads past us where it gets the socket itself. */
function watched(raw: Duplex): { readonly stream: Duplex; first(): Buffer } {
  let first: Buffer = Buffer.alloc(0);
  const stream = new Duplex({
    read: () => void raw.resume(),
    write: (chunk, encoding, done) => void raw.write(chunk, encoding, () => done()),
    final: (done) => void raw.end(() => done()),
    destroy(error, done) {
      raw.destroy();
      done(error);
    },
  });
  raw.on('data', (bytes: Buffer) => {
    if (first.length < 64) first = Buffer.concat([first, bytes]).subarray(0, 256);
    if (!stream.push(bytes)) raw.pause();
  });
  raw
    .once('end', () => stream.push(null))
    .once('error', (error) => stream.destroy(error))
    .once('close', () => stream.destroy());
  return { stream, first: () => first };
}

function verdictOf(socket: TLSSocket, host: string | null): CertificateVerdict {
  const certificate = socket.getPeerCertificate();
  const chain = socket.authorized ? null : String(socket.authorizationError ?? 'unknown');
  const name = host === null ? undefined : checkServerIdentity(host, certificate);
  return { code: chain ?? (name === undefined ? null : 'ERR_TLS_CERT_ALTNAME_INVALID'), certificate: seen(certificate) };
}

function seen({ subject, issuer, subjectaltname, valid_from, valid_to }: PeerCertificate): SeenCertificate {
  const [own, by] = [nameText(subject), nameText(issuer)];
  return { subject: own, issuer: by, names: subjectaltname ?? '', validFrom: valid_from, validTo: valid_to, isSelfSigned: own === by };
}

const nameText = (name: PeerCertificate['subject'] | undefined): string =>
  Object.entries(name ?? {})
    .map(([key, value]) => `${key}=${[value].flat().join('+')}`)
    .join(', ');
