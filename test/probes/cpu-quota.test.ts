// The limit on processor time: of cgroups of both versions, and of this one.
import { expect, test } from 'vitest';
import { cpuQuota } from '../../src/probes/cpu-quota.ts';
import { localAnswers, offlineAnswers } from '../../src/probes/host-answers.ts';

const host = (texts: Record<string, string>) => ({ text: (path: string) => texts[path] ?? null });

test('the tightest limit from the cgroup up to the root, version 2', () => {
  const files = host({
    '/proc/self/cgroup': '0::/app.slice/web.service\n',
    '/sys/fs/cgroup/app.slice/cpu.max': '20000 100000\n',
    '/sys/fs/cgroup/app.slice/cpu.stat': 'usage_usec 9\nnr_periods 40\nnr_throttled 31\nthrottled_usec 2500\n',
    '/sys/fs/cgroup/app.slice/web.service/cpu.max': 'max 100000\n',
  });
  expect(cpuQuota(files, null)).toEqual({
    ...{ directory: '/sys/fs/cgroup/app.slice', file: '/sys/fs/cgroup/app.slice/cpu.max', quotaUs: 20000, periodUs: 100000 },
    ...{ periods: 40, throttled: 31, throttledNs: 2_500_000, during: null },
  });
});

test('of a given directory, version 1', () => {
  const files = host({
    '/sys/fs/cgroup/cpu/job/cpu.cfs_quota_us': '8000\n',
    '/sys/fs/cgroup/cpu/job/cpu.cfs_period_us': '50000\n',
    '/sys/fs/cgroup/cpu/job/cpu.stat': 'nr_periods 10\nnr_throttled 8\nthrottled_time 537887442\n',
  });
  expect(cpuQuota(files, '/sys/fs/cgroup/cpu/job')).toMatchObject({ quotaUs: 8000, periodUs: 50000, throttled: 8, throttledNs: 537_887_442 });
});

test('null for no limit; no answer from a host that cannot be asked', () => {
  expect(cpuQuota(host({ '/proc/self/cgroup': '4:cpu:/x\n', '/sys/fs/cgroup/cpu/x/cpu.cfs_quota_us': '-1\n' }), null)).toBeNull();
  expect(localAnswers().cpuQuota(null).kind).toBe('known');
  expect(offlineAnswers.cpuQuota(null)).toEqual({ kind: 'unknown', because: 'offline' });
});
