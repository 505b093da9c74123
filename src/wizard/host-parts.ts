// What a walk on the screen works with, on this host.
import { cardShelf } from './card-shelf.ts';
import { hostFixTools } from './host-fix-tools.ts';
import { hostTools } from './host-tools.ts';
import { takeStep } from './take-step.ts';
import type { WalkParts } from './walk-parts.ts';

export const walkParts = async (): Promise<WalkParts> => ({
  shelf: await cardShelf(),
  fixes: hostFixTools,
  takeStep: (card, walk, watch) => takeStep(card, walk, hostTools, hostFixTools, watch),
});
