// One question to one name server: over UDP, and over TCP where the answer did not fit. @see RFC 1035, section 4; RFC 7766
import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { isIP, isIPv6 } from 'node:net';
import { type DnsMessage, readDnsMessage } from '../../../analyse/net/dns-message.ts';
import { dial } from './dial.ts';

export type ServerAnswer =
  | { readonly kind: 'answered'; readonly message: DnsMessage; readonly over: 'UDP' | 'TCP'; readonly tookMs: number }
  | { readonly kind: 'silent' | 'cut-short'; readonly tookMs: number }
  /** ECONNREFUSED: the port is closed, says that machine. ENETUNREACH and its like: no way leads there. `not-dns`: what came is no answer to the question. */
  | { readonly kind: 'failed'; readonly errno: string; readonly tookMs: number };

export interface Question {
  /** Without a dot at the end; `.` for the root. */
  readonly name: string;
  /** A, or NS for the root: something that every server has an answer for. */
  readonly type: 'A' | 'NS';
}

interface Limits {
  readonly port: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

const TYPES = { A: 1, NS: 2 } as const;
/** The answer did not fit into a datagram. */
const TRUNCATED = 0x02;

/** @see RFC 1035, section 4.1: the id, RD, one question */
function questionBytes(id: number, { name, type }: Question): Buffer {
  const labels = name === '.' ? [] : name.split('.').map((label) => Buffer.from(label, 'latin1').subarray(0, 63));
  const body = labels.flatMap((label) => [Buffer.of(label.length), label]);
  return Buffer.concat([Buffer.of(id >> 8, id & 255, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0), ...body, Buffer.of(0, 0, TYPES[type], 0, 1)]);
}

export async function askNameServer(server: string, question: Question, limits: Limits): Promise<ServerAnswer> {
  const startedMs = performance.now();
  const tookMs = () => performance.now() - startedMs;
  if (isIP(server.split('%')[0] ?? '') === 0) return { kind: 'failed', errno: 'it is no address', tookMs: 0 };
  const id = randomInt(65_536);
  const bytes = questionBytes(id, question);
  const udp = await overUdp(server, bytes, limits);
  if (typeof udp === 'string')
    return udp === 'silent' || udp === 'cut-short' ? { kind: udp, tookMs: tookMs() } : { kind: 'failed', errno: udp, tookMs: tookMs() };
  const isTruncated = ((udp[2] ?? 0) & TRUNCATED) !== 0;
  const tcp = isTruncated ? await overTcp(server, bytes, limits) : null;
  const message = readDnsMessage(tcp ?? udp);
  if (message === null || !message.isAnswer || message.id !== id)
    return { kind: 'failed', errno: 'what came is no answer to the question', tookMs: tookMs() };
  return { kind: 'answered', message, over: tcp === null ? 'UDP' : 'TCP', tookMs: tookMs() };
}

/** A connected socket hears of the ICMP message that a closed port sends. @returns the datagram; `silent`, `cut-short`, or an errno */
function overUdp(server: string, bytes: Buffer, { port, timeoutMs, signal }: Limits): Promise<Buffer | string> {
  return new Promise((resolve) => {
    const socket = createSocket(isIPv6(server.split('%')[0] ?? '') ? 'udp6' : 'udp4');
    const end = (came: Buffer | string): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      socket.removeAllListeners().on('error', () => {});
      socket.close();
      resolve(came);
    };
    const onAbort = () => end('cut-short');
    const timer = setTimeout(() => end('silent'), timeoutMs);
    socket.once('error', ({ code = 'unknown' }: NodeJS.ErrnoException) => end(code)).once('message', end);
    signal.addEventListener('abort', onAbort, { once: true });
    socket.connect(port, server, (error?: NodeJS.ErrnoException) => {
      if (error !== undefined) end(error.code ?? 'unknown');
      else socket.send(bytes);
    });
    if (signal.aborted) onAbort();
  });
}

/** @returns the message behind its two bytes of length; null when none came */
async function overTcp(server: string, bytes: Buffer, { port, timeoutMs, signal }: Limits): Promise<Buffer | null> {
  const dialled = await dial(server, port, timeoutMs, signal);
  if (dialled.kind !== 'connected') return null;
  const { socket } = dialled;
  return new Promise((resolve) => {
    let came: Buffer = Buffer.alloc(0);
    const end = (message: Buffer | null): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(message);
    };
    const timer = setTimeout(() => end(null), timeoutMs);
    socket.on('data', (part: Buffer) => {
      came = Buffer.concat([came, part]);
      const length = came.length < 2 ? Number.POSITIVE_INFINITY : came.readUInt16BE(0) + 2;
      if (came.length >= length) end(came.subarray(2, length));
    });
    socket.once('close', () => end(null));
    socket.write(Buffer.concat([Buffer.of(bytes.length >> 8, bytes.length & 255), bytes]));
  });
}
