// A go command that waits for a server which never answers: who named that server.
import { expect, test } from 'vitest';
import { diagnoseLines } from '../fixtures.ts';

const FILE = '/home/ann/.config/go/env';
const hang = (settings: string) =>
  diagnoseLines([
    '7 execve("/usr/local/go/bin/go", ["go", "mod", "download"], 0x7 /* 9 vars */) = 0',
    ...(settings === ''
      ? []
      : [`7 openat(AT_FDCWD, "${FILE}", O_RDONLY|O_CLOEXEC) = 4`, `7 read(4, "${settings}", 512) = ${settings.length}`, '7 close(4) = 0']),
    '7 openat(AT_FDCWD, "/usr/local/go/go.env", O_RDONLY|O_CLOEXEC) = 4',
    '7 read(4, "GOPROXY=https://proxy.golang.org,direct\\n", 512) = 40',
    '7 close(4) = 0',
    '7 socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC|SOCK_NONBLOCK, IPPROTO_IP) = 5',
    '7 connect(5, {sa_family=AF_INET, sin_port=htons(8081), sin_addr=inet_addr("10.0.0.4")}, 16) = -1 EINPROGRESS (Operation now in progress)',
    '7 getsockopt(5, SOL_SOCKET, SO_ERROR, [0], [4]) = 0',
    '7 write(5, "GET /x/@v/list HTTP/1.1\\r\\nHost: 10.0.0.4:8081\\r\\n\\r\\n", 48) = 48',
    '7 read(5, 0xc0001, 4096) = -1 EAGAIN (Resource temporarily unavailable)',
    '7 epoll_pwait(6, [], 128, -1, NULL, 0) = -1 EINTR (Interrupted system call)',
    '7 --- SIGTERM {si_signo=SIGTERM, si_code=SI_USER, si_pid=999, si_uid=0} ---',
    '7 +++ killed by SIGTERM +++',
  ]).report;

test('the file of go env -w is what must change', () => {
  const { outcome, findings } = hang('GOPROXY=http://10.0.0.4:8081,direct\\n');
  expect(outcome.kind).toBe('hang');
  expect(findings.map(({ code, subject }) => [code, subject])).toEqual([
    ['go/env-file-override', FILE],
    ['net/no-answer', '10.0.0.4:8081'],
  ]);
});

test.each(['', 'GOPROXY=http://10.0.0.9:8081\\n', 'GOFLAGS=-mod=mod\\n'])('not where it does not name that server: %j', (settings) => {
  expect(hang(settings).findings[0]).toMatchObject({ code: 'net/no-answer', subject: '10.0.0.4:8081' });
});
