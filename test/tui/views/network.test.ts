// The Network view and an opened connection: phases as a bar and in words, failures, what is recorded for it.
import { expect, test } from 'vitest';
import { connectionPane } from '../../../src/tui/views/connection.ts';
import { networkPane } from '../../../src/tui/views/network.ts';
import { asText, context, loaded } from './fake-world.ts';
import { surveyedSession } from './surveyed-session.ts';

const LINES = [
  '7 1700000000.000000 execve("/usr/bin/fetch", ["fetch"], 0x7ffd /* 9 vars */) = 0 <0.000300>',
  '7 1700000000.010000 socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_TCP) = 5<TCP:[100]> <0.000010>',
  '7 1700000000.020000 connect(5<TCP:[100]>, {sa_family=AF_INET, sin_port=htons(8080), sin_addr=inet_addr("10.0.0.9")}, 16) = -1 ECONNREFUSED (Connection refused) <0.004000>',
  '7 1700000000.030000 close(5<TCP:[100]>) = 0 <0.000010>',
  '7 1700000000.040000 socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_TCP) = 5<TCP:[101]> <0.000010>',
  '7 1700000000.050000 connect(5<TCP:[101]>, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("10.0.0.8")}, 16) = 0 <0.002000>',
  '7 1700000000.060000 sendto(5<TCP:[10.0.0.2:4000->10.0.0.8:80]>, "GET /health HTTP/1.1\\r\\nHost: app\\r\\n\\r\\n", 39, MSG_NOSIGNAL, NULL, 0) = 39 <0.000020>',
  '7 1700000000.160000 recvfrom(5<TCP:[10.0.0.2:4000->10.0.0.8:80]>, "HTTP/1.1 503 Service Unavailable\\r\\nContent-Length: 0\\r\\n\\r\\n", 4096, 0, NULL, NULL) = 56 <0.000010>',
  '7 1700000000.170000 exit_group(1) = ?',
];
const opened = async (columns: number, rows: number, utf8 = true, lines = LINES) => {
  const at = context(surveyedSession(lines), columns, rows, utf8);
  return { at, model: await loaded(networkPane, at, networkPane.open(at, null)) };
};

test.each([
  [130, 8, true],
  [78, 18, true],
  [38, 6, false],
])('at %i columns', async (columns, rows, utf8) => {
  const { at, model } = await opened(columns, rows, utf8);
  expect(`\n${asText(networkPane.rows(model, at))}\n${networkPane.footer?.(model, at)}`).toMatchSnapshot();
});

test('Enter opens a connection, Enter again leads to the call of a line', async () => {
  const { at, model } = await opened(80, 20);
  const second = networkPane.update(model, 'bottom', at).model;
  const { effect } = networkPane.update(second, 'enter', at);
  expect(effect).toMatchObject({ kind: 'go', to: { kind: 'connection', event: 5 } });
  const to = effect?.kind === 'go' ? effect.to : null;
  let connection = await loaded(connectionPane, at, connectionPane.open(at, to));
  expect(asText(connectionPane.rows(connection, at))).toContain('GET /health of app: 503 Service Unavailable');
  while (!connection.lines[connection.cursor]?.copy.includes('503')) connection = connectionPane.update(connection, 'down', at).model;
  expect(connectionPane.update(connection, 'enter', at).effect).toEqual({ kind: 'go', to: { kind: 'event', event: 7 } });
});

test('F leaves what failed, s sorts, = keeps what went to the address', async () => {
  const { at, model } = await opened(80, 20);
  expect(networkPane.update(model, 'failed-only', at).model.entries).toHaveLength(2);
  const byTime = networkPane.update(networkPane.update(model, 'sort', at).model, 'sort', at).model;
  expect(byTime.entries[0]?.what).toContain('10.0.0.8');
  expect(networkPane.update(model, 'add-cell', at).effect).toEqual({ kind: 'add-filter', term: 'host:"10.0.0.9" port:8080' });
});

test('proxy settings that contradict each other stand above the list', async () => {
  const execve = '7 1700000000.000000 execve("/usr/bin/fetch", ["fetch"], ["http_proxy=http://a:1", "HTTP_PROXY=http://b:2"]) = 0 <0.000300>';
  const { at, model } = await opened(100, 12, true, [execve, ...LINES.slice(1)]);
  expect(asText(networkPane.rows(model, at))).toContain('http_proxy is http://a:1, HTTP_PROXY is http://b:2');
});

test('says why it is empty, and what to record', async () => {
  const { at, model } = await opened(80, 10, true, ['7 getpid() = 7']);
  expect(asText(networkPane.rows(model, at))).toContain('No socket calls in this capture');
});
