// Starts the engines of stored captures, and loads nothing else of a session: their workers need as long to start as the screen's thread needs to load it.
import { captureSets, prefixToFollow } from '../capture/open-set.ts';
import type { RawText } from '../model/raw-text.ts';
import type { FromEngine, Port, ToEngine } from './messages.ts';
import { startEngine } from './start-engine.ts';

/** An engine at work; what it says waits until somebody listens. */
export interface StoredEngine {
  readonly title: RawText;
  readonly follow: boolean;
  readonly port: Port<ToEngine, FromEngine>;
}

/**
 * Starts reading files, `PREFIX.PID` files of one PREFIX as one capture.
 * @throws Problem `unreadable-input` for a directory that holds anything but the files of one set
 */
export function startStored(paths: readonly string[], { follow = false } = {}): readonly StoredEngine[] {
  const prefix = follow ? prefixToFollow(paths) : null;
  return captureSets(paths).map(({ title, paths: files }) => ({
    title,
    follow,
    port: startEngine({ kind: 'stored', paths: files, title, follow, prefix }),
  }));
}
