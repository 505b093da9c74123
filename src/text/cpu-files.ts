// The files by which a cgroup's share of the processors is set and told, as the kernel writes them.

/** Microseconds of processor time in each period. */
export interface QuotaText {
  readonly quotaUs: number;
  readonly periodUs: number;
}

/** The kernel's default. @see kernel/sched/fair.c, default_cfs_period() */
export const DEFAULT_PERIOD_US = 100_000;

/** `cpu.max` of cgroup v2: `8000 100000`; null for `max`, which is no limit. */
export function parseCpuMax(text: string): QuotaText | null {
  const [, quota, period] = /^(\d+)(?:\s+(\d+))?\s*$/.exec(text.trim()) ?? [];
  return quota === undefined ? null : { quotaUs: Number(quota), periodUs: Number(period ?? DEFAULT_PERIOD_US) };
}

/** `cpu.cfs_quota_us` of cgroup v1: null for -1, which is no limit. */
export function parseCfsQuota(text: string, periodText: string | null): QuotaText | null {
  const quotaUs = Number.parseInt(text, 10);
  const periodUs = Number.parseInt(periodText ?? '', 10);
  return quotaUs > 0 ? { quotaUs, periodUs: periodUs > 0 ? periodUs : DEFAULT_PERIOD_US } : null;
}

export interface ThrottleText {
  readonly periods: number;
  readonly throttled: number;
  readonly throttledNs: number;
}

/** `cpu.stat`: throttled_usec (v2, µs) or throttled_time (v1, ns); null where it tells of no limit. @see Documentation/admin-guide/cgroup-v2.rst, Documentation/scheduler/sched-bwc.rst */
export function parseCpuStat(text: string): ThrottleText | null {
  const value = (name: string): number | null => {
    const found = new RegExp(`^${name} (\\d+)`, 'm').exec(text)?.[1];
    return found === undefined ? null : Number(found);
  };
  const [periods, throttled] = [value('nr_periods'), value('nr_throttled')];
  if (periods === null || throttled === null) return null;
  const micros = value('throttled_usec');
  return { periods, throttled, throttledNs: micros === null ? (value('throttled_time') ?? 0) : micros * 1000 };
}
