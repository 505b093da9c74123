// How far long work is, in words: the part that is done, and the time left.
import type { Headway } from '../model/session.ts';

/** What is done sooner is done before anybody could read it. */
const TOLD_AFTER_MS = 300;
/** Before so much of it is done a time left would be wild. */
const LEAST = { afterMs: 1000, part: 0.05 };

/** `, 41 %, 3 s left`; '' while it has only begun. */
export function progressWords({ part, workedMs }: Headway): string {
  if (workedMs < TOLD_AFTER_MS) return '';
  const isKnown = workedMs >= LEAST.afterMs && part >= LEAST.part;
  return `, ${Math.floor(part * 100)} %${isKnown ? `, ${timeLeft((workedMs * (1 - part)) / part / 1000)}` : ''}`;
}

/** `12 s left`, `2:05 left`. */
export function timeLeft(seconds: number): string {
  const whole = Math.ceil(seconds);
  return `${whole < 100 ? `${whole} s` : clock(whole)} left`;
}

/** `01:05`, `1:00:05`. */
export function clock(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  return `${hours > 0 ? `${hours}:` : ''}${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

const two = (count: number): string => String(count).padStart(2, '0');
