// The answers of this host for a command that runs here, or for a process that ran before we came.
import { packageTable } from '../knowledge/packages.ts';
import type { CpuQuota, HostAnswers } from '../model/answers.ts';
import { cpuQuota } from '../probes/cpu-quota.ts';
import { localAnswers } from '../probes/host-answers.ts';
import { hostFiles } from '../probes/host-files.ts';
import { processFacts } from '../probes/process-facts.ts';

/**
 * @param env the command's environment: commands are also looked for in its home; null when it is not known
 * @param user whom it runs as; null: ourselves
 * @param quotaBefore what {@link ownCpuQuota} said before it was started
 */
export function answersForCommand(
  env: Readonly<Record<string, string>> | null,
  user: { readonly uid?: number; readonly gids?: readonly number[] } | null,
  quotaBefore: CpuQuota | null = null,
): HostAnswers {
  return localAnswers({ packageTable, ...homesOf(env), ...user, quotaBefore });
}

/** Seen as the process sees it: with its rights, and in its root directory. Ask while it runs. */
export function answersForProcess(pid: number): HostAnswers {
  const facts = processFacts(pid);
  if (facts === null) return answersForCommand(null, null);
  const user = facts.uid === null ? {} : { uid: facts.uid, gids: facts.gids };
  return localAnswers({ packageTable, ...homesOf(facts.env), ...user, root: facts.root ?? '/', pid });
}

const homesOf = (env: Readonly<Record<string, string>> | null) => (env?.HOME?.startsWith('/') ? { homes: [env.HOME] } : {});

/** The limit on processor time that a command run now gets. */
export const ownCpuQuota = (): CpuQuota | null => cpuQuota(hostFiles(), null);
