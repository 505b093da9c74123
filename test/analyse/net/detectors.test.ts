// Each code of the network: a run that fails for it, and the like of it that ends well.
import { describe, expect, test } from 'vitest';
import type { Report } from '../../../src/model/report.ts';
import { diagnoseLines } from '../fixtures.ts';

const EXEC = '1 execve("/usr/bin/app", ["app"], 0x7ff /* 9 vars */) = 0';
const end = (status: number): readonly string[] => [`1 exit_group(${status}) = ?`, `1 +++ exited with ${status} +++`];
const said = (text: string): string => `1 write(2, "${text}\\n", ${text.length + 1}) = ${text.length + 1}`;
const report = (...lines: readonly string[]): Report => diagnoseLines([EXEC, ...lines]).report;
const inet = (host: string, port: number): string => `{sa_family=AF_INET, sin_port=htons(${port}), sin_addr=inet_addr("${host}")}, 16`;
const tcp = (fd: number): string => `1 socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = ${fd}`;
const dial = (host: string, port: number, result: string): readonly string[] => [tcp(3), `1 connect(3, ${inet(host, port)}) = ${result}`];
const HELLO = String.raw`1 write(3, "\26\3\1\1\4\1\0\1\0\3\3z\1\2\3\4"..., 265) = 265`;
const connected = dial('10.0.0.5', 443, '0');
const dns = (rcode: string): readonly string[] => [
  '1 socket(AF_INET, SOCK_DGRAM|SOCK_CLOEXEC|SOCK_NONBLOCK, IPPROTO_IP) = 3',
  `1 connect(3, ${inet('10.0.0.53', 53)}) = 0`,
  String.raw`1 sendto(3, "\211\27\1\0\0\1\0\0\0\0\0\0\3api\4corp\0\0\1\0\1", 26, MSG_NOSIGNAL, NULL, 0) = 26`,
  ...(rcode === ''
    ? ['1 poll([{fd=3, events=POLLIN}], 1, 5000) = 0 (Timeout)']
    : [String.raw`1 recvfrom(3, "\211\27\201\20${rcode}\0\1\0\0\0\0\0\0\3api\4corp\0\0\1\0\1", 1024, 0, NULL, NULL) = 26`]),
  '1 close(3) = 0',
];

