// How captures come to be for the screen, loaded after its first frame: what traces, reads and asks is most of the program.
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
export const storedSessions: Loaded['storedSessions'] = async (...args) => (await loaded()).storedSessions(...args);
