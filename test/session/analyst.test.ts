// A diagnosis that fails: of a capture that still grows it is left out, of a whole one it is told.
import { expect, test } from 'vitest';
import { startAnalyst } from '../../src/session/analyst.ts';
import type { FromAnalyst, ToAnalyst } from '../../src/session/messages.ts';

/** What the analyst answers to a diagnosis that cannot be made: nothing is known of the command, not even that. */
function answerTo(final: boolean): readonly FromAnalyst[] {
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
  tell({ kind: 'diagnose', context: null as never, final });
  return answers;
}

test('the session goes on, and the next diagnosis tells', () => {
  expect(answerTo(false)).toEqual([{ kind: 'no-report' }]);
});

test('there is no next one', () => {
  expect(answerTo(true)).toMatchObject([{ kind: 'failed', code: 'own-failure' }]);
});
