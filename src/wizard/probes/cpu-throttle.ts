// Probe `cpu-throttle`: whether the cgroup of a process is held up for having used its processor time, now, while we look.
import { setTimeout as wait } from 'node:timers/promises';
import type { CpuQuota } from '../../model/answers.ts';
import type { ProbeAnswer, ProvenCause } from '../../model/wizard.ts';
import { cpuQuota, cpuQuotaSince } from '../../probes/cpu-quota.ts';
import { hostFiles } from '../../probes/host-files.ts';
import type { Probe } from '../probe.ts';
import { noSuchProcess } from '../probe.ts';
import { quotaLine } from './process/limits.ts';

const LOOKED_MS = 1500;

export const cpuThrottle: Probe = {
  name: 'cpu-throttle',
  says: 'whether a cgroup stands still because its processor time is used up: looks for a second and a half',
  usage: '[PID]',
  least: 0,
  most: 1,
  async ask({ args: [pid = 'self'], signal, progress }) {
    const files = hostFiles();
    if (!/^(?:\d+|self)$/.test(pid) || files.text(`/proc/${pid}/status`) === null) return noSuchProcess(pid);
    const before = cpuQuota(files, null, pid);
    const pressure = files.text('/proc/pressure/cpu');
    if (before !== null) {
      progress(`watching ${before.file}`);
      await wait(LOOKED_MS, undefined, { signal }).catch(() => {});
    }
    return throttleAnswer(
      pid === 'self' ? null : programName(files.text(`/proc/${pid}/cmdline`)),
      cpuQuotaSince(cpuQuota(files, null, pid), before),
      pressure,
      allowedProcessors(files.text(`/proc/${pid}/status`) ?? ''),
    );
  },
};

/** Base name of what it was called by; null where that is not told. */
const programName = (cmdline: string | null): string | null => /^([^\0]+)/.exec(cmdline ?? '')?.[1]?.replace(/^.*\//, '') ?? null;

const allowedProcessors = (status: string): string | null => /^Cpus_allowed_list:\s*(\S+)/m.exec(status)?.[1] ?? null;

/** @param program the process's name; null: nobody in particular is meant */
export function throttleAnswer(program: string | null, quota: CpuQuota | null, pressure: string | null, processors: string | null): ProbeAnswer {
  const evidence = [
    ...(quota === null ? [] : [quotaLine(quota)]),
    ...(processors === null ? [] : [`it may run on the processors ${processors}`]),
    ...(pressure === null
      ? []
      : pressure
          .trim()
          .split('\n')
          .map((line) => `waiting for a processor (whole machine): ${line}`)),
  ];
  if (quota === null)
    return {
      status: 'pass',
      says: 'no limit of processor time is set',
      evidence,
      facts: { limited: false, throttled: 0, directory: null, file: null, processors },
      command: ['cat', '/proc/self/cgroup'],
    };
  const throttled = quota.during?.throttled ?? 0;
  const heldMs = Math.round((quota.during?.throttledNs ?? 0) / 1e6);
  const percent = Math.round((quota.quotaUs / quota.periodUs) * 100);
  return {
    status: throttled > 0 ? 'fail' : 'pass',
    says:
      throttled > 0
        ? `the cgroup was held up ${throttled} times while we looked, for ${heldMs} ms in all: it may use ${percent} % of a processor`
        : `the cgroup may use ${percent} % of a processor, and was not held up while we looked`,
    evidence,
    facts: {
      limited: true,
      throttled,
      heldMs,
      directory: quota.directory,
      file: quota.file,
      processors,
      quotaUs: quota.quotaUs,
      periodUs: quota.periodUs,
    },
    command: ['cat', quota.file, `${quota.directory}/cpu.stat`],
    ...(program !== null && heldMs >= LOOKED_MS * NOTICED ? { cause: causeOf(program, quota, percent) } : {}),
  };
}

/** It stood still for so much of the time. */
const NOTICED = 0.1;

const causeOf = (program: string, { file, directory }: CpuQuota, percent: number): ProvenCause => ({
  code: 'latency/cpu-throttled',
  subject: program,
  title: `${program} stands still again and again: its cgroup may use ${percent} % of a processor, and has used it up`,
  parameters: { file, directory, ...(file.endsWith('cpu.max') ? { max: file } : { quota: file }) },
});
