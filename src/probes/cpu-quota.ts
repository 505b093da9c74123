// How much processor time a cgroup may use and how often it was held up: cpu.max or cpu.cfs_quota_us, and cpu.stat.
import type { CpuQuota } from '../model/answers.ts';
import { parseCfsQuota, parseCpuMax, parseCpuStat } from '../text/cpu-files.ts';
import type { HostFiles } from './host-files.ts';

/** Where the cpu controller is mounted: version 2, and version 1 alone or with cpuacct. */
const ROOTS = ['/sys/fs/cgroup', '/sys/fs/cgroup/cpu', '/sys/fs/cgroup/cpu,cpuacct'];

/**
 * The tightest limit from a cgroup up to the root.
 * @param directory null: the cgroup that the process is in
 * @param process `self` or a pid
 * @returns null for no limit, or where nothing tells
 */
export function cpuQuota(files: Pick<HostFiles, 'text'>, directory: string | null, process = 'self'): CpuQuota | null {
  let tightest: CpuQuota | null = null;
  for (const start of directory === null ? directoriesOf(files, process) : [directory]) {
    for (let at = start; ROOTS.some((root) => at === root || at.startsWith(`${root}/`)); at = at.slice(0, at.lastIndexOf('/'))) {
      const here = quotaAt(files, at);
      if (here !== null && (tightest === null || here.quotaUs / here.periodUs < tightest.quotaUs / tightest.periodUs)) tightest = here;
    }
  }
  return tightest;
}

/** `4:cpu,cpuacct:/docker/abc` (v1) and `0::/system.slice/x.service` (v2). @see cgroups(7), /proc/pid/cgroup */
function directoriesOf(files: Pick<HostFiles, 'text'>, process: string): readonly string[] {
  const lines = (files.text(`/proc/${process}/cgroup`) ?? '').split('\n').map((line) => /^\d+:([^:]*):(\/.*)$/.exec(line));
  const path = lines.find((line) => line?.[1]?.split(',').includes('cpu'))?.[2] ?? lines.find((line) => line?.[1] === '')?.[2];
  return path === undefined ? [] : ROOTS.map((root) => `${root}${path === '/' ? '' : path}`);
}

function quotaAt(files: Pick<HostFiles, 'text'>, directory: string): CpuQuota | null {
  const read = (name: string): string | null => files.text(`${directory}/${name}`);
  const max = read('cpu.max');
  const quota = max === null ? parseCfsQuota(read('cpu.cfs_quota_us') ?? '', read('cpu.cfs_period_us')) : parseCpuMax(max);
  if (quota === null) return null;
  const stat = parseCpuStat(read('cpu.stat') ?? '') ?? { periods: 0, throttled: 0, throttledNs: 0 };
  return { directory, file: `${directory}/${max === null ? 'cpu.cfs_quota_us' : 'cpu.max'}`, ...quota, ...stat, during: null };
}

/** @param before the answer from before the command ran; null: it was not asked then */
export function cpuQuotaSince(now: CpuQuota | null, before: CpuQuota | null): CpuQuota | null {
  if (now === null || before?.file !== now.file) return now;
  return { ...now, during: { throttled: now.throttled - before.throttled, throttledNs: now.throttledNs - before.throttledNs } };
}
