// All worlds of the cards, by card.
import type { CardWorld } from './card-world.ts';
import { binaryIntegrityWorlds } from './cards/binary-integrity.ts';
import { commandNotFoundWorlds } from './cards/command-not-found.ts';
import { exitsAtOnceWorlds } from './cards/exits-at-once.ts';
import { pathDiffersWorlds } from './cards/path-differs.ts';
import { wrongArchitectureWorlds } from './cards/wrong-architecture.ts';

export const CARD_WORLDS: readonly CardWorld[] = [
  ...commandNotFoundWorlds,
  ...pathDiffersWorlds,
  ...binaryIntegrityWorlds,
  ...exitsAtOnceWorlds,
  ...wrongArchitectureWorlds,
];
