// Limits of a process and of its cgroup, and how near they are.
import { readdirSync } from 'node:fs';
import type { CgroupLimits, CpuQuota } from '../../../model/answers.ts';

/** A limit, and how much of it is used; null where that is not known. */
export interface Limit {
  readonly name: string;
  readonly limit: number;
  readonly used: number | null;
  readonly unit: 'bytes' | 'files' | 'tasks' | 'seconds' | '';
}

const UNITS: Readonly<Record<string, Limit['unit']>> = {
  RLIMIT_AS: 'bytes',
  RLIMIT_DATA: 'bytes',
  RLIMIT_STACK: 'bytes',
  RLIMIT_FSIZE: 'bytes',
  RLIMIT_MEMLOCK: 'bytes',
  RLIMIT_CORE: 'bytes',
  RLIMIT_NOFILE: 'files',
  RLIMIT_NPROC: 'tasks',
  RLIMIT_CPU: 'seconds',
};

/** @param used by name, what is known of it */
export const resourceLimitsOf = (limits: Readonly<Record<string, number | null>>, used: Readonly<Record<string, number>>): readonly Limit[] =>
  Object.entries(limits).flatMap(([name, limit]) => (limit === null ? [] : [{ name, limit, used: used[name] ?? null, unit: UNITS[name] ?? '' }]));

export const cgroupLimitsOf = (
  { memory, tasks }: CgroupLimits,
  used: { readonly memory: number | null; readonly tasks: number | null },
): readonly Limit[] => [
  ...(memory === null ? [] : [{ name: memory.file, limit: memory.bytes, used: used.memory, unit: 'bytes' as const }]),
  ...(tasks === null ? [] : [{ name: tasks.file, limit: tasks.tasks, used: used.tasks, unit: 'tasks' as const }]),
];

/** So near that the next request may be refused. The stack grows by itself, and core files are no need of a program. */
export const isReached = ({ name, limit, used }: Limit): boolean =>
  used !== null && limit > 0 && name !== 'RLIMIT_STACK' && name !== 'RLIMIT_CORE' && used >= limit * REACHED;
const REACHED = 0.97;

export function limitLine(limit: Limit): string {
  const amount = (value: number): string => (limit.unit === 'bytes' ? bytesWords(value) : `${value}${limit.unit === '' ? '' : ` ${limit.unit}`}`);
  return `${limit.name}: ${limit.used === null ? '' : `${amount(limit.used)} of `}${amount(limit.limit)}${isReached(limit) ? ', reached' : ''}`;
}

/** `512 KiB`, `1.5 GiB`. */
export function bytesWords(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let at = 0;
  let value = bytes;
  for (; value >= 1024 && at < units.length - 1; at++) value /= 1024;
  return `${value >= 100 || Number.isInteger(value) ? Math.round(value) : value.toFixed(1)} ${units[at]}`;
}

export const quotaLine = ({ file, quotaUs, periodUs, periods, throttled, throttledNs }: CpuQuota): string =>
  `${file}: ${(quotaUs / periodUs).toFixed(2)} processors; held up in ${throttled} of ${periods} periods, ${(throttledNs / 1e9).toFixed(1)} s in all`;

/** @returns null where they may not be counted */
export function openFilesOf(process: string): number | null {
  try {
    return readdirSync(`/proc/${process}/fd`).length;
  } catch {
    return null;
  }
}
