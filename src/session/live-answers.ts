// The answers of this host for a command that runs here, or for a process that ran before we came.
import { packageTable } from '../knowledge/packages.ts';
import type { HostAnswers } from '../model/answers.ts';
import { localAnswers } from '../probes/host-answers.ts';
import { processFacts } from '../probes/process-facts.ts';

/**
 * @param env the command's environment: commands are also looked for in its home; null when it is not known
 * @param user whom it runs as; null: ourselves
 */
export function answersForCommand(
  env: Readonly<Record<string, string>> | null,
  user: { readonly uid?: number; readonly gids?: readonly number[] } | null,
): HostAnswers {
  return localAnswers({ packageTable, ...homesOf(env), ...user });
}

/** Seen as the process sees it: with its rights, and in its root directory. Ask while it runs. */
export function answersForProcess(pid: number): HostAnswers {
  const facts = processFacts(pid);
  if (facts === null) return answersForCommand(null, null);
  const user = facts.uid === null ? {} : { uid: facts.uid, gids: facts.gids };
  return localAnswers({ packageTable, ...homesOf(facts.env), ...user, root: facts.root ?? '/' });
}

const homesOf = (env: Readonly<Record<string, string>> | null) => (env?.HOME?.startsWith('/') ? { homes: [env.HOME] } : {});
