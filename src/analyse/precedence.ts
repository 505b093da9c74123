// Which of several discoveries leads: the deeper cause replaces the symptom it produces. The relation is data (causes.yaml, `beats`).
import { explains } from '../knowledge/causes.ts';
import type { Discovery } from './detectors/detector.ts';

export interface Ranked {
  readonly leads: readonly Discovery[];
  /** Those that another one explains. */
  readonly beaten: readonly { readonly discovery: Discovery; readonly by: Discovery }[];
}

export function rank(discoveries: readonly Discovery[]): Ranked {
  const leads: Discovery[] = [];
  const beaten: { discovery: Discovery; by: Discovery }[] = [];
  for (const discovery of discoveries) {
    const by = discoveries.find((other) => other !== discovery && explains(other.code, discovery.code));
    if (by === undefined) leads.push(discovery);
    else beaten.push({ discovery, by });
  }
  return { leads, beaten };
}
