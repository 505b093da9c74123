// What the screen opens captures and walks with.
import type { Session } from '../model/session.ts';
import type { WalkParts } from '../wizard/walk-parts.ts';
import type { OpenRequest } from './dialog.ts';

/** How new captures come to be, for the start screen. Each throws a `Problem` with one sentence. */
export interface Openers {
  run(request: Extract<OpenRequest, { kind: 'run' }>): Promise<Session>;
  attach(pids: readonly number[]): Promise<Session>;
  /** `PREFIX.PID` files of one prefix are one session, other files one each. */
  open(paths: readonly string[]): Promise<readonly Session[]>;
  /** Text of a capture that was pasted. */
  paste(text: string): Promise<Session>;
  /** What the wizard works with. */
  wizard(): Promise<WalkParts>;
}
