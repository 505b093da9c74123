// TLS records of both directions, as far as the capture shows them: hellos, alerts by name, application data.
import type { EventIndex } from '../../model/event.ts';
import { ByteStream, type Chunk } from './byte-stream.ts';

/** @see RFC 8446, section 5.1 */
export interface TlsRecord {
  readonly event: EventIndex;
  readonly type: 'change-cipher-spec' | 'alert' | 'handshake' | 'data';
  /** Bytes behind the header of five. */
  readonly length: number;
  /** The first bytes of it, at most 600. */
  readonly bytes: Uint8Array;
}

const RECORD_TYPES: Readonly<Record<number, TlsRecord['type']>> = { 20: 'change-cipher-spec', 21: 'alert', 22: 'handshake', 23: 'data' };

/** @see RFC 8446, section 6; RFC 5246 for those that only older versions have */
const ALERTS: Readonly<Record<number, string>> = {
  ...{
    0: 'close_notify',
    10: 'unexpected_message',
    20: 'bad_record_mac',
    21: 'decryption_failed',
    22: 'record_overflow',
    30: 'decompression_failure',
  },
  ...{ 40: 'handshake_failure', 41: 'no_certificate', 42: 'bad_certificate', 43: 'unsupported_certificate', 44: 'certificate_revoked' },
  ...{ 45: 'certificate_expired', 46: 'certificate_unknown', 47: 'illegal_parameter', 48: 'unknown_ca', 49: 'access_denied', 50: 'decode_error' },
  ...{ 51: 'decrypt_error', 60: 'export_restriction', 70: 'protocol_version', 71: 'insufficient_security', 80: 'internal_error' },
  ...{ 86: 'inappropriate_fallback', 90: 'user_canceled', 100: 'no_renegotiation', 109: 'missing_extension', 110: 'unsupported_extension' },
  ...{
    112: 'unrecognized_name',
    113: 'bad_certificate_status_response',
    115: 'unknown_psk_identity',
    116: 'certificate_required',
    120: 'no_application_protocol',
  },
};

/** Alerts by which a side says that it does not accept the other's certificate. */
export const CERTIFICATE_ALERTS: ReadonlySet<string> = new Set([
  ...['bad_certificate', 'unsupported_certificate', 'certificate_revoked', 'certificate_expired', 'certificate_unknown', 'unknown_ca'],
]);

const MOST_RECORDS = 40;

/** The records of one direction. Behind a header that was not shown it goes on with the next call that begins like a record. */
export function readTlsRecords(chunks: readonly Chunk[]): readonly TlsRecord[] {
  const stream = new ByteStream(chunks);
  const records: TlsRecord[] = [];
  for (let at = 0; at < stream.length && records.length < MOST_RECORDS; ) {
    const header = headerAt(stream, at);
    if (header === null) {
      const next = stream.starts.find((start) => start > at && headerAt(stream, start) !== null);
      // The rest of a call whose beginning was shown: more records, of which only the length is known.
      const end = stream.starts.find((start) => start > at) ?? stream.length;
      if (records.length > 0 && !stream.starts.includes(at))
        records.push({ event: stream.eventAt(at), type: 'data', length: end - at, bytes: new Uint8Array() });
      if (next === undefined) break;
      at = next;
      continue;
    }
    records.push({ event: stream.eventAt(at), ...header, bytes: stream.from(at + 5, Math.min(header.length, 600)) });
    at += 5 + header.length;
  }
  return records;
}

function headerAt(stream: ByteStream, at: number): { type: TlsRecord['type']; length: number } | null {
  const type = RECORD_TYPES[stream.at(at) ?? -1];
  const [major, minor, high, low] = [stream.at(at + 1), stream.at(at + 2), stream.at(at + 3), stream.at(at + 4)];
  if (type === undefined || major !== 3 || minor === null || minor === undefined || minor > 4) return null;
  return high === null || high === undefined || low === null || low === undefined ? null : { type, length: (high << 8) | low };
}

/** Level and name of an alert in clear, which is two bytes long; `name` null for an encrypted one. */
export function readAlert({ bytes, length }: TlsRecord): { readonly name: string | null; readonly fatal: boolean } {
  if (length !== 2) return { name: null, fatal: true };
  return { name: bytes[1] === undefined ? null : (ALERTS[bytes[1]] ?? `alert ${bytes[1]}`), fatal: bytes[0] === 2 };
}

/** 1 ClientHello, 2 ServerHello, 11 Certificate …; null for what is encrypted or was not shown. */
export const handshakeType = ({ type, bytes }: TlsRecord): number | null => (type === 'handshake' ? (bytes[0] ?? null) : null);

/**
 * Server name and protocols that a ClientHello asks for, as far as it was shown.
 * @see RFC 8446, section 4.1.2; RFC 6066 (server_name is extension 0); RFC 7301 (ALPN is 16)
 */
export function readClientHello({ bytes }: TlsRecord): { readonly serverName: string | null; readonly protocols: readonly string[] } {
  const half = (at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  // Handshake header 4, version 2, random 32, then three vectors: session id, cipher suites, compression methods.
  let at = 38 + 1 + (bytes[38] ?? 0);
  at += 2 + half(at);
  at += 1 + (bytes[at] ?? 0) + 2;
  let serverName: string | null = null;
  const protocols: string[] = [];
  while (at + 4 <= bytes.length) {
    const [kind, length] = [half(at), half(at + 2)];
    const body = bytes.subarray(at + 4, at + 4 + length);
    if (body.length < length) break;
    if (kind === 0 && length > 5) serverName = Buffer.from(body.subarray(5)).toString('latin1');
    if (kind === 16) {
      for (let p = 2; p < body.length; p += 1 + (body[p] ?? 0))
        protocols.push(Buffer.from(body.subarray(p + 1, p + 1 + (body[p] ?? 0))).toString('latin1'));
    }
    at += 4 + length;
  }
  return { serverName, protocols };
}
