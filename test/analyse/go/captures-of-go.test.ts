// What captures of the go command tell: the search for its tree, the tools of a build, threads, requests. Text as strace writes it.
import { expect, test } from 'vitest';
import { buildTools, failedTool } from '../../../src/analyse/go/build-tools.ts';
import { cgoSide } from '../../../src/analyse/go/cgo-side.ts';
import { gorootSearch } from '../../../src/analyse/go/goroot-search.ts';
import { requestsByHost } from '../../../src/analyse/go/requests-by-host.ts';
import { threadsMade } from '../../../src/analyse/go/threads-made.ts';
import { openInquiry } from '../../../src/analyse/inquiry.ts';
import { offlineAnswers } from '../../../src/probes/host-answers.ts';
import { traceFromText } from '../../../src/session/load-trace.ts';
import { UNKNOWN_COMMAND } from '../../../src/session/unknown-command.ts';

const inquiryOf = (...lines: readonly string[]) => openInquiry(traceFromText(`${lines.join('\n')}\n`), UNKNOWN_COMMAND, offlineAnswers);

test('a go command that was copied alone looks two and three steps above itself, and takes nothing', () => {
  const search = gorootSearch(
    inquiryOf(
      '10 1700000000.000000 execve("/tools/bin/go", ["go", "version"], 0x7ffc /* 3 vars */) = 0 <0.000100>',
      '10 1700000000.001000 readlinkat(AT_FDCWD, "/proc/self/exe", "/tools/bin/go", 128) = 13 <0.000010>',
      '10 1700000000.002000 newfstatat(AT_FDCWD, "/tools/pkg/tool", 0xc000, 0) = -1 ENOENT (No such file or directory) <0.000010>',
      '10 1700000000.003000 newfstatat(AT_FDCWD, "/pkg/tool", 0xc000, 0) = -1 ENOENT (No such file or directory) <0.000010>',
      '10 1700000000.004000 write(2, "go: cannot find GOROOT directory: \'go\' binary is trimmed and GOROOT is not set\\n", 80) = 80 <0.000010>',
      '10 1700000000.005000 exit_group(2) = ?',
      '10 1700000000.006000 +++ exited with 2 +++',
    ),
  );
  expect(search).toMatchObject({ exe: '/tools/bin/go', taken: null, isThere: false });
  expect(search?.tries.map(({ path, found, errno }) => [path, found, errno])).toEqual([
    ['/tools', false, 'ENOENT'],
    ['/', false, 'ENOENT'],
  ]);
});

test('a set GOROOT that is gone is asked for alone; one that is found ends the search', () => {
  const start = '10 execve("/usr/local/go/bin/go", ["go", "env"], 0x7ffc /* 3 vars */) = 0';
  const gone = gorootSearch(
    inquiryOf(
      start,
      '10 openat(AT_FDCWD, "/opt/gone/go.env", O_RDONLY|O_CLOEXEC) = -1 ENOENT (No such file or directory)',
      '10 newfstatat(AT_FDCWD, "/opt/gone", 0xc000, 0) = -1 ENOENT (No such file or directory)',
      '10 exit_group(2) = ?',
      '10 +++ exited with 2 +++',
    ),
  );
  expect(gone).toMatchObject({ taken: '/opt/gone', isThere: false, tries: [{ step: 'taken', errno: 'ENOENT' }] });
  const found = gorootSearch(
    inquiryOf(
      start,
      '10 newfstatat(AT_FDCWD, "/usr/local/go/pkg/tool", {st_mode=S_IFDIR|0755, st_size=4096, ...}, 0) = 0',
      '10 openat(AT_FDCWD, "/usr/local/go/go.env", O_RDONLY|O_CLOEXEC) = 3',
      '10 newfstatat(AT_FDCWD, "/usr/local/go", {st_mode=S_IFDIR|0755, st_size=4096, ...}, 0) = 0',
      '10 +++ exited with 0 +++',
    ),
  );
  expect(found).toMatchObject({ taken: '/usr/local/go', isThere: true });
  expect(gorootSearch(inquiryOf('10 execve("/bin/ls", ["ls"], 0x7ffc /* 3 vars */) = 0', '10 +++ exited with 0 +++'))).toBeNull();
});

const BUILD = [
  '10 1700000000.000000 execve("/usr/local/go/bin/go", ["go", "build"], 0x7ffc /* 3 vars */) = 0 <0.000100>',
  '10 1700000000.010000 clone(child_stack=NULL, flags=CLONE_VM|CLONE_VFORK|SIGCHLD) = 11 <0.000100>',
  '11 1700000000.011000 execve("/usr/local/go/pkg/tool/linux_amd64/compile", ["compile", "-V=full"], 0x7ffc /* 3 vars */) = 0 <0.000100>',
  '11 1700000000.012000 +++ exited with 0 +++',
  '10 1700000000.020000 clone(child_stack=NULL, flags=CLONE_VM|CLONE_VFORK|SIGCHLD) = 12 <0.000100>',
  '12 1700000000.021000 chdir("/src/app") = 0 <0.000010>',
  '12 1700000000.022000 execve("/usr/local/go/pkg/tool/linux_amd64/compile", ["/usr/local/go/pkg/tool/linux_amd64/compile", "-o", "$WORK/b001/_pkg_.a", "-p", "main", "./main.go", "./other.go"], 0x7ffc /* 3 vars */) = 0 <0.000100>',
  '12 1700000000.523000 exit_group(2) = ?',
  '12 1700000000.524000 +++ exited with 2 +++',
  '10 1700000000.530000 exit_group(1) = ?',
  '10 1700000000.531000 +++ exited with 1 +++',
];

