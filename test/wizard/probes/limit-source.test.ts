// The probes `limit-source` and `errors`, on captures written as strace writes them, and on scripts that are there.
import { expect, test } from 'vitest';
import { hostTools } from '../../../src/wizard/host-tools.ts';
import type { Probe } from '../../../src/wizard/probe.ts';
import { errors } from '../../../src/wizard/probes/errors.ts';
import { lineThatSets } from '../../../src/wizard/probes/limit-source/script-line.ts';
import { limitSource } from '../../../src/wizard/probes/limit-source.ts';
import { temporaryDirectory } from '../../probes/temporary-directory.ts';

const directory = temporaryDirectory();
const ask = (probe: Probe, ...args: string[]) =>
  probe.ask(hostTools.request(args, directory.path, {}, { signal: new AbortController().signal, progress: () => {} }));

test('the line of a script that sets a limit, by its letter', () => {
  expect(lineThatSets('#!/bin/sh\nulimit -c 0\nulimit -Sn 20 # few\nexec x\n', 'RLIMIT_NOFILE')).toEqual({
    number: 3,
    text: 'ulimit -Sn 20 # few',
    alone: true,
  });
  expect(lineThatSets('ulimit -v 100 && exec x\n', 'RLIMIT_AS')).toMatchObject({ number: 1, alone: false });
  expect(lineThatSets('ulimit -S -v "$LIMIT"\n', 'RLIMIT_AS')).toMatchObject({ alone: true });
  expect(lineThatSets('ulimit 500\n', 'RLIMIT_FSIZE')).toMatchObject({ alone: true });
});

test('what only asks for a limit, speaks of it, or sets another is no such line', () => {
  expect(lineThatSets('ulimit -n\necho "use ulimit -n 20"\nulimit -u 20\n# ulimit -n 20\n', 'RLIMIT_NOFILE')).toBe(null);
  expect(lineThatSets('ulimit -n 20\n', 'RLIMIT_SIGPENDING')).toBe(null);
});

test('a line that stands there twice is not taken out', () => {
  expect(lineThatSets('ulimit -n 20\nx\nulimit -n 20\n', 'RLIMIT_NOFILE')).toMatchObject({ number: 3, alone: false });
});

const capture = (name: string, ...lines: string[]): string => directory.file(name, lines.map((line) => `${line}\n`).join(''));

test('who set it, and on which line; a limit that was inherited is nobody of the run', async () => {
  const script = directory.file('start.sh', '#!/bin/sh\nulimit -n 20\nexec server\n', 0o755);
  const file = capture(
    'set.strace',
    `7 execve("${script}", ["${script}"], 0x7ffd /* 9 vars */) = 0`,
    '7 prlimit64(0, RLIMIT_NOFILE, {rlim_cur=20, rlim_max=20}, NULL) = 0',
    '7 execve("/usr/bin/server", ["server"], 0x7ffd /* 9 vars */) = 0',
    '7 openat(AT_FDCWD, "/data/1", O_RDONLY) = -1 EMFILE (Too many open files)',
    '7 exit_group(1) = ?',
    '7 +++ exited with 1 +++',
  );
  expect(await ask(limitSource, file, 'RLIMIT_NOFILE')).toMatchObject({
    status: 'fail',
    facts: { script, line: 2, value: 20 },
    cause: { code: 'file/too-many-open', subject: 'RLIMIT_NOFILE', parameters: { script, limitLine: 'ulimit -n 20', limitOff: '# ulimit -n 20' } },
  });
  expect(await ask(limitSource, file, 'RLIMIT_AS')).toMatchObject({ status: 'pass', facts: { set: false } });
  expect((await ask(limitSource, file, 'openat')).status).toBe('unknown');
  expect((await ask(limitSource, '/no/capture', 'RLIMIT_AS')).status).toBe('unknown');
});

test('errors by weight, and the one that the exit followed; everyday failures are only counted', async () => {
  const file = capture(
    'errors.strace',
    '7 execve("/usr/bin/report", ["report"], 0x7ffd /* 9 vars */) = 0',
    '7 access("/etc/ld.so.preload", R_OK) = -1 ENOENT (No such file or directory)',
    '7 openat(AT_FDCWD, "/etc/report.conf", O_RDONLY) = -1 ENOENT (No such file or directory)',
    '7 openat(AT_FDCWD, "/var/lib/report/db", O_RDWR) = -1 EACCES (Permission denied)',
    '7 write(2, "report: /var/lib/report/db: Permission denied\\n", 46) = 46',
    '7 exit_group(1) = ?',
    '7 +++ exited with 1 +++',
  );
  const answer = await ask(errors, file);
  expect(answer).toMatchObject({ status: 'fail', facts: { followed: 'EACCES', errnos: ['EACCES', 'ENOENT'], everyday: 1 } });
  expect(answer.evidence[1]).toMatch(/^EACCES 1 × \(weighs much; some programs go on\): openat \/var\/lib\/report\/db/);
});

test('a run that ended well: none of its errors counted', async () => {
  const file = capture(
    'fine.strace',
    '7 execve("/bin/true", ["true"], 0x7ffd /* 9 vars */) = 0',
    '7 openat(AT_FDCWD, "/etc/x.conf", O_RDONLY) = -1 ENOENT (No such file or directory)',
    '7 exit_group(0) = ?',
    '7 +++ exited with 0 +++',
  );
  expect(await ask(errors, file)).toMatchObject({ status: 'pass' });
});
