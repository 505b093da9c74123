// Connections and look-ups as a capture shows them, without and with annotations of descriptors.
import { expect, test } from 'vitest';
import { networkFacts } from '../../../src/analyse/net/connections.ts';
import { inquiryOf } from '../fixtures.ts';

const facts = (...lines: readonly string[]) =>
  networkFacts(
    inquiryOf([
      `${/^1 \d/.test(lines[0] ?? '') ? '1 1700000000.100000' : '1'} execve("/usr/bin/app", ["app", "http://api.corp:8080/x"], 0x7ff /* 9 vars */) = 0`,
      ...lines,
    ]),
  );
const phases = (...lines: readonly string[]) =>
  facts(...lines).connections.map(({ address, phases }) => [address, ...phases.map(({ kind, outcome, says }) => `${kind} ${outcome}: ${says}`)]);

test('a refused connection is known only by SO_ERROR', () => {
  expect(
    phases(
      '1 socket(AF_INET, SOCK_STREAM|SOCK_NONBLOCK, IPPROTO_IP) = 3',
      '1 connect(3, {sa_family=AF_INET, sin_port=htons(4318), sin_addr=inet_addr("127.0.0.1")}, 16) = -1 EINPROGRESS (Operation now in progress)',
      '1 getsockopt(3, SOL_SOCKET, SO_ERROR, [ECONNREFUSED], [4]) = 0',
      '1 close(3) = 0',
    ),
  ).toEqual([['127.0.0.1:4318', 'tcp failed: refused']]);
});

test('a connection without an answer is pending while it is open, and given up when it is closed', () => {
  const dial = [
    '1 1700000001.000000 socket(AF_INET6, SOCK_STREAM, IPPROTO_TCP) = 5<TCPv6:[77]>',
    '1 1700000001.000000 connect(5<TCPv6:[77]>, {sa_family=AF_INET6, sin6_port=htons(443), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "fd00::2", &sin6_addr), sin6_scope_id=0}, 28) = -1 EINPROGRESS (Operation now in progress)',
    '1 1700000003.500000 poll([{fd=5<TCPv6:[77]>, events=POLLOUT}], 1, 0) = 0 (Timeout)',
  ];
  expect(phases(...dial)).toEqual([['[fd00::2]:443', 'tcp pending: no answer for 2.5 s']]);
  expect(phases(...dial, '1 1700000006.000000 close(5<TCPv6:[77]>) = 0')).toEqual([['[fd00::2]:443', 'tcp failed: no answer for 5.0 s, given up']]);
});

test('a name is looked up over search suffixes and types, and its address is dialled', () => {
  const { lookups, connections } = facts(
    '1 socket(AF_INET, SOCK_DGRAM|SOCK_CLOEXEC|SOCK_NONBLOCK, IPPROTO_IP) = 3',
    '1 connect(3, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("10.0.0.53")}, 16) = 0',
    String.raw`1 sendto(3, "\211\27\1\0\0\1\0\0\0\0\0\0\3api\4corp\3lan\0\0\1\0\1", 30, MSG_NOSIGNAL, NULL, 0) = 30`,
    String.raw`1 recvfrom(3, "\211\27\201\203\0\1\0\0\0\0\0\0\3api\4corp\3lan\0\0\1\0\1", 1024, 0, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("10.0.0.53")}, [28 => 16]) = 30`,
    String.raw`1 sendto(3, "\211\30\1\0\0\1\0\0\0\0\0\0\3api\4corp\0\0\1\0\1", 26, MSG_NOSIGNAL, NULL, 0) = 26`,
    String.raw`1 recvfrom(3, "\211\30\201\200\0\1\0\1\0\0\0\0\3api\4corp\0\0\1\0\1\300\f\0\1\0\1\0\0\0\36\0\4\n\0\0\7", 1024, 0, NULL, NULL) = 42`,
    '1 close(3) = 0',
    '1 socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = 3',
    '1 connect(3, {sa_family=AF_INET, sin_port=htons(8080), sin_addr=inet_addr("10.0.0.7")}, 16) = 0',
  );
  expect(lookups).toMatchObject([
    { name: 'api.corp', outcome: 'answered', servers: ['10.0.0.53:53'], questions: [{ rcode: 'NXDOMAIN' }, { addresses: ['10.0.0.7'] }] },
  ]);
  expect(connections).toMatchObject([
    {
      address: '10.0.0.7:8080',
      name: 'api.corp',
      phases: [
        { kind: 'dns', outcome: 'ok' },
        { kind: 'tcp', outcome: 'ok' },
      ],
    },
  ]);
});

test('an answer in clear to a ClientHello is no TLS, even when strace cut both', () => {
  expect(
    phases(
      '1 socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = 3',
      '1 connect(3, {sa_family=AF_INET, sin_port=htons(9090), sin_addr=inet_addr("127.0.0.1")}, 16) = 0',
      String.raw`1 write(3, "\26\3\1\1\4\1\0\1\0\3\3z\1\2\3\4"..., 265) = 265`,
      '1 read(3, "HTTP/1.1 400 Bad"..., 576) = 103',
    ),
  ).toEqual([['127.0.0.1:9090', 'tcp ok: connected', 'tls failed: no TLS: HTTP/1.1 400 Bad']]);
});

test('a child goes on with the socket that it inherited', () => {
  const { connections } = facts(
    '1 socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = 3',
    '1 connect(3, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("10.0.0.7")}, 16) = 0',
    '1 clone(child_stack=NULL, flags=CLONE_CHILD_SETTID|SIGCHLD, child_tidptr=0x7f) = 2',
    '2 dup2(3, 1) = 1',
    String.raw`2 write(1, "GET / HTTP/1.0\r\n\r\n", 18) = 18`,
    String.raw`2 read(3, "HTTP/1.0 404 Not Found\r\n", 4096) = 24`,
  );
  expect(connections.find(({ http }) => http.length > 0)).toMatchObject({ address: '10.0.0.7:80', process: 1, http: [{ target: '/', status: 404 }] });
});

test('datagram sockets that only sort addresses, and socket pairs, are no connections', () => {
  expect(
    phases(
      '1 socketpair(AF_UNIX, SOCK_STREAM, 0, [3<UNIX-STREAM:[7->8]>, 4<UNIX-STREAM:[8->7]>]) = 0',
      String.raw`1 sendto(4<UNIX-STREAM:[8->7]>, "\1", 1, MSG_NOSIGNAL, NULL, 0) = 1`,
      '1 socket(AF_INET6, SOCK_DGRAM, IPPROTO_IP) = 5',
      '1 connect(5, {sa_family=AF_INET6, sin6_port=htons(53), inet_pton(AF_INET6, "fd00::2", &sin6_addr), sin6_flowinfo=0}, 28) = -1 ENETUNREACH (Network is unreachable)',
      '1 close(5) = 0',
    ),
  ).toEqual([]);
});
