// All worlds of the cards, by card.
import type { CardWorld } from './card-world.ts';
import { commandNotFoundWorlds } from './cards/command-not-found.ts';

export const CARD_WORLDS: readonly CardWorld[] = [...commandNotFoundWorlds];
