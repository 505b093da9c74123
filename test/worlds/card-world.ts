// What a world for a card of the wizard is: a demo world, and how a person who sits before it answers.
import type { ChildProcess } from 'node:child_process';
import type { World, WorldRun } from '../../demo/world.ts';
import type { Key } from '../screens/harness.ts';

export interface CardWorld extends World {
  readonly card: string;
  /** Codes that are right, the first one best; `expects` when not given. */
  readonly codes?: readonly string[];
  /** The remedy that mends it: a part of its title; null: none can be applied by us, and the walk ends at the cause. */
  readonly mends: string | null;
  /** What the person presses, by the id of the step that asks. Enter is added. */
  readonly answers?: Readonly<Record<string, readonly Key[]>>;
  /** For cards that attach: starts what hangs; the walk is about its pid. */
  hang?(run: WorldRun): ChildProcess;
  /** Servers and the like that must be there while the world is; called before the walk. */
  serve?(run: WorldRun): Promise<{ close(): Promise<void> }>;
}
