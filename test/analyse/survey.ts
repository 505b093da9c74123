// Works a survey off at once.
import type { Surveying } from '../../src/model/survey.ts';

export function answerOf<T>(work: Surveying<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    if (!(step.value >= 0 && step.value <= 1)) throw new Error(`progress ${step.value}`);
  }
}
