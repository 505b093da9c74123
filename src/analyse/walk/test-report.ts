// What test runners report line by line: a failure that a passed test expected is not what the run failed for.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { type Inquiry, remember } from '../inquiry.ts';
import { loggedBy, sayingsOf } from '../spoken.ts';

/** TAP (`ok 2 - name`), go test -v, unittest -v, pytest -v, and runners that tick off. */
const PASSED = /^\s*(?:ok \d+\b|--- PASS:|[✓✔√] )|(?:\.\.\. ok|\bPASSED(?:\s+\[.*\])?)\s*$/;
const FAILED = /^\s*(?:not ok \d+\b|--- FAIL:|[✗✘✖×] )|(?:\.\.\. (?:FAIL|ERROR)|\bFAILED(?:\s+\[.*\])?)\s*$/;

/** Whether a process, or one that speaks for it, reported a test as passed after an event, and another one as failed behind that. */
export function passedSince(inquiry: Inquiry, process: ProcessIndex, event: EventIndex): boolean {
  let current: ProcessIndex | null = process;
  for (let hops = 0; current !== null && hops < 4; hops++) {
    const { passed, failed } = reportsOf(inquiry, current);
    const first = passed.find((said) => said > event);
    if (first !== undefined && failed.some((said) => said > first)) return true;
    current = inquiry.family.parentOf(current);
  }
  return false;
}

const reportsOf = (inquiry: Inquiry, process: ProcessIndex): { passed: readonly EventIndex[]; failed: readonly EventIndex[] } =>
  remember(inquiry, `test-report:${process}`, () => {
    // Perl's Test::More speaks on descriptors of its own.
    const sayings = [...sayingsOf(inquiry, process), ...loggedBy(inquiry, process)];
    const matching = (pattern: RegExp) =>
      sayings
        .filter(({ text }) => pattern.test(text))
        .map(({ last }) => last)
        .sort((a, b) => a - b);
    return { passed: matching(PASSED), failed: matching(FAILED) };
  });

/** A line that says of a test that it failed. */
export const isFailedTest = ({ text }: { readonly text: string }): boolean => FAILED.test(text) || /^FAILED? ?[(:]/.test(text);
