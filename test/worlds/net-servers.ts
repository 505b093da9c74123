// Servers on the loopback interface for worlds and probes: silent ones, plain and encrypted ones, proxies that say no.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer as createHttp, type RequestListener } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { WorldNeeds } from '../../demo/world.ts';
import { parseProcNet } from '../../src/probes/listeners.ts';

export interface Served {
  readonly port: number;
  readonly address: string;
  close(): Promise<void>;
}

/** @param port 0: any that is free */
export function served(server: Server, port = 0): Promise<Served> {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket.on('error', () => {}));
    socket.once('close', () => open.delete(socket));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', () => {
      const at = (server.address() as AddressInfo).port;
      const close = () =>
        new Promise<void>((done) => {
          server.close(() => done());
          for (const socket of open) socket.destroy();
        });
      resolve({ port: at, address: `127.0.0.1:${at}`, close });
    });
  });
}

/** Takes connections and never says a word. */
export const silent = (port = 0): Promise<Served> =>
  served(
    createServer({ allowHalfOpen: true }, (socket) => socket.resume()),
    port,
  );

/** Answers the first bytes of each connection with a text, and closes. */
export const says = (text: string, port = 0): Promise<Served> =>
  served(
    createServer((socket) => socket.once('data', () => socket.end(text))),
    port,
  );

const ok: RequestListener = (_, response) => response.end('hello\n');

export const plainHttp = (port = 0, answer: RequestListener = ok): Promise<Served> => served(createHttp(answer), port);

export const https = ({ key, certificate }: Pair, port = 0, answer: RequestListener = ok): Promise<Served> =>
  served(createHttps({ key: readFileSync(key), cert: readFileSync(certificate) }, answer), port);

/** A proxy that answers every request, CONNECT too, with one status. */
export const refusingProxy = (status: string, port = 0): Promise<Served> =>
  says(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`, port);

/** Several servers as one. */
export async function allOf(...starting: readonly Promise<Served>[]): Promise<{ close(): Promise<void> }> {
  const servers = await Promise.all(starting);
  return { close: async () => void (await Promise.all(servers.map((server) => server.close()))) };
}

/** Ports that nobody listens on now, below those that the kernel gives away. Worlds need them before a server can be started. */
export function freePorts(count: number): readonly number[] {
  const taken = new Set(parseProcNet(readFileSync('/proc/net/tcp', 'utf8'), 'tcp').map(({ port }) => port));
  const ports: number[] = [];
  for (let port = 20_000 + Math.floor(Math.random() * 11_000); ports.length < count; port++) if (!taken.has(port)) ports.push(port);
  return ports;
}

export interface Pair {
  readonly key: string;
  readonly certificate: string;
}

export interface Authority {
  /** PEM of the authority's own certificate. */
  readonly bundle: string;
  /** A server's certificate that it signed. */
  readonly server: Pair;
}

/** An authority and a server's certificate by it. @param names as subjectAltName takes them: `DNS:localhost,IP:127.0.0.1` @throws WorldNeeds without openssl */
export function makeAuthority(directory: string, names: string, state: 'valid' | 'expired' = 'valid'): Authority {
  mkdirSync(directory, { recursive: true });
  const at = (name: string) => join(directory, name);
  const key = (name: string) => ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', at(name)];
  openssl('req', '-x509', ...key('root.key'), '-subj', '/CN=Example Company Root', '-days', '30', '-out', at('root.pem'));
  openssl('req', ...key('server.key'), '-subj', '/CN=server', '-out', at('server.csr'));
  writeFileSync(at('server.ext'), `subjectAltName=${names}\nbasicConstraints=critical,CA:FALSE\n`);
  const signed = ['-CA', at('root.pem'), '-CAkey', at('root.key'), '-CAcreateserial', '-extfile', at('server.ext')];
  openssl('x509', '-req', '-in', at('server.csr'), ...signed, '-days', state === 'valid' ? '30' : '-1', '-out', at('server.pem'));
  return { bundle: at('root.pem'), server: { key: at('server.key'), certificate: at('server.pem') } };
}

function openssl(...args: readonly string[]): void {
  const { status, stderr, error } = spawnSync('openssl', args, { encoding: 'utf8' });
  if (error !== undefined) throw new WorldNeeds('openssl makes its certificates');
  if (status !== 0) throw new WorldNeeds(`openssl makes its certificates: ${stderr.split('\n')[0]}`);
}

/** A proxy that makes tunnels, all of them to this machine, whatever name is asked for. */
export function tunnelProxy(port = 0): Promise<Served> {
  const server = createHttp(ok);
  server.on('connect', ({ url = '' }, socket: Socket) => {
    const behind = connect(Number(url.slice(url.lastIndexOf(':') + 1)), '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
    for (const one of [behind, socket]) one.on('error', () => {});
    behind.pipe(socket).pipe(behind);
  });
  return served(server, port);
}

/** Answers as a Go module proxy does that has one module. @see https://go.dev/ref/mod#goproxy-protocol */
export function moduleAnswers(module: string, version: string): RequestListener {
  const info = JSON.stringify({ Version: version, Time: '2024-01-01T00:00:00Z' });
  const files: Readonly<Record<string, string>> = {
    '@v/list': `${version}\n`,
    '@latest': info,
    [`@v/${version}.info`]: info,
    [`@v/${version}.mod`]: `module ${module}\n`,
  };
  return ({ url = '' }, response) => {
    const text = files[url.replace(`/${module}/`, '')];
    response.writeHead(text === undefined ? 404 : 200).end(text ?? 'not found\n');
  };
}

export const goModules = (module: string, version: string, port = 0): Promise<Served> => plainHttp(port, moduleAnswers(module, version));
