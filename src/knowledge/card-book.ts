// The cards with their steps: symptom and order from cards.yaml, each card's steps from a file of its name.
import type { CardFile } from './card-files.ts';
import type { WalkedCard } from './card-steps.ts';
import binaryIntegrity from './cards/binary-integrity.yaml';
import buildFails from './cards/build-fails.yaml';
import cgoOnOff from './cards/cgo-on-off.yaml';
import commandNotFound from './cards/command-not-found.yaml';
import containerLimits from './cards/container-limits.yaml';
import downloadHangs from './cards/download-hangs.yaml';
import errnoTriage from './cards/errno-triage.yaml';
import exitsAtOnce from './cards/exits-at-once.yaml';
import gorootSearch from './cards/goroot-search.yaml';
import lastSteps from './cards/last-steps.yaml';
import latencySpikes from './cards/latency-spikes.yaml';
import memoryMapping from './cards/memory-mapping.yaml';
import pathDiffers from './cards/path-differs.yaml';
import severalGoVersions from './cards/several-go-versions.yaml';
import stuckAtStart from './cards/stuck-at-start.yaml';
import tidyIsSlow from './cards/tidy-is-slow.yaml';
import tlsOrProxy from './cards/tls-or-proxy.yaml';
import wrongArchitecture from './cards/wrong-architecture.yaml';
import { CARDS } from './cards.ts';
import { matches } from './code-pattern.ts';

export const CARD_FILES: Readonly<Record<string, unknown>> = {
  'command-not-found': commandNotFound,
  'binary-integrity': binaryIntegrity,
  'exits-at-once': exitsAtOnce,
  'memory-mapping': memoryMapping,
  'latency-spikes': latencySpikes,
  'errno-triage': errnoTriage,
  'container-limits': containerLimits,
  'path-differs': pathDiffers,
  'download-hangs': downloadHangs,
  'tls-or-proxy': tlsOrProxy,
  'wrong-architecture': wrongArchitecture,
  'build-fails': buildFails,
  'cgo-on-off': cgoOnOff,
  'goroot-search': gorootSearch,
  'several-go-versions': severalGoVersions,
  'stuck-at-start': stuckAtStart,
  'tidy-is-slow': tidyIsSlow,
};
/** For causes that no other card is about. */
const LAST_RESORT = 'errno-triage';

export const LAST_STEPS = lastSteps as CardFile['steps'];

/** The cards that come with whytrace, those that are met often first. A card without steps is not among them. */
export const builtInCards = (): readonly WalkedCard[] =>
  CARDS.flatMap((card) => {
    const file = CARD_FILES[card.card] as CardFile | undefined;
    return file === undefined ? [] : [{ ...card, concerns: file.concerns, steps: [...file.steps, ...LAST_STEPS] }];
  });

/** The first card that is about a cause; the one for everything where none is, or no cause is known. */
export function cardAbout(cards: readonly WalkedCard[], code: string | null): WalkedCard {
  const about = code === null ? undefined : cards.find(({ concerns }) => concerns.some((pattern) => matches(code, pattern)));
  const card = about ?? cards.find((one) => one.card === LAST_RESORT) ?? cards[0];
  if (card === undefined) throw new Error('there are no cards');
  return card;
}
