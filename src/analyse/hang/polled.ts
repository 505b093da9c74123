// A loop that tries again and again hangs for want of what each round fails in, not because it sleeps in between.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { type Aim, lastEvent } from '../aims/aim.ts';
import { unmetAims } from '../aims/index.ts';
import { type Inquiry, remember } from '../inquiry.ts';
import type { WalkStep } from '../walk/explanation.ts';
import { walkFrom } from '../walk/walk.ts';
import { lastNews } from './quiet.ts';
import { stopOf } from './stop.ts';

export interface Polled {
  readonly aim: Aim;
  /** From the looping process to the one that failed. */
  readonly steps: readonly WalkStep[];
}

/** So many rounds without anything new make a loop. */
const ROUNDS = 3;

/** What the rounds of a loop fail in, of this process or the children that it starts for it; null when it is no such loop. */
export function polledAim(inquiry: Inquiry, process: ProcessIndex): Polled | null {
  return remember(inquiry, `polled:${process}`, () => {
    const stop = stopOf(inquiry);
    if (stop === null) return null;
    return byChildren(inquiry, process, stop.event) ?? byItself(inquiry, process, lastNews(inquiry, stop.event));
  });
}

/** Its last children ended badly one after the other, those between them (`sleep`) well. */
function byChildren(inquiry: Inquiry, process: ProcessIndex, stop: EventIndex): Polled | null {
  const ended = inquiry.family.childrenOf(process).filter(({ end }) => end !== null && end.event < stop);
  const failed = ended.slice(-2 * ROUNDS).filter(({ end }) => end?.kind === 'exit' && end.status !== 0);
  const last = failed.at(-1);
  if (last === undefined || failed.length < ROUNDS) return null;
  const walk = walkFrom(inquiry, last.process);
  return walk.end.kind === 'aim' ? { aim: walk.end.aim, steps: [{ process, learned: last.learned }, ...walk.steps] } : null;
}

/** It made the same failing call in each round. */
function byItself(inquiry: Inquiry, process: ProcessIndex, news: EventIndex): Polled | null {
  const { trace, timeline } = inquiry;
  const rounds = new Map<string, number>();
  const events = timeline.eventsOf(process);
  for (let at = timeline.positionOf(process, news); at < events.length; at++) {
    const event = events[at]!;
    if (trace.kind(event) !== 'call' || trace.errnoIdOf(event) < 0) continue;
    const key = keyOf(inquiry, event);
    rounds.set(key, (rounds.get(key) ?? 0) + 1);
  }
  const again = unmetAims(inquiry, process).filter((aim) => (rounds.get(keyOf(inquiry, lastEvent(aim))) ?? 0) >= ROUNDS);
  const last = again.sort((a, b) => lastEvent(b) - lastEvent(a))[0];
  return last === undefined ? null : { aim: last, steps: [{ process, learned: null }] };
}

const keyOf = ({ trace }: Inquiry, event: EventIndex): string => `${trace.nameIdOf(event)} ${trace.pathIdOf(event)} ${trace.errnoIdOf(event)}`;
