// Sessions and the tabs that show them: adopting new ones, their news, closing them.
import type { Session } from '../../model/session.ts';
import { statusOfSignal } from '../terminal/give-back.ts';
import type { Controller } from './controller.ts';
import { factsOf } from './header.ts';
import { refreshPanes } from './refresh.ts';
import { newTab } from './state.ts';
import { underWayIn } from './under-way.ts';

/** The header's counts are taken this often while a capture grows: each is a walk through all processes. */
const FACTS_MS = 500;

/** One tab for each, the first of them in front. Replaces the tabs that have no session yet. */
export function adopt(controller: Controller, sessions: readonly Session[], filter: string): void {
  const [first] = sessions;
  if (first === undefined) return;
  for (const session of sessions) {
    session.onChange(() => news(controller, session));
    const reading = session.readFilter(filter);
    if (filter !== '' && reading.kind === 'ok') session.setFilter(filter, false);
    if (reading.kind === 'error') controller.say(`filter: ${reading.says}`, 'error');
  }
  const { state } = controller;
  const kept = state.tabs.filter(({ session }) => session !== null);
  const added = sessions.map((session) => newTab(session.title, session, session.readFilter(filter).kind === 'ok' ? filter : ''));
  controller.change({ ...state, tabs: [...kept, ...added], active: kept.length, dialog: null });
  for (const session of sessions) news(controller, session);
}

/** Something changed in a session: counts for the header, and the panes when it is in front. */
function news(controller: Controller, session: Session): void {
  const { state } = controller;
  const now = performance.now();
  const { kind } = session.state;
  const growing = kind === 'live' || kind === 'loading';
  const tabs = state.tabs.map((tab) => {
    if (tab.session !== session) return tab;
    const stale = !growing || kind !== tab.facts.state?.kind || now - tab.facts.takenAtMs >= FACTS_MS;
    return { ...tab, news: tab.news + 1, facts: stale ? factsOf(session, now) : tab.facts };
  });
  // The command that would read the line has ended.
  const isIdle = state.line?.kind === 'input' && !growing && tabs[state.active]?.session === session;
  const next = { ...state, tabs, line: isIdle ? null : state.line };
  controller.change(tabs[state.active]?.session === session ? refreshPanes(next, 'all') : next);
  if (isIdle) controller.say('the command has ended: its input is closed');
  sayWhatBecame(controller, session);
}

const said = new WeakMap<Session, string | null>();

/** A file that is followed was truncated, replaced, removed: told once. */
function sayWhatBecame(controller: Controller, session: Session): void {
  const { state } = session;
  const says = state.kind === 'live' ? (state.says ?? null) : null;
  if (says === (said.get(session) ?? null)) return;
  said.set(session, says);
  if (says !== null) controller.say(says);
}

export const liveSessions = ({ state }: Controller): readonly Session[] =>
  state.tabs.flatMap(({ session }) => (session !== null && session.state.kind === 'live' ? [session] : []));

/** Those whose command would go on, or be stopped, when the screen ends: not files that are followed. */
export const tracedSessions = (controller: Controller): readonly Session[] => liveSessions(controller).filter(({ origin }) => origin !== 'stored');

/** A file that is followed and is not there yet. */
export const isAwaited = ({ origin, state, trace }: Session): boolean => origin === 'stored' && state.kind === 'live' && trace.eventCount === 0;

/** Ends all sessions, and what a dialog has under way; live ones are stopped, or left running without us. */
export async function closeAll({ state }: Controller, live: 'stop' | 'detach'): Promise<void> {
  const underWay = underWayIn(state.dialog);
  underWay?.cut.abort();
  await Promise.all([
    underWay?.ended,
    ...state.tabs.map(async ({ session }) => {
      if (session?.state.kind === 'live') await (live === 'detach' ? session.detach() : session.stop());
      await session?.close();
    }),
  ]);
}

/** The exit status of `run` is the command's own; anything else ends with 0. */
export function statusOf(session: Session | null): number {
  if (session === null || session.origin !== 'run') return 0;
  const { state } = session;
  const outcome = state.kind === 'live' ? state.commandEnded : state.kind === 'ended' || state.kind === 'failed' ? state.outcome : null;
  switch (outcome?.kind) {
    case 'exit':
      return outcome.status;
    case 'signal':
      return statusOfSignal(outcome.signal);
    case 'hang':
      // Stopped by us, as a SIGTERM would have.
      return statusOfSignal('SIGTERM');
    default:
      return state.kind === 'failed' ? EXIT_OWN_FAILURE : 0;
  }
}

const EXIT_OWN_FAILURE = 125;
