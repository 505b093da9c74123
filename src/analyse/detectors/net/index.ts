// The network's detectors.
import { addressInUse } from './address-in-use.ts';
import { bindAddressNotAvailable, dialAddressNotAvailable } from './address-not-available.ts';
import { connectTimeout } from './connect-timeout.ts';
import { connectionRefused } from './connection-refused.ts';
import { connectionReset, dialReset } from './connection-reset.ts';
import { dnsNameNotFound, dnsNoServer, dnsServerFailure } from './dns.ts';
import { httpError } from './http-error.ts';
import { noAnswer } from './no-answer.ts';
import { bindNotPermitted, connectNotPermitted } from './permission-denied.ts';
import { proxyNoAnswer, proxyRejected, proxyUnreachable } from './proxy.ts';
import { proxyConflict, proxyForLocalhost } from './proxy-conflict.ts';
import { tlsClosed, tlsNoServerHello, tlsNotTls } from './tls.ts';
import { tlsNoCaCertificates, tlsUntrustedCertificate } from './tls-trust.ts';
import { unixSocketMissing, unixSocketStale } from './unix-socket.ts';
import { unreachable } from './unreachable.ts';

export const NETWORK_DETECTORS = [
  ...[connectionRefused, connectTimeout, unreachable, connectNotPermitted, dialAddressNotAvailable, dialReset, unixSocketMissing, unixSocketStale],
  ...[proxyUnreachable, proxyForLocalhost],
  ...[addressInUse, bindAddressNotAvailable, bindNotPermitted],
  ...[dnsNoServer, dnsServerFailure, dnsNameNotFound],
  ...[connectionReset, noAnswer, proxyRejected, proxyNoAnswer, proxyConflict],
  ...[tlsNoServerHello, tlsClosed, tlsNotTls, tlsNoCaCertificates, tlsUntrustedCertificate, httpError],
] as const;
