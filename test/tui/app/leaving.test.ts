// What a view has asked for is given up when nobody waits for it any more.
import { expect, test } from 'vitest';
import type { Session } from '../../../src/model/session.ts';
import type { SurveyKind } from '../../../src/model/survey.ts';
import { Loads } from '../../../src/tui/app/loads.ts';
import { fakeSession } from '../fake-session.ts';
import { headless } from './headless.ts';

/** A session that never answers what it is asked. */
function busySession() {
  const atWork = new Set<SurveyKind>();
  const givenUp: string[] = [];
  const answers = new Map<SurveyKind, (answer: 'left' | 'cancelled') => void>();
  const more: Partial<Session> = {
    survey: (kind) => {
      atWork.add(kind);
      return new Promise((resolve) => void answers.set(kind, resolve));
    },
    surveyProgress: (kind) => (atWork.has(kind) ? { part: 0.5, workedMs: 400 } : null),
    cancelSurvey(kind, because) {
      givenUp.push(`${kind} ${because}`);
      atWork.delete(kind);
      answers.get(kind)?.(because);
    },
  };
  const session: Session = Object.assign(fakeSession({ calls: [{ name: 'openat', args: ['"/a"'], path: '/a' }] }), more);
  return { session, atWork, givenUp };
}

function shown() {
  const { session, atWork, givenUp } = busySession();
  const screen = headless([session]);
  const loads = new Loads();
  const press = async (key: string) => {
    screen.press(key);
    loads.start(screen.controller);
    await new Promise(setImmediate);
    loads.start(screen.controller);
  };
  return { screen, press, atWork, givenUp };
}

test('another view: its question takes the place of the one before', async () => {
  const { press, atWork, givenUp } = shown();
  await press('5');
  expect([...atWork]).toEqual(['files']);
  await press('7');
  expect([...atWork]).toEqual(['time']);
  expect(givenUp).toEqual(['files left']);
});

test('back in the view it is asked for again', async () => {
  const { screen, press, atWork } = shown();
  await press('5');
  await press('1');
  expect([...atWork]).toEqual([]);
  await press('5');
  expect([...atWork]).toEqual(['files']);
  expect(screen.screen()).toContain('Counting what was done to which file, 50 %, esc cancels');
});

test('Esc gives it up for good: the view says so, and asks again when the person wants it', async () => {
  const { screen, press, atWork, givenUp } = shown();
  await press('5');
  await press('esc');
  expect(givenUp).toEqual(['files cancelled']);
  expect(screen.screen()).toContain('Cancelled. Enter begins anew.');
  expect([...atWork]).toEqual([]);
  await press('enter');
  expect([...atWork]).toEqual(['files']);
});
