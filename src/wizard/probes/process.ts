// Probe `process`: with which rights and limits a process runs, in which namespaces and mounts, and what each of its threads waits for.
import type { ProbeAnswer } from '../../model/wizard.ts';
import { cgroupLimits } from '../../probes/cgroup-limits.ts';
import { cpuQuota } from '../../probes/cpu-quota.ts';
import { type HostFiles, hostFiles } from '../../probes/host-files.ts';
import { parseMountinfo } from '../../probes/mounts.ts';
import { CAPABILITIES, processRights } from '../../probes/process-rights.ts';
import { resourceLimits } from '../../probes/resource-limits.ts';
import { confinements } from '../../probes/security-modules.ts';
import { type ThreadWait, threadWaits } from '../../probes/thread-waits.ts';
import type { Probe } from '../probe.ts';
import { noSuchProcess } from '../probe.ts';
import { cgroupLimitsOf, isReached, type Limit, limitLine, openFilesOf, quotaLine, resourceLimitsOf } from './process/limits.ts';
import { differingNamespaces, namespacesOf } from './process/namespaces.ts';
import { idMap, missingCapabilities, rightsLines, seccompMode, stateWords, statusField } from './process/status.ts';
import { groupThreads } from './thread-waits.ts';

const LINES_MOST = 40;

export const processProbe: Probe = {
  name: 'process',
  says: 'rights, limits, cgroup, namespaces and mounts of a process, and what each thread waits for',
  usage: 'PID',
  least: 1,
  most: 1,
  async ask({ args: [pid = ''] }) {
    const files = hostFiles();
    const status = /^\d+$/.test(pid) ? files.text(`/proc/${pid}/status`) : null;
    if (status === null) return noSuchProcess(pid);
    return answerOf(pid, status, files);
  },
};

function answerOf(pid: string, status: string, files: HostFiles): ProbeAnswer {
  const threads = threadWaits(Number(pid)) ?? [];
  const rights = processRights(files, pid);
  const limits = limitsOf(pid, status, files, threads.length);
  const quota = cpuQuota(files, null, pid);
  const all = knownCapabilities(files);
  const otherwise = differingNamespaces(namespacesOf(pid), namespacesOf('self'));
  const policies = confinements(files, pid);
  const map = idMap(files.text(`/proc/${pid}/uid_map`) ?? '');
  const mounts = parseMountinfo(files.text(`/proc/${pid}/mountinfo`) ?? '');
  const name = statusField(status, 'Name');
  const state = statusField(status, 'State').slice(0, 1);
  const reached = limits.filter(isReached);
  const stopped = ['T', 'Z', 'X'].includes(state);
  return {
    status: stopped || reached.length > 0 ? 'fail' : 'pass',
    says: `${name} (${pid}) ${reached[0] === undefined ? stateWords(state) : `has used up ${reached[0].name}`}${mainWait(threads, Number(pid))}`,
    evidence: [
      ...waitLines(threads),
      ...(rights === null ? [] : rightsLines(rights, status, all)),
      ...map.slice(0, 4).map((line) => `user ${line}`),
      ...policies.map(({ module, label, enforced }) => `${module}: ${label}${enforced ? '' : ' (only reports)'}`),
      ...limits.map(limitLine),
      ...(quota === null ? [] : [quotaLine(quota)]),
      ...cgroupLines(files.text(`/proc/${pid}/cgroup`) ?? ''),
      otherwise.length === 0 ? 'same namespaces as this whytrace' : `namespaces of its own: ${otherwise.join(', ')}`,
      `${mounts.length} mounts${mounts.some(({ options }) => options.includes('ro')) ? `, read-only: ${readOnly(mounts)}` : ''}`,
    ],
    facts: {
      ...{ pid: Number(pid), name, state, threads: threads.length, cgroup: files.text(`/proc/${pid}/cgroup`)?.trim() ?? null },
      ...{ capabilities: rights?.capabilities ?? null, missing: missingCapabilities(rights?.capabilities ?? [], all) },
      ...{ seccomp: seccompMode(status), noNewPrivileges: rights?.noNewPrivileges ?? null, userNamespace: rights?.inUserNamespace ?? null },
      ...{ namespaces: otherwise, limits: limits.map(limitLine), reached: reached.map((limit) => limit.name) },
      ...{ calls: [...new Set(threads.flatMap(({ call }) => call ?? []))] },
    },
    command: ['cat', `/proc/${pid}/status`, `/proc/${pid}/limits`, `/proc/${pid}/cgroup`],
  };
}

/** Those that this kernel knows. */
export function knownCapabilities(files: Pick<HostFiles, 'text'>): readonly string[] {
  const last = Number(files.text('/proc/sys/kernel/cap_last_cap') ?? Number.NaN);
  return Number.isNaN(last) ? CAPABILITIES : CAPABILITIES.slice(0, last + 1);
}

export function limitsOf(pid: string, status: string, files: HostFiles, threads: number): readonly Limit[] {
  const kib = (name: string): number => Number(/(\d+) kB/.exec(statusField(status, name))?.[1] ?? 0) * 1024;
  const open = openFilesOf(pid);
  const group = cgroupLimits(files, pid);
  const number = (file: string): number | null => {
    const text = files.text(file)?.trim() ?? '';
    return /^\d+$/.test(text) ? Number(text) : null;
  };
  const beside = (file: string | undefined, names: readonly string[]): number | null => {
    const directory = file?.slice(0, file.lastIndexOf('/'));
    return names.map((name) => number(`${directory}/${name}`)).find((value) => value !== null) ?? null;
  };
  return [
    ...resourceLimitsOf(resourceLimits(files, pid) ?? {}, {
      ...{ RLIMIT_AS: kib('VmSize'), RLIMIT_DATA: kib('VmData'), RLIMIT_STACK: kib('VmStk'), RLIMIT_MEMLOCK: kib('VmLck') },
      ...(open === null ? {} : { RLIMIT_NOFILE: open }),
    }),
    ...cgroupLimitsOf(group, {
      memory: beside(group.memory?.file, ['memory.current', 'memory.usage_in_bytes']),
      tasks: beside(group.tasks?.file, ['pids.current']) ?? threads,
    }),
  ];
}

const mainWait = (threads: readonly ThreadWait[], pid: number): string => {
  const main = groupThreads(threads.filter(({ tid }) => tid === pid))[0];
  return main === undefined ? '' : `: its main thread ${main.says}`;
};

/** Threads that wait alike are one line. */
const waitLines = (threads: readonly ThreadWait[]): readonly string[] =>
  groupThreads(threads)
    .slice(0, LINES_MOST)
    .map(({ says, of }) => `${of.length === 1 ? `thread ${of[0]?.tid} (${of[0]?.name})` : `${of.length} threads`} ${says}`);

const cgroupLines = (text: string): readonly string[] =>
  text
    .split('\n')
    .filter((line) => /^\d+:[^:]*:\/./.test(line))
    .map((line) => `cgroup ${line}`);

function readOnly(mounts: readonly { at: string; options: readonly string[] }[]): string {
  const at = mounts.filter(({ options }) => options.includes('ro')).map((mount) => mount.at);
  return `${at.slice(0, 8).join(' ')}${at.length > 8 ? ` and ${at.length - 8} more` : ''}`;
}
