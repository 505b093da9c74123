// Waits for a session: it changes on its own.
import type { Session } from '../../src/model/session.ts';

/** Resolves when the session has come so far. */
export function until(session: Session, holds: () => boolean): Promise<void> {
  if (holds()) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = session.onChange(() => {
      if (!holds()) return;
      stop();
      resolve();
    });
  });
}
