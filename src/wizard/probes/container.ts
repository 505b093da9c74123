// Probe `container`: whether we, or a process, are in a container, and what is limited, hidden or forbidden there.
import type { ProbeAnswer } from '../../model/wizard.ts';
import { cpuQuota } from '../../probes/cpu-quota.ts';
import { hostFiles } from '../../probes/host-files.ts';
import { parseMountinfo } from '../../probes/mounts.ts';
import { processRights } from '../../probes/process-rights.ts';
import { confinements } from '../../probes/security-modules.ts';
import type { Probe } from '../probe.ts';
import { noSuchProcess } from '../probe.ts';
import { containerSigns, maskedPlaces } from './process/container-signs.ts';
import { isReached, limitLine, quotaLine } from './process/limits.ts';
import { namespacesOf, ownNamespaces } from './process/namespaces.ts';
import { idMap, missingCapabilities, rightsLines, seccompMode } from './process/status.ts';
import { knownCapabilities, limitsOf } from './process.ts';

export const container: Probe = {
  name: 'container',
  says: 'whether this is a container, and what is limited, hidden or forbidden in it',
  usage: '[PID]',
  least: 0,
  most: 1,
  async ask({ args: [pid = 'self'] }) {
    const files = hostFiles();
    const status = /^(?:\d+|self)$/.test(pid) ? files.text(`/proc/${pid}/status`) : null;
    if (status === null) return noSuchProcess(pid);
    return answerOf(pid, status);
  },
};

function answerOf(pid: string, status: string): ProbeAnswer {
  const files = hostFiles();
  const read = (name: string): string => files.text(`/proc/${pid}/${name}`) ?? '';
  const mounts = parseMountinfo(read('mountinfo'));
  const signs = containerSigns(mounts, read('cgroup'), files.text('/proc/1/environ'));
  const namespaces = ownNamespaces(namespacesOf(pid));
  const rights = processRights(files, pid);
  const all = knownCapabilities(files);
  const missing = missingCapabilities(rights?.capabilities ?? [], all);
  // What we hold open ourselves says nothing of the command's limits.
  const limits = limitsOf(pid, status, files, 0).filter(({ name }) => name !== 'RLIMIT_STACK' && name !== 'RLIMIT_CORE');
  const reached = limits.filter((limit) => isReached(limit) && (pid !== 'self' || limit.unit === 'bytes'));
  const quota = cpuQuota(files, null, pid);
  const masked = maskedPlaces(mounts);
  const isIn = namespaces.length > 0 || signs.some(({ isFile }) => !isFile);
  const kind = !isIn ? null : (signs.find((sign) => sign.kind !== null)?.kind ?? 'unknown');
  return {
    status: reached.length > 0 ? 'fail' : 'pass',
    says:
      reached[0] !== undefined
        ? `${reached[0].name} is used up here`
        : kind === null
          ? `this is no container${missing.length > 0 || limits.length > 0 || quota !== null ? ', and yet there are limits' : ''}`
          : `this is a container${kind === 'unknown' ? '' : ` (${kind})`}: ${limits.length + (quota === null ? 0 : 1)} limits, ${missing.length === 1 ? 'one capability' : `${missing.length} capabilities`} taken away`,
    evidence: [
      ...signs.map(({ says }) => says),
      ...(namespaces.length === 0 ? [] : [`namespaces of its own: ${namespaces.join(', ')}`]),
      ...limits.map(limitLine),
      ...(quota === null ? [] : [quotaLine(quota)]),
      ...(rights === null ? [] : rightsLines(rights, status, all)),
      ...idMap(read('uid_map'))
        .slice(0, 4)
        .map((line) => `user ${line}`),
      ...confinements(files, pid).map(({ module, label, enforced }) => `${module}: ${label}${enforced ? '' : ' (only reports)'}`),
      ...masked.slice(0, 12).map(({ at, how }) => `${at} is ${how === 'masked' ? 'hidden by another mount' : 'read-only'}`),
    ],
    facts: {
      ...{ container: kind, namespaces, missing, seccomp: seccompMode(status), noNewPrivileges: rights?.noNewPrivileges ?? null },
      ...{ limits: limits.map(limitLine), reached: reached.map(({ name }) => name), masked: masked.map(({ at }) => at), quota: quota?.file ?? null },
    },
    command: ['cat', `/proc/${pid}/status`, `/proc/${pid}/cgroup`, `/proc/${pid}/limits`, `/proc/${pid}/mountinfo`],
  };
}
