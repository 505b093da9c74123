// When the analyst of a session is started, and when it is let go.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AnalystDesk } from '../../src/session/analyst-desk.ts';
import type { FromAnalyst, Opened, ToAnalyst } from '../../src/session/messages.ts';
import { UNKNOWN_COMMAND } from '../../src/session/unknown-command.ts';
import { TraceStore } from '../../src/store/trace-store.ts';

const OPENED: Opened = { kind: 'opened', files: [], tallies: new TraceStore().tallies, text: null };
const RESTED_MS = 10_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A desk whose analysts answer when told to. */
function desk(events: number, ended: boolean) {
  const analysts: { readonly heard: ToAnalyst['kind'][]; answer: (message: FromAnalyst) => void }[] = [];
  const store: TraceStore = Object.create(new TraceStore(), { events: { value: events } });
  const opened = new AnalystDesk(
    store,
    OPENED,
    () => {
      const analyst = { heard: [] as ToAnalyst['kind'][], answer: (_: FromAnalyst): void => {} };
      analysts.push(analyst);
      return {
        post: ({ kind }) => void analyst.heard.push(kind),
        onMessage: (listener) => {
          analyst.answer = listener;
        },
      };
    },
    () => {},
  );
  const diagnose = () =>
    opened.diagnose(UNKNOWN_COMMAND, { lines: 0, bytesRead: 0, bytesTotal: null, ended, stopped: false, troubles: [], says: null });
  return { analysts, diagnose, cancel: () => opened.cancelDiagnosis() };
}

test.each([
  ['a whole capture', 10, true],
  ['a live capture of millions of calls', 2_000_000, false],
])('%s: the analyst is let go after its answer, and the next question starts another', (_, events, ended) => {
  const { analysts, diagnose } = desk(events, ended);
  diagnose();
  analysts[0]!.answer({ kind: 'no-report' });
  vi.advanceTimersByTime(RESTED_MS);
  expect(analysts[0]!.heard.at(-1)).toBe('close');
  diagnose();
  expect(analysts[1]!.heard).toEqual(['opened', 'growth', 'diagnose']);
});

test.each([
  ['a new analyst, of millions of calls', 2_000_000, 2],
  ['the same, of a few', 10, 1],
])('what is asked right after a diagnosis is answered by %s', (_, events, expected) => {
  const { analysts, diagnose } = desk(events, true);
  diagnose();
  analysts[0]!.answer({ kind: 'report', final: true } as FromAnalyst);
  diagnose();
  expect(analysts).toHaveLength(expected);
});

test('an analyst that was asked something during its diagnosis answers that, too', () => {
  const { analysts, diagnose } = desk(2_000_000, true);
  diagnose();
  diagnose();
  analysts[0]!.answer({ kind: 'report', final: true } as FromAnalyst);
  expect(analysts[0]!.heard).toEqual(['opened', 'growth', 'diagnose', 'growth', 'diagnose']);
});

test('a live capture of a few calls keeps its analyst', () => {
  const { analysts, diagnose } = desk(10, false);
  diagnose();
  analysts[0]!.answer({ kind: 'no-report' });
  vi.advanceTimersByTime(RESTED_MS);
  diagnose();
  expect(analysts).toHaveLength(1);
  expect(analysts[0]!.heard).not.toContain('close');
});

test('an analyst that works on the next question is not let go over it, however long it takes', () => {
  const { analysts, diagnose } = desk(10, true);
  diagnose();
  analysts[0]!.answer({ kind: 'no-report' });
  diagnose();
  vi.advanceTimersByTime(RESTED_MS);
  expect(analysts[0]!.heard).not.toContain('close');
});

test('a diagnosis is given up with the one that was to follow it; the next begins when the analyst has let go of it', () => {
  const { analysts, diagnose, cancel } = desk(10, true);
  diagnose();
  diagnose();
  cancel();
  expect(analysts[0]!.heard).toEqual(['opened', 'growth', 'diagnose', 'cancel-diagnosis']);
  diagnose();
  expect(analysts[0]!.heard.at(-1)).toBe('cancel-diagnosis');
  analysts[0]!.answer({ kind: 'diagnosis-cancelled' });
  expect(analysts[0]!.heard.at(-1)).toBe('diagnose');
});

test('where none is under way there is nothing to give up', () => {
  const { analysts, diagnose, cancel } = desk(10, true);
  cancel();
  expect(analysts).toEqual([]);
  diagnose();
  analysts[0]!.answer({ kind: 'no-report' });
  cancel();
  expect(analysts[0]!.heard.at(-1)).toBe('diagnose');
});
