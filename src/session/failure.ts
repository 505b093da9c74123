// What the screen shows of an error in one of the workers.
import { Problem } from '../model/problem.ts';
import { toVisible } from '../text/visible.ts';
import type { Failed } from './messages.ts';

export function failure(error: unknown): Failed {
  if (error instanceof Problem) return { kind: 'failed', code: 'unreadable-input', sentence: error.message };
  const says = error instanceof Error ? error.message : String(error);
  return { kind: 'failed', code: 'own-failure', sentence: `this is a mistake of whytrace: ${toVisible(says)}` };
}
