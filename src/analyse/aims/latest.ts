// Of thousands of failures of one kind, those that can still matter: the last ones, and what somebody names.
import type { ProcessIndex } from '../../model/process.ts';
import { baseName, type Inquiry, remember } from '../inquiry.ts';
import { loggedBy, sayingsOf } from '../spoken.ts';
import { type Aim, lastEvent } from './aim.ts';

/** A program gives up soon after what it gave up for: so many of each kind are weighed, from the end. */
const KEPT = 300;
/** Names of what is looked for as they stand in a sentence, quoted or in a list. */
const BETWEEN_WORDS = /[\s'"`‘’“”«»:;,()[\]<>=]+/;

/** In the same order. Whole where there are few. */
export function latestAims(inquiry: Inquiry, process: ProcessIndex, aims: readonly Aim[]): readonly Aim[] {
  if (aims.length <= KEPT) return aims;
  const left = new Map<Aim['kind'], number>();
  const kept = new Set<Aim>();
  for (const aim of [...aims].sort((a, b) => lastEvent(b) - lastEvent(a))) {
    const room = left.get(aim.kind) ?? KEPT;
    left.set(aim.kind, room - 1);
    if (room > 0 || isSpokenOf(inquiry, process, aim)) kept.add(aim);
  }
  return aims.filter((aim) => kept.has(aim));
}

function isSpokenOf(inquiry: Inquiry, process: ProcessIndex, aim: Aim): boolean {
  const name = aim.kind === 'load-library' ? aim.library : aim.kind === 'find-command' ? aim.command : aim.kind === 'start-file' ? aim.path : null;
  return name !== null && wordsOf(inquiry, process).has(baseName(name));
}

/** Every word that a process or those above it said, a path by its last component. */
function wordsOf(inquiry: Inquiry, process: ProcessIndex): ReadonlySet<string> {
  return remember(inquiry, `words:${process}`, () => {
    const words = new Set<string>();
    for (let speaker: ProcessIndex | null = process, hops = 0; speaker !== null && hops < 5; hops++) {
      for (const { text } of [...sayingsOf(inquiry, speaker), ...loggedBy(inquiry, speaker)])
        for (const word of text.split(BETWEEN_WORDS)) words.add(baseName(word.replace(/[.!?]+$/, '')));
      speaker = inquiry.family.parentOf(speaker);
    }
    return words;
  });
}
