// A diagnosis that fails: of a capture that still grows it is left out, of a whole one it is told. A question goes before it.
import { setImmediate as aMoment } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startAnalyst } from '../../src/session/analyst.ts';
import type { FromAnalyst, ToAnalyst } from '../../src/session/messages.ts';

/** Diagnoses that cannot be made: nothing is known of the command, not even that. */
const diagnosis = (final: boolean): ToAnalyst => ({ kind: 'diagnose', context: null as never, final });

async function answersTo(...messages: readonly ToAnalyst[]): Promise<readonly FromAnalyst[]> {
  const answers: FromAnalyst[] = [];
  let tell = (_: ToAnalyst): void => {};
  startAnalyst(
    {
      post: (answer) => void answers.push(answer),
      onMessage: (listener) => {
        tell = listener;
      },
    },
    null,
  );
  for (const message of messages) tell(message);
  for (let turn = 0; turn < 4; turn++) await aMoment();
  return answers;
}

test('the session goes on, and the next diagnosis tells', async () => {
  expect(await answersTo(diagnosis(false))).toEqual([{ kind: 'no-report' }]);
});

test('there is no next one', async () => {
  expect(await answersTo(diagnosis(true))).toMatchObject([{ kind: 'failed', code: 'own-failure' }]);
});

test('what a person asks meanwhile is answered before a diagnosis that has not begun', async () => {
  const question: ToAnalyst = { kind: 'survey', id: 1, ask: { kind: 'memory' } as never, scope: null as never, context: null as never };
  expect((await answersTo(diagnosis(false), question)).map(({ kind }) => kind)).toEqual(['survey', 'no-report']);
});
