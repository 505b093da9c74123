// How captures come to be for the screen, loaded after its first frame: what traces, reads and asks is most of the program.
import type { Session } from '../model/session.ts';
import { startStored } from '../session/start-stored.ts';
import type { Openers } from '../tui/openers.ts';

const loaded = () => import('./openers.ts');

export const screenOpeners: Openers = {
  run: async (request) => (await loaded()).hostOpeners.run(request),
  attach: async (pids) => (await loaded()).hostOpeners.attach(pids),
  open: async (paths) => (await loaded()).hostOpeners.open(paths),
  wizard: async () => (await loaded()).hostOpeners.wizard(),
  paste: async (text) => (await loaded()).hostOpeners.paste(text),
};

type Loaded = Awaited<ReturnType<typeof loaded>>;

export const runSession: Loaded['runSession'] = async (...args) => (await loaded()).runSession(...args);
export const attachSession: Loaded['attachSession'] = async (...args) => (await loaded()).attachSession(...args);

/**
 * The workers of stored captures are started at once: they start beside the first frame.
 * @param follow files are read on while they grow
 */
export async function storedSessions(paths: readonly string[], follow: boolean): Promise<readonly Session[]> {
  const engines = startStored(paths, { follow });
  return (await loaded()).storedSessions(paths, engines);
}
