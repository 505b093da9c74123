// What became of a TLS handshake, seen from the client: who sent which record, and which was missing.
import type { TlsFacts } from '../../model/connection.ts';
import type { EventIndex } from '../../model/event.ts';
import { type Chunk, chunkText } from './byte-stream.ts';
import { handshakeType, readAlert, readClientHello, readTlsRecords, type TlsRecord } from './tls-records.ts';

/** {@link TlsFacts} and what only the judgement of the handshake needs. */
export interface Handshake extends TlsFacts {
  /** The client sent its Finished: it accepted the server's certificate. */
  readonly accepted: boolean;
  /** The first call that received anything behind the ClientHello. */
  readonly answered: EventIndex | null;
  /** The client spoke its encrypted alert, or nothing at all, behind the server's certificate. */
  readonly refusedByClient: EventIndex | null;
}

const beginsLikeHello = ({ bytes }: Chunk): boolean => bytes[0] === 22 && bytes[1] === 3 && (bytes[5] === 1 || bytes.length <= 5);

/** An encrypted alert: two bytes, a content type and an authentication tag of 16, or with an explicit nonce of eight. @see RFC 8446, section 5.2 */
const isAlertSized = ({ length }: TlsRecord): boolean => length === 19 || length === 26 || length === 18;

/** @returns null when no ClientHello was sent */
export function readHandshake(sent: readonly Chunk[], received: readonly Chunk[]): Handshake | null {
  const start = sent.findIndex(beginsLikeHello);
  if (start < 0) return null;
  const hello = sent[start]!;
  const back = received.filter(({ event, isJoined }, at) => event > hello.event || (isJoined && at === 0 && start === 0));
  const first = back.find(({ length }) => length > 0);
  // PostgreSQL and others answer one byte before TLS begins.
  const plain = first !== undefined && first.bytes.length > 0 && !isRecordStart(first) ? chunkText(first) : null;
  const ours = readTlsRecords(sent.slice(start));
  const theirs = plain === null ? readTlsRecords(back) : [];
  const { serverName, protocols } = ours[0] === undefined ? { serverName: null, protocols: [] } : readClientHello(ours[0]);
  const serverHello = theirs.find((record) => handshakeType(record) === 2) ?? theirs.find(({ type }) => type === 'handshake');
  const keyExchange = ours.find((record, at) => at > 0 && record.type === 'handshake' && handshakeType(record) !== 1);
  const data = ours.filter(({ type }) => type === 'data');
  const spoken = data.filter((record) => !isAlertSized(record));
  const old = keyExchange !== undefined;
  const accepted = old ? ours.some(({ type }) => type === 'change-cipher-spec') : spoken.length > 0;
  const clear = [...alertsIn(ours, 'client'), ...alertsIn(theirs, 'server')].sort((a, b) => a.event - b.event);
  const hidden = !old && !accepted && serverHello !== undefined ? data.find(isAlertSized) : undefined;
  return {
    clientHello: hello.event,
    serverHello: serverHello?.event ?? null,
    serverName,
    protocols,
    alerts: hidden === undefined ? clear : [...clear, { event: hidden.event, from: 'client' as const, name: null, fatal: true }],
    established: old ? accepted && data.length > 0 : spoken.length > 1,
    plainAnswer: plain,
    accepted,
    answered: first?.event ?? null,
    refusedByClient: hidden?.event ?? null,
  };
}

const isRecordStart = ({ bytes }: Chunk): boolean => (bytes[0] ?? 0) >= 20 && (bytes[0] ?? 0) <= 24 && (bytes.length < 2 || bytes[1] === 3);

/** Alerts in clear; close_notify is a polite end. */
const alertsIn = (records: readonly TlsRecord[], from: 'client' | 'server'): TlsFacts['alerts'] =>
  records
    .filter(({ type }) => type === 'alert')
    .map((record) => ({ event: record.event, from, ...readAlert(record) }))
    .filter(({ name }) => name !== 'close_notify');
