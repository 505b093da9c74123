// What the screen shows of an error in one of the workers.
import { Problem } from '../model/problem.ts';
import { isShortage, shortageProblem } from '../model/shortage.ts';
import { toVisible } from '../text/visible.ts';
import type { Failed } from './messages.ts';

export function failure(error: unknown): Failed {
  if (error instanceof Problem) return { kind: 'failed', code: 'unreadable-input', sentence: error.message };
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (isShortage(code)) return { kind: 'failed', code: 'own-failure', sentence: shortageProblem(code).message };
  const says = error instanceof Error ? error.message : String(error);
  return { kind: 'failed', code: 'own-failure', sentence: `this is a mistake of whytrace: ${toVisible(says)}` };
}
