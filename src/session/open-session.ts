// Opens captures for the screen: stored files, pasted text, and what is traced right now.
import { userNamed } from '../capture/users.ts';
import type { LiveCapture } from '../model/live-capture.ts';
import { Problem } from '../model/problem.ts';
import { rawText } from '../model/raw-text.ts';
import type { Session } from '../model/session.ts';
import type { EngineTask } from './messages.ts';
import { SessionView } from './session-view.ts';
import { startEngine } from './start-engine.ts';
import { type StoredEngine, startStored } from './start-stored.ts';

/**
 * Opens files, `PREFIX.PID` files of one PREFIX as one session. Resolves when the first records of each are there; the rest is read on.
 * @throws Problem `unreadable-input` when one can't be read or holds no strace output
 */
export const openStored = (paths: readonly string[], { follow = false } = {}): Promise<readonly Session[]> =>
  sessionsOf(startStored(paths, { follow }));

/** As {@link openStored}, of engines that have been started. */
export const sessionsOf = (engines: readonly StoredEngine[]): Promise<readonly Session[]> =>
  begunOrClosed(engines.map(({ title, follow, port }) => new SessionView(title, { kind: 'stored', follow }, port)));

/** @throws Problem when no line of it is strace output */
export async function openPasted(text: string): Promise<Session> {
  const view = new SessionView(rawText('pasted text'), { kind: 'stored', follow: false }, startEngine({ kind: 'text', text }));
  const [session = view] = await begunOrClosed([view]);
  return session;
}

/** @param user whom the command runs as, when it is somebody else: the host is asked with that user's rights */
export function openLive(capture: LiveCapture, user?: string): SessionView {
  // From now on what is not read yet is spared.
  capture.hasReadUpTo?.(0);
  const askHost = user === undefined ? {} : userNamed(user);
  const task: EngineTask = { kind: 'live', spoolPath: capture.spoolPath, context: capture.context, askHost };
  return new SessionView(capture.title, { kind: 'live', capture }, startEngine(task));
}

async function begunOrClosed(views: readonly SessionView[]): Promise<readonly SessionView[]> {
  await Promise.all(views.map((view) => view.begun));
  const failed = views.find(({ state }) => state.kind === 'failed');
  if (failed?.state.kind !== 'failed') return views;
  for (const view of views) void view.close();
  throw new Problem('unreadable-input', failed.state.sentence);
}
