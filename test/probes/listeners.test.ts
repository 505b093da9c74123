// Who listens on a port: the kernel's tables as text, and this very process.
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { localAnswers, offlineAnswers } from '../../src/probes/host-answers.ts';
import { parseProcNet } from '../../src/probes/listeners.ts';

test('reads listening sockets of /proc/net/tcp, and no connections', () => {
  const text = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 0 100 0 0 10 0
   1: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 4712 1 0 100 0 0 10 0
`;
  expect(parseProcNet(text, 'tcp')).toEqual([{ address: '127.0.0.1', port: 8080, inode: '4711' }]);
});

test('names the program that holds a port', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const answer = localAnswers().listenersOn(port);
  server.close();
  expect(answer).toMatchObject({ kind: 'known', value: [{ address: `127.0.0.1:${port}`, protocol: 'tcp', pid: process.pid }] });
  expect(offlineAnswers.listenersOn(port)).toEqual({ kind: 'unknown', because: 'offline' });
});
