// The go command's own layers, in its own words and by its calls, and the settings that go env -w wrote.
import { expect, test } from 'vitest';
import { diagnose } from '../../../src/analyse/diagnose.ts';
import { offlineAnswers } from '../../../src/probes/host-answers.ts';
import { traceFromText } from '../../../src/session/load-trace.ts';

const stored = { argv: null, cwd: '/src/m', env: null, observed: null, stoppedByUs: false, printed: null, neverStarted: false };
const quoted = (text: string): string => `"${text.replaceAll('"', '\\"')}"`;

/** A go process with some calls, that says something on standard error and ends so. */
function goRun(calls: readonly string[], says: string, { status = 1, cut = false, environment = '0x7ffc /* 9 vars */' } = {}) {
  const shown = cut ? `${quoted(says.slice(0, 32))}...` : quoted(`${says}\\n`);
  const lines = [
    `execve("/usr/local/go/bin/go", ["go", "build"], ${environment}) = 0`,
    ...calls,
    `write(2, ${shown}, ${says.length + 1}) = ${says.length + 1}`,
    `exit_group(${status}) = ?`,
    `+++ exited with ${status} +++`,
  ];
  return diagnose(traceFromText(lines.map((line) => `900 ${line}\n`).join('')), stored, offlineAnswers).report;
}

const readsEnv = (content: string): readonly string[] => [
  'openat(AT_FDCWD, "/home/ann/.config/go/env", O_RDONLY|O_CLOEXEC) = 3',
  `read(3, ${quoted(content)}, 512) = ${content.length}`,
  'read(3, "", 512) = 0',
  'close(3) = 0',
  'openat(AT_FDCWD, "/usr/local/go/go.env", O_RDONLY|O_CLOEXEC) = 3',
];

test.each([
  [
    'go/cache-unwritable',
    '/root/.cache/go-build',
    ['mkdirat(AT_FDCWD, "/root/.cache/go-build/00", 0777) = -1 EACCES (Permission denied)'],
    'failed to initialize build cache at /root/.cache/go-build: mkdir /root/.cache/go-build/00: permission denied',
  ],
  [
    'go/cache-undefined',
    'HOME',
    [],
    'build cache is required, but could not be located: GOCACHE is not defined and neither $XDG_CACHE_HOME nor $HOME are defined',
  ],
  ['go/cache-undefined', 'GOCACHE', [], 'build cache is required, but could not be located: GOCACHE is not an absolute path'],
  ['go/home-unset', 'HOME', [], 'go: module cache not found: neither GOMODCACHE nor GOPATH is set'],
  [
    'go/tmpdir-missing-or-full',
    '/ci/tmp',
    ['mkdirat(AT_FDCWD, "/ci/tmp/go-build1234", 0700) = -1 ENOENT (No such file or directory)'],
    'go: creating work dir: stat /ci/tmp: no such file or directory',
  ],
  [
    'go/gopath-unwritable',
    '/go/pkg/mod',
    ['mkdirat(AT_FDCWD, "/go/pkg/mod/cache", 0777) = -1 EROFS (Read-only file system)'],
    'go: mkdir /go/pkg/mod/cache: read-only file system',
  ],
  [
    'go/no-module',
    'go.mod',
    ['newfstatat(AT_FDCWD, "/src/m/go.mod", 0xc0, 0) = -1 ENOENT (No such file or directory)'],
    "go: go.mod file not found in current directory or any parent directory; see 'go help modules'",
  ],
  [
    'go/module-unavailable',
    'example.com/lib@v1.2.3',
    [],
    'go: example.com/lib@v1.2.3: reading https://proxy.corp/example.com/lib/@v/v1.2.3.mod: 404 Not Found',
  ],
  [
    'go/module-unavailable',
    'github.com/Burnt/toml@v1.0.0',
    ['openat(AT_FDCWD, "/go/pkg/mod/cache/download/github.com/!burnt/toml/@v/v1.0.0.zip", O_RDONLY) = -1 ENOENT (No such file or directory)'],
    'm.go:3:8: module lookup disabled by GOPROXY=off',
  ],
  ['go/checksum-mismatch', 'example.com/lib@v1.2.3', [], 'verifying example.com/lib@v1.2.3/go.mod: checksum mismatch'],
])('%s names %s', (code, subject, calls, says) => {
  expect(goRun(calls, says).findings).toMatchObject([{ code, subject }]);
});

test.each([
  ['go/module-unavailable', 'example.com/lib@v1.0.0', 'go: example.com/lib@v1.0.0: module lookup disabled by GOPROXY=off'],
  [
    'go/module-unavailable',
    'example.org/a@v1.0.0',
    'go: example.org/a@v1.0.0: reading file:///srv/proxy/example.org/a/@v/v1.0.0.mod: no such file or directory',
  ],
  ['go/no-module', 'go.mod', 'go: go.mod file not found in current directory or any parent directory'],
])('%s is told from words that strace has cut at 32 bytes', (code, subject, says) => {
  expect(goRun([], says, { cut: true }).findings).toMatchObject([{ code, subject }]);
});

test('a full build cache is the cause, although go speaks of packages that it cannot find', () => {
  const calls = [
    'openat(AT_FDCWD, "/c/7f/7f00112233445566778899aabbccddeeff00112233445566778899aabbccddee-a", O_RDWR|O_CREAT, 0666) = -1 ENOSPC (No space left on device)',
  ];
  expect(goRun(calls, 'm.go:3:8: something broke').findings[0]).toMatchObject({ code: 'go/cache-unwritable', subject: '/c', errno: 'ENOSPC' });
});

test('a setting that go env -w wrote is the deeper cause', () => {
  const report = goRun(readsEnv('GOPROXY=off\\nGOSUMDB=off\\n'), 'go: example.com/lib@v1.0.0: module lookup disabled by GOPROXY=off');
  expect(report.findings).toMatchObject([{ code: 'go/env-file-override', subject: '/home/ann/.config/go/env' }]);
  expect(report.findings[0]?.remedies.map(({ commands }) => commands.flat())).toContainEqual(['go', 'env', '-u', 'GOPROXY']);
});

test('a flag of it that go does not know is one as well', () => {
  expect(goRun(readsEnv('GOFLAGS=-nosuch\\n'), 'go: parsing $GOFLAGS: unknown flag -nosuch').findings[0]?.code).toBe('go/env-file-override');
});

test('what the environment sets as well comes first: the file is not at fault', () => {
  const environment = '["PATH=/usr/local/go/bin", "GOPROXY=off"]';
  const report = goRun(readsEnv('GOPROXY=off\\n'), 'go: example.com/lib@v1.0.0: module lookup disabled by GOPROXY=off', { environment });
  expect(report.findings).toMatchObject([{ code: 'go/module-unavailable', subject: 'example.com/lib@v1.0.0' }]);
});

test('a setting that has nothing to do with it is not blamed', () => {
  expect(goRun(readsEnv('GOPRIVATE=corp.example\\n'), './main.go:7:1: syntax error: unexpected EOF').findings).toMatchObject([
    { code: 'program/own-error' },
  ]);
});

test('a compile error is its own, and a go that ends well has no fault', () => {
  expect(goRun([], './main.go:3:2: undefined: foo').findings).toMatchObject([{ code: 'program/own-error' }]);
  expect(
    goRun(['mkdirat(AT_FDCWD, "/root/.cache/go-build/00", 0777) = -1 EACCES (Permission denied)'], 'go: warning: x', { status: 0 }),
  ).toMatchObject({
    verdict: 'no-fault',
  });
});
