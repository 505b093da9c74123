// A name server on the loopback interface that answers every question as it is told. @see RFC 1035, section 4.1
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { type Served, served } from './net-servers.ts';

export interface Zone {
  /** The answer's RCODE by name; 3 (NXDOMAIN) for others. */
  readonly rcodes?: Readonly<Record<string, number>>;
  readonly addresses?: Readonly<Record<string, string>>;
  /** Over UDP it says that the answer does not fit. */
  readonly truncates?: boolean;
}

/** Over UDP and TCP at the same port. @param port 0: any that is free */
export async function nameServer(zone: Zone, port = 0, address = '127.0.0.1'): Promise<Served> {
  const tcp = await served(
    createServer((socket) =>
      socket.on('data', (bytes: Buffer) => {
        const answer = answerTo(bytes.subarray(2), zone, false);
        socket.write(Buffer.concat([Buffer.of(answer.length >> 8, answer.length & 255), answer]));
      }),
    ),
    port,
  );
  const udp = createSocket('udp4');
  udp.on('message', (bytes, from) => udp.send(answerTo(bytes, zone, zone.truncates === true), from.port, from.address));
  await new Promise<void>((resolve, reject) => udp.once('error', reject).bind(tcp.port, address, resolve));
  return { ...tcp, close: async () => void (await Promise.all([tcp.close(), new Promise<void>((done) => udp.close(() => done()))])) };
}

/** Takes questions and never answers. */
export async function deafNameServer(port = 0, address = '127.0.0.1'): Promise<Served> {
  const udp = createSocket('udp4');
  await new Promise<void>((resolve, reject) => udp.once('error', reject).bind(port, address, resolve));
  const at = udp.address().port;
  return { port: at, address: `${address}:${at}`, close: () => new Promise((done) => udp.close(() => done())) };
}

function answerTo(question: Buffer, { rcodes = {}, addresses = {} }: Zone, isTruncated: boolean): Buffer {
  const end = question.indexOf(0, 12) + 5;
  const name = nameIn(question);
  const address = addresses[name];
  const rcode = address === undefined ? (rcodes[name] ?? 3) : 0;
  const record = address === undefined || isTruncated ? [] : [Buffer.of(0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, ...address.split('.').map(Number))];
  const flags = [0x81 | (isTruncated ? 2 : 0), 0x80 | rcode];
  return Buffer.concat([question.subarray(0, 2), Buffer.of(...flags, 0, 1, 0, record.length, 0, 0, 0, 0), question.subarray(12, end), ...record]);
}

function nameIn(question: Buffer): string {
  const labels: string[] = [];
  for (let at = 12; (question[at] ?? 0) !== 0; at += 1 + (question[at] ?? 0))
    labels.push(question.subarray(at + 1, at + 1 + (question[at] ?? 0)).toString('latin1'));
  return labels.join('.') || '.';
}
