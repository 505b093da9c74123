// Small servers for worlds, right or wrong as the world wants them: server.mjs READY MODE ADDRESS PORT [JSON]
import dgram from 'node:dgram';
import { readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';

const [ready, mode, address, port, json = '{}'] = process.argv.slice(2);
const options = JSON.parse(json);
const isReady = () => writeFileSync(ready, '');
const certificate = () => ({
  cert: readFileSync(options.cert),
  key: readFileSync(options.key),
  minVersion: options.min ?? 'TLSv1.2',
  maxVersion: options.max ?? 'TLSv1.3',
  ...(options.ciphers ? { ciphers: options.ciphers } : {}),
});
const asked = new Map();

/** `routes`: path → [status, body, headers], a list of those (one a request), or 'silent', 'reset', 'close', 'half'; `default`: the same for the rest. */
function answer(request, response) {
  const path = request.url.replace(/^http:\/\/[^/]*/, '').split('?')[0];
  const count = (asked.get(path) ?? 0) + 1;
  asked.set(path, count);
  let route = options.routes?.[path] ?? options.default ?? [404, 'not found\n'];
  if (Array.isArray(route[0])) route = route[Math.min(count, route.length) - 1];
  const { socket } = request;
  if (route === 'silent') return;
  if (route === 'reset') return socket.resetAndDestroy();
  if (route === 'close') return socket.destroy();
  if (route === 'half') {
    socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 500000\r\n\r\n${'x'.repeat(60000)}`);
    return setTimeout(() => socket.resetAndDestroy(), 200);
  }
  const [status, body = '', headers = {}, delayMs = 0] = route;
  request.resume();
  const send = () => {
    response.writeHead(status, { 'content-length': Buffer.byteLength(body), connection: 'close', ...headers });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
  if (delayMs > 0) setTimeout(send, delayMs);
  else send();
}

/** CONNECT: `tunnel` leads to the port asked for on `to` (or to the host asked for), a number is the answer's status, 'silent' none. */
function connect(request, socket, head) {
  socket.on('error', () => {});
  const way = options.connect ?? 'tunnel';
  if (way === 'silent') return;
  if (way !== 'tunnel') return socket.end(`HTTP/1.1 ${way} ${http.STATUS_CODES[way]}\r\nContent-Length: 0\r\n\r\n`);
  const [, host, wanted] = /^\[?(.*?)\]?:(\d+)$/.exec(request.url);
  const far = net.connect(Number(wanted), options.to ?? host, () => {
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    far.write(head);
    socket.pipe(far).pipe(socket);
  });
  far.on('error', () => socket.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n'));
}

/** `says` at once; then what comes is answered with `answers` (one a chunk), and after these by `then`: 'silent', 'close', 'reset', 'echo'. */
function converse(socket) {
  socket.on('error', () => {});
  const end = (way) => (way === 'close' ? socket.destroy() : way === 'reset' ? socket.resetAndDestroy() : undefined);
  if (options.says) socket.write(Buffer.from(options.says, 'latin1'));
  const answers = [...(options.answers ?? [])];
  if (options.at_once) return setTimeout(() => end(options.at_once), 50);
  socket.on('data', (data) => {
    const next = answers.shift();
    if (next !== undefined) socket.write(Buffer.from(next, 'latin1'));
    else if (options.then === 'echo') socket.write(data);
    else end(options.then ?? 'silent');
  });
}

/** `names`: name → IPv4 address; others get `rcode` (3). `rcode` with `all`: everybody does. */
function resolve(socket) {
  socket.on('message', (query, from) => {
    if (options.silent) return;
    const labels = [];
    let at = 12;
    for (; query[at] !== 0; at += query[at] + 1) labels.push(query.toString('latin1', at + 1, at + 1 + query[at]));
    const type = query.readUInt16BE(at + 1);
    const known = options.all ? undefined : options.names?.[labels.join('.').toLowerCase()];
    const head = Buffer.from(query.subarray(0, at + 5));
    head.writeUInt16BE(0x8180 | (known === undefined ? (options.rcode ?? 3) : 0), 2);
    const hasAnswer = known !== undefined && type === 1;
    head.writeUInt16BE(hasAnswer ? 1 : 0, 6);
    head.writeUInt32BE(0, 8);
    const record = hasAnswer ? Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, ...known.split('.').map(Number)]) : Buffer.alloc(0);
    setTimeout(() => socket.send(Buffer.concat([head, record]), from.port, from.address), options.delayMs ?? 0);
  });
}

function listen(server) {
  server.on('error', (error) => {
    console.error(error);
    process.exit(1);
  });
  if (address.startsWith('/')) server.listen(address, isReady);
  else server.listen({ port: Number(port), host: address, backlog: options.backlog ?? 64 }, isReady);
}

if (mode === 'dns') {
  const socket = dgram.createSocket('udp4');
  resolve(socket);
  socket.bind(Number(port), address, isReady);
} else if (mode === 'http') {
  const server = options.cert ? https.createServer(certificate(), answer) : http.createServer(answer);
  server.on('connect', connect);
  server.on('clientError', (_error, socket) =>
    socket.writable && !options.cert ? socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n') : socket.destroy(),
  );
  listen(server);
} else if (mode === 'tls') listen(tls.createServer(certificate(), converse));
else listen(net.createServer(converse));
