// What limits a process and who holds locks, from the files of /proc and of the cgroups.
import { expect, test } from 'vitest';
import { cgroupLimits } from '../../src/probes/cgroup-limits.ts';
import { parseLocks } from '../../src/probes/file-locks.ts';
import { localAnswers, offlineAnswers } from '../../src/probes/host-answers.ts';
import { parseLimits } from '../../src/probes/resource-limits.ts';

test('locks that are held, not those that are waited for', () => {
  const text =
    '1: FLOCK  ADVISORY  WRITE 4122 08:01:131075 0 EOF\n1: -> FLOCK  ADVISORY  WRITE 4123 08:01:131075 0 EOF\n2: POSIX  ADVISORY  READ  77 00:1a:9 128 128\n';
  expect(parseLocks(text)).toEqual([
    { pid: 4122, inode: 131075 },
    { pid: 77, inode: 9 },
  ]);
});

test('soft limits by name', () => {
  const text =
    'Limit                     Soft Limit           Hard Limit           Units     \nMax file size             unlimited            unlimited            bytes     \nMax processes             96365                96365                processes \n';
  expect(parseLimits(text)).toEqual({ RLIMIT_FSIZE: null, RLIMIT_NPROC: 96365 });
});

const files = (texts: Readonly<Record<string, string>>) => ({ text: (path: string): string | null => texts[path] ?? null });

test('the tightest limit on the way up, of version 2 and of version 1', () => {
  const second = files({
    '/proc/self/cgroup': '0::/a/b\n',
    '/sys/fs/cgroup/a/b/memory.max': 'max\n',
    '/sys/fs/cgroup/a/memory.max': '1048576\n',
    '/sys/fs/cgroup/a/b/memory.events': 'low 0\noom 2\noom_kill 1\n',
  });
  expect(cgroupLimits(second)).toEqual({ memory: { file: '/sys/fs/cgroup/a/memory.max', bytes: 1048576 }, tasks: null, outOfMemoryKills: 1 });
  const first = files({
    '/proc/self/cgroup': '5:memory:/x\n4:pids:/y\n',
    '/sys/fs/cgroup/memory/x/memory.limit_in_bytes': '9223372036854771712\n',
    '/sys/fs/cgroup/pids/y/pids.max': '6\n',
  });
  expect(cgroupLimits(first)).toEqual({ memory: null, tasks: { file: '/sys/fs/cgroup/pids/y/pids.max', tasks: 6 }, outOfMemoryKills: 0 });
});

test('this host answers, no host does not', () => {
  expect(localAnswers().resourceLimits()).toMatchObject({ kind: 'known', value: { RLIMIT_NOFILE: expect.any(Number) } });
  expect(offlineAnswers.lockHolders('/')).toEqual({ kind: 'unknown', because: 'offline' });
});
