// /proc/PID/status and its neighbours, as lines a person reads: state, rights, seccomp, namespaces, ids.
import type { ProcessRights } from '../../../model/answers.ts';

const STATES: Readonly<Record<string, string>> = {
  R: 'runs, or could',
  S: 'sleeps',
  D: 'sleeps, and not even a signal wakes it (disk or network file system)',
  T: 'is stopped by a signal',
  t: 'is stopped by the program that traces it',
  Z: 'has ended, and its parent has not taken notice (zombie)',
  X: 'is ending',
  I: 'is an idle thread of the kernel',
};

export const stateWords = (state: string): string => STATES[state] ?? `is in state ${state}`;

/** Field of /proc/PID/status; '' where it is not there. */
export const statusField = (text: string, name: string): string => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(text)?.[1]?.trim() ?? '';

/** `0`, `1`, `2` of the field Seccomp. @see proc_pid_status(5) */
export const seccompMode = (text: string): string => ({ '0': 'off', '1': 'strict', '2': 'filter' })[statusField(text, 'Seccomp')] ?? 'unknown';

/** All that a kernel of this age knows: names that are missing are what somebody took away. */
export const missingCapabilities = (has: readonly string[], all: readonly string[]): readonly string[] => all.filter((name) => !has.includes(name));

/** Lines `inside outside count` of /proc/PID/uid_map. @see user_namespaces(7) */
export const idMap = (text: string): readonly string[] =>
  text.split('\n').flatMap((line) => {
    const [inside, outside, count] = line.trim().split(/\s+/);
    return count === undefined
      ? []
      : [count === '1' ? `${inside} is ${outside} outside` : `${inside} and ${Number(count) - 1} more are ${outside}… outside`];
  });

export function rightsLines(
  { uid, capabilities, noNewPrivileges, inUserNamespace }: ProcessRights,
  status: string,
  all: readonly string[],
): readonly string[] {
  const missing = missingCapabilities(capabilities, all);
  const filters = Number(statusField(status, 'Seccomp_filters') || 0);
  return [
    `runs as user ${uid}${inUserNamespace ? ', in a user namespace of its own' : ''}`,
    capabilities.length === 0
      ? 'has no capabilities'
      : missing.length === 0
        ? 'has all capabilities'
        : missing.length < capabilities.length
          ? `has all capabilities but ${missing.join(', ')}`
          : `has the capabilities ${capabilities.join(', ')}`,
    `seccomp: ${seccompMode(status)}${filters > 0 ? `, ${filters} filters` : ''}`,
    `no_new_privs: ${noNewPrivileges ? 'set (set-user-ID programs gain nothing)' : 'not set'}`,
  ];
}
