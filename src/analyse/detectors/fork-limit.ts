// A process or thread that could not be made: EAGAIN of clone(2), by RLIMIT_NPROC or the cgroup's number of tasks.
import { valueOr } from '../../model/answers.ts';
import { effectiveUid } from '../credentials.ts';
import { programName } from '../inquiry.ts';
import { resourceLimit } from '../resource-limits.ts';
import { call, detector, type Proof, probe } from './detector.ts';

export const forkLimit = detector('process/fork-limit', 'limit', (aim, inquiry) => {
  if (aim.limit !== 'processes') return null;
  const refused = aim.tries.at(-1)!;
  const limit = resourceLimit(inquiry, aim.process, 'RLIMIT_NPROC', refused.event);
  const tasks = valueOr(inquiry.answers.cgroupLimits(), null)?.tasks ?? null;
  // Root is not held to RLIMIT_NPROC: for it only the cgroup's limit, or the system's, is left. @see clone(2), EAGAIN
  const isRoot = effectiveUid(inquiry, aim.process, refused.event) === 0;
  const byCgroup = tasks !== null && (isRoot || limit?.value == null || tasks.tasks < limit.value);
  const isThread = inquiry.trace.args(refused.event).some((argument) => argument.includes('CLONE_THREAD'));
  const name = programName(inquiry, aim.process);
  const behind: readonly Proof[] = byCgroup
    ? [probe('cgroup', `${tasks.file}: ${tasks.tasks}`, `the cgroup may have ${tasks.tasks} processes and threads`)]
    : limit?.value == null
      ? []
      : limit.event === null
        ? [probe('limits', `Max processes ${limit.value}`, 'whoever runs the command has this limit')]
        : [call(limit.event, `the user may have ${limit.value} processes and threads`)];
  return {
    subject: byCgroup ? tasks.file : isRoot && limit?.value == null ? 'pids.max' : 'RLIMIT_NPROC',
    errno: 'EAGAIN',
    title: `${name} cannot start another ${isThread ? 'thread' : 'process'}: ${byCgroup ? `the cgroup may have ${tasks.tasks}` : isRoot ? 'the cgroup (pids.max) or the system may have no more' : `its user may have no more${limit?.value == null ? '' : ` than ${limit.value}`} (RLIMIT_NPROC, ulimit -u)`}`,
    proofs: [
      ...aim.tries
        .slice(-1)
        .map(({ event }) => call(event, `${aim.call} is refused${aim.tries.length > 1 ? `, the last of ${aim.tries.length} tries` : ''}`)),
      ...aim.tries.slice(0, -1).map(({ event }) => call(event, 'an earlier try')),
      ...behind,
    ],
    parameters: byCgroup ? { cgroup: tasks.file } : { limit: 'RLIMIT_NPROC' },
  };
});