const broken: readonly (readonly [code: string, subject: string, lines: readonly string[]])[] = [
  ['net/connection-refused', '10.0.0.5:80', dial('10.0.0.5', 80, '-1 ECONNREFUSED (Connection refused)')],
  ['net/connect-timeout', '10.0.0.5:80', dial('10.0.0.5', 80, '-1 ETIMEDOUT (Connection timed out)')],
  ['net/connect-timeout', '10.0.0.5:80', [...dial('10.0.0.5', 80, '-1 EINPROGRESS (Operation now in progress)'), '1 close(3) = 0']],
  ['net/unreachable', '10.0.0.5:80', dial('10.0.0.5', 80, '-1 EHOSTUNREACH (No route to host)')],
  ['net/unreachable', '10.0.0.5:80', dial('10.0.0.5', 80, '-1 EINVAL (Invalid argument)')],
  ['net/permission-denied', '10.0.0.5:80', dial('10.0.0.5', 80, '-1 EACCES (Permission denied)')],
  ['net/permission-denied', '0.0.0.0:80', [tcp(3), `1 bind(3, ${inet('0.0.0.0', 80)}) = -1 EACCES (Permission denied)`]],
  ['net/address-in-use', '127.0.0.1:3000', [tcp(3), `1 bind(3, ${inet('127.0.0.1', 3000)}) = -1 EADDRINUSE (Address already in use)`]],
  [
    'net/address-in-use',
    '127.0.0.1:3000',
    [tcp(3), `1 bind(3, ${inet('127.0.0.1', 3000)}) = 0`, '1 listen(3, 511) = -1 EADDRINUSE (Address already in use)'],
  ],
  ['net/address-not-available', '192.0.2.7:80', [tcp(3), `1 bind(3, ${inet('192.0.2.7', 80)}) = -1 EADDRNOTAVAIL (Cannot assign requested address)`]],
  [
    'net/connection-reset',
    '10.0.0.5:443',
    [...connected, '1 write(3, "PUT /x", 6) = 6', '1 read(3, 0x7f, 4096) = -1 ECONNRESET (Connection reset by peer)'],
  ],
  [
    'net/no-answer',
    '10.0.0.5:443',
    [...connected, '1 write(3, "PING", 4) = 4', '1 poll([{fd=3, events=POLLIN}], 1, 2000) = 0 (Timeout)', '1 close(3) = 0'],
  ],
  ['net/no-answer', '10.0.0.5:443', [...connected, String.raw`1 write(3, "GET / HTTP/1.0\r\n\r\n", 18) = 18`, '1 read(3, "", 4096) = 0']],
  [
    'net/unix-socket-missing',
    '/run/app.sock',
    [
      '1 socket(AF_UNIX, SOCK_STREAM, 0) = 3',
      '1 connect(3, {sa_family=AF_UNIX, sun_path="/run/app.sock"}, 110) = -1 ENOENT (No such file or directory)',
    ],
  ],
  [
    'net/unix-socket-stale',
    '/run/app.sock',
    [
      '1 socket(AF_UNIX, SOCK_STREAM, 0) = 3',
      '1 connect(3, {sa_family=AF_UNIX, sun_path="/run/app.sock"}, 110) = -1 ECONNREFUSED (Connection refused)',
    ],
  ],
  ['net/dns-name-not-found', 'api.corp', dns('3')],
  ['net/dns-server-failure', 'api.corp', dns('2')],
  ['net/dns-server-failure', 'api.corp', dns('5')],
  ['net/dns-no-server', '10.0.0.53:53', dns('')],
  [
    'net/proxy-rejected',
    '10.0.0.3:3128',
    [
      ...dial('10.0.0.3', 3128, '0'),
      String.raw`1 write(3, "CONNECT api.example.com:443 HTTP/1.1\r\n\r\n", 41) = 41`,
      ...[...'HTTP/1.1 407 Proxy Authentication Required'].map((byte) => `1 recvfrom(3, "${byte}", 1, 0, NULL, NULL) = 1`),
    ],
  ],
  [
    'net/proxy-no-answer',
    '10.0.0.3:3128',
    [...dial('10.0.0.3', 3128, '0'), String.raw`1 write(3, "CONNECT api.example.com:443 HTTP/1.1\r\n\r\n", 41) = 41`, '1 close(3) = 0'],
  ],
  [
    'net/proxy-conflict',
    'wiki.corp',
    [
      ...dial('10.0.0.3', 3128, '0'),
      String.raw`1 write(3, "GET http://wiki.corp/ HTTP/1.1\r\nHost: wiki.corp\r\n\r\n", 50) = 50`,
      String.raw`1 read(3, "HTTP/1.1 503 Service Unavailable\r\n\r\n", 4096) = 36`,
    ],
  ],
  ['net/tls-no-server-hello', '10.0.0.5:443', [...connected, HELLO, '1 close(3) = 0']],
  ['net/tls-closed', '10.0.0.5:443', [...connected, HELLO, String.raw`1 read(3, "\25\3\3\0\2\2F", 5) = 7`]],
  ['net/tls-closed', '10.0.0.5:443', [...connected, HELLO, '1 read(3, "", 5) = 0']],
  ['net/tls-not-tls', '10.0.0.5:443', [...connected, HELLO, '1 read(3, "HTTP/1.1 400 Bad"..., 576) = 103']],
  [
    'net/tls-untrusted-certificate',
    '10.0.0.5:443',
    [...connected, HELLO, String.raw`1 read(3, "\26\3\3\0z\2\0\0v\3\3"..., 4096) = 127`, String.raw`1 write(3, "\25\3\3\0\2\2000", 7) = 7`],
  ],
  [
    'net/tls-no-ca-certificates',
    '/opt/corp/ca.pem',
    [
      ...connected,
      '1 openat(AT_FDCWD, "/opt/corp/ca.pem", O_RDONLY) = -1 ENOENT (No such file or directory)',
      HELLO,
      String.raw`1 read(3, "\26\3\3\0z\2\0\0v\3\3"..., 4096) = 127`,
      String.raw`1 write(3, "\25\3\3\0\2\2000", 7) = 7`,
    ],
  ],
  [
    'net/http-error',
    '500',
    [
      ...connected,
      String.raw`1 write(3, "POST /migrate HTTP/1.1\r\nHost: a\r\n\r\n", 36) = 36`,
      String.raw`1 read(3, "HTTP/1.1 500 Oops\r\n\r\n", 4096) = 21`,
    ],
  ],
];

describe('is named when the program gives up for it', () => {
  test.each(broken)('%s: %s', (code, subject, lines) => {
    expect(report(...lines, ...end(1)).findings[0]).toMatchObject({ code, subject });
  });
});

describe('is no fault when the program ends well', () => {
  test.each(broken)('%s: %s', (_code, _subject, lines) => {
    expect(report(...lines, ...end(0))).toMatchObject({ verdict: 'no-fault', findings: [] });
  });
});

