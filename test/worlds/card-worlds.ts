// All worlds of the cards, by card.
import type { CardWorld } from './card-world.ts';
import { binaryIntegrityWorlds } from './cards/binary-integrity.ts';
import { buildFailsWorlds } from './cards/build-fails.ts';
import { cgoOnOffWorlds } from './cards/cgo-on-off.ts';
import { commandNotFoundWorlds } from './cards/command-not-found.ts';
import { containerLimitsWorlds } from './cards/container-limits.ts';
import { downloadHangsWorlds } from './cards/download-hangs.ts';
import { errnoTriageWorlds } from './cards/errno-triage.ts';
import { exitsAtOnceWorlds } from './cards/exits-at-once.ts';
import { gorootSearchWorlds } from './cards/goroot-search.ts';
import { latencySpikesWorlds } from './cards/latency-spikes.ts';
import { memoryMappingWorlds } from './cards/memory-mapping.ts';
import { pathDiffersWorlds } from './cards/path-differs.ts';
import { severalGoVersionsWorlds } from './cards/several-go-versions.ts';
import { stuckAtStartWorlds } from './cards/stuck-at-start.ts';
import { tidyIsSlowWorlds } from './cards/tidy-is-slow.ts';
import { tlsOrProxyWorlds } from './cards/tls-or-proxy.ts';
import { wrongArchitectureWorlds } from './cards/wrong-architecture.ts';

export const CARD_WORLDS: readonly CardWorld[] = [
  ...commandNotFoundWorlds,
  ...pathDiffersWorlds,
  ...binaryIntegrityWorlds,
  ...exitsAtOnceWorlds,
  ...memoryMappingWorlds,
  ...latencySpikesWorlds,
  ...errnoTriageWorlds,
  ...containerLimitsWorlds,
  ...wrongArchitectureWorlds,
  ...buildFailsWorlds,
  ...cgoOnOffWorlds,
  ...gorootSearchWorlds,
  ...severalGoVersionsWorlds,
  ...stuckAtStartWorlds,
  ...downloadHangsWorlds,
  ...tlsOrProxyWorlds,
  ...tidyIsSlowWorlds,
];