test('the tool that failed is named with its package, its input, its directory and its status', () => {
  const tools = buildTools(inquiryOf(...BUILD));
  // Asking a tool for its version is no work.
  expect(tools.map(({ name }) => name)).toEqual(['compile']);
  expect(failedTool(tools)).toMatchObject({
    ...{ name: 'compile', package: 'main', directory: '/src/app', inputs: ['main.go', 'other.go'] },
    end: { kind: 'exit', status: 2 },
  });
});

test('no tool failed where go gave up by itself', () => {
  const tools = buildTools(inquiryOf(...BUILD.slice(0, 4), '10 1700000000.531000 +++ exited with 1 +++'));
  expect(tools).toEqual([]);
  expect(failedTool(tools)).toBeNull();
});

test('a compiler that is looked for along PATH and not found is what a build with cgo lacks', () => {
  const side = cgoSide(
    inquiryOf(
      '10 execve("/usr/local/go/bin/go", ["go", "build"], 0x7ffc /* 3 vars */) = 0',
      '10 newfstatat(AT_FDCWD, "/usr/bin/x86_64-acme-gcc", 0xc000, 0) = -1 ENOENT (No such file or directory)',
      '10 newfstatat(AT_FDCWD, "/bin/x86_64-acme-gcc", 0xc000, 0) = -1 ENOENT (No such file or directory)',
      '10 exit_group(1) = ?',
      '10 +++ exited with 1 +++',
    ),
  );
  expect(side).toMatchObject({ missing: ['x86_64-acme-gcc'], compilers: [], packages: [] });
});

test('threads are counted by program, with when they were made; processes are none', () => {
  const thread = 'flags=CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD|CLONE_SYSVSEM|CLONE_SETTLS';
  const [go] = threadsMade(
    inquiryOf(
      '10 1700000000.000000 execve("/usr/local/go/bin/go", ["go", "mod", "tidy"], 0x7ffc /* 3 vars */) = 0 <0.000100>',
      `10 1700000000.100000 clone(child_stack=0xc00, ${thread}, tls=0xc00) = 11 <0.000100>`,
      `10 1700000000.300000 clone(child_stack=0xc00, ${thread}, tls=0xc00) = 12 <0.000100>`,
      '10 1700000000.400000 clone(child_stack=NULL, flags=CLONE_VM|CLONE_VFORK|SIGCHLD) = 13 <0.000100>',
      '10 1700000000.500000 +++ exited with 0 +++',
    ),
  );
  expect(go).toMatchObject({ program: 'go' });
  expect(go?.made.map(({ atNs }) => Math.round(atNs / 1e6))).toEqual([100, 300]);
});

test('requests are added up by host, each with the time until its answer', () => {
  const [host, ...others] = requestsByHost(
    inquiryOf(
      '10 1700000000.000000 execve("/usr/local/go/bin/go", ["go", "mod", "tidy"], 0x7ffc /* 3 vars */) = 0 <0.000100>',
      '10 1700000000.100000 socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC|SOCK_NONBLOCK, IPPROTO_IP) = 3 <0.000010>',
      '10 1700000000.101000 connect(3, {sa_family=AF_INET, sin_port=htons(8081), sin_addr=inet_addr("10.0.0.9")}, 16) = 0 <0.000010>',
      '10 1700000000.102000 write(3, "GET /example.com/log/@v/list HTTP/1.1\\r\\nHost: 10.0.0.9:8081\\r\\n\\r\\n", 64) = 64 <0.000010>',
      '10 1700000001.602000 read(3, "HTTP/1.1 200 OK\\r\\nContent-Length: 7\\r\\n\\r\\nv1.2.0\\n", 4096) = 50 <0.000010>',
      '10 1700000001.603000 write(3, "GET /example.com/log/@v/v1.2.0.info HTTP/1.1\\r\\nHost: 10.0.0.9:8081\\r\\n\\r\\n", 70) = 70 <0.000010>',
      '10 1700000002.603000 read(3, "HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\n{}", 4096) = 45 <0.000010>',
      '10 1700000002.604000 close(3) = 0 <0.000010>',
      '10 1700000002.605000 +++ exited with 0 +++',
    ),
  );
  expect(others).toEqual([]);
  expect(host).toMatchObject({ addresses: ['10.0.0.9:8081'], connections: 1 });
  expect(host?.requests.map(({ waitedNs }) => Math.round(waitedNs / 1e6))).toEqual([1500, 1000]);
  expect(Math.round((host?.waitedNs.http ?? 0) / 1e6)).toBe(2500);
});

test('a command that asks nobody has no hosts', () => {
  expect(requestsByHost(inquiryOf('10 execve("/bin/ls", ["ls"], 0x7ffc /* 3 vars */) = 0', '10 +++ exited with 0 +++'))).toEqual([]);
});