test('an exception that is about something else, and that was heard in full, is the cause', () => {
  const refused = dial('127.0.0.1', 8125, '-1 ECONNREFUSED (Connection refused)');
  const work = ['1 close(3) = 0', '1 openat(AT_FDCWD, "/srv/rules", O_RDONLY) = 3', '1 openat(AT_FDCWD, "/srv/limits", O_RDONLY) = 4'];
  expect(report(...refused, ...work, said('ValueError: bad threshold in rules'), ...end(1)).findings[0]?.code).toBe('program/own-error');
});

test('of two addresses of one name one is enough, and both refused are one failure', () => {
  const six = [
    '1 socket(AF_INET6, SOCK_STREAM, IPPROTO_TCP) = 4',
    '1 connect(4, {sa_family=AF_INET6, sin6_port=htons(9200), inet_pton(AF_INET6, "::1", &sin6_addr), sin6_flowinfo=0}, 28) = -1 ECONNREFUSED (Connection refused)',
  ];
  expect(report(...six, ...dial('127.0.0.1', 9200, '-1 ECONNREFUSED (Connection refused)'), ...end(2)).findings).toMatchObject([
    { code: 'net/connection-refused', subject: '127.0.0.1:9200', title: expect.stringContaining('2 times') },
  ]);
  const asked = [String.raw`1 write(3, "GET / HTTP/1.0\r\n\r\n", 18) = 18`, String.raw`1 read(3, "HTTP/1.0 200 OK\r\n\r\nx", 99) = 20`];
  expect(report(...six, ...dial('127.0.0.1', 9200, '0'), ...asked, said('lint: 3 problems'), ...end(1)).findings[0]?.code).toBe('program/own-error');
});

test('what a client took for data is named when its reader fails, and not when nobody read it', () => {
  const lines = (wired: string): readonly string[] => [
    '1 execve("/bin/sh", ["sh", "-c", "x"], 0x7ff /* 9 vars */) = 0',
    '1 clone(child_stack=NULL, flags=SIGCHLD) = 2',
    wired,
    '2 execve("/usr/bin/curl", ["curl", "-s", "http://10.0.0.5/v"], 0x7ff /* 9 vars */) = 0',
    '2 socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = 5',
    `2 connect(5, ${inet('10.0.0.5', 80)}) = 0`,
    String.raw`2 sendto(5, "GET /v HTTP/1.1\r\nHost: a\r\n\r\n", 29, 0, NULL, 0) = 29`,
    String.raw`2 recvfrom(5, "HTTP/1.1 502 Bad Gateway\r\n\r\n", 4096, 0, NULL, NULL) = 28`,
    '2 exit_group(0) = ?',
    '2 +++ exited with 0 +++',
    '1 wait4(-1, [{WIFEXITED(s) && WEXITSTATUS(s) == 0}], 0, NULL) = 2',
    said('no version'),
    ...end(1),
  ];
  expect(diagnoseLines(lines('2 dup2(4, 1) = 1')).report.findings[0]).toMatchObject({ code: 'net/http-error', subject: '502' });
  expect(diagnoseLines(lines('2 close(4) = 0')).report.findings[0]?.code).toBe('program/own-error');
});

test('a client that timeout(1) killed had waited for its connection', () => {
  const { findings } = diagnoseLines([
    '1 1700000000.1 execve("/usr/bin/timeout", ["timeout", "2", "nc", "10.0.0.5", "80"], 0x7ff /* 9 vars */) = 0',
    '1 1700000000.1 clone(child_stack=NULL, flags=SIGCHLD) = 2',
    '2 1700000000.1 execve("/usr/bin/nc", ["nc", "10.0.0.5", "80"], 0x7ff /* 9 vars */) = 0',
    '2 1700000000.1 socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = 3',
    `2 1700000000.1 connect(3, ${inet('10.0.0.5', 80)} <unfinished ...>`,
    '1 1700000002.1 kill(2, SIGTERM) = 0',
    '2 1700000002.1 <... connect resumed>) = ? ERESTARTSYS (To be restarted if SA_RESTART is set)',
    '2 1700000002.1 --- SIGTERM {si_signo=SIGTERM, si_code=SI_USER, si_pid=1, si_uid=0} ---',
    '2 1700000002.1 +++ killed by SIGTERM +++',
    '1 1700000002.1 wait4(2, [{WIFSIGNALED(s) && WTERMSIG(s) == SIGTERM}], 0, NULL) = 2',
    '1 1700000002.1 exit_group(124) = ?',
    '1 1700000002.1 +++ exited with 124 +++',
  ]).report;
  expect(findings[0]).toMatchObject({ code: 'net/connect-timeout', subject: '10.0.0.5:80' });
});
