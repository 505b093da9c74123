// Going about: views, drilling in, the way back, panes in focus.
import { expect, test } from 'vitest';
import { fakeSession, GO_NOT_FOUND } from '../fake-session.ts';
import { headless } from './headless.ts';

const app = (columns = 80, rows = 24) => headless([fakeSession({ calls: GO_NOT_FOUND })], { columns, rows });

/** The title of the main pane. */
const title = (screen: string): string =>
  (screen.split('\n')[1] ?? '')
    .replace(/[┌┐─]+/g, '|')
    .split('|')
    .filter((part) => part.trim() !== '')
    .at(-1)
    ?.trim() ?? '';
const crumbs = (screen: string): string =>
  /(?:Calls|Why|Processes|Libraries|Files|Output)(?: ▸ [^─]*?)* (?=─)/
    .exec((screen.split('\n')[1] ?? '').replace(/^┌ Processes ─+┐/, ''))?.[0]
    .trim() ?? title(screen);

test('number keys choose views, the one before is one Escape away', () => {
  const { press, screen } = app();
  press('3');
  expect(crumbs(screen())).toBe('Why');
  press('4');
  expect(crumbs(screen())).toContain('Libraries');
  expect(crumbs(screen())).not.toContain('Why');
  press('esc');
  expect(crumbs(screen())).toBe('Why');
});

test('drilling in shows the way, and Escape goes back along it with everything as it was left', () => {
  const { press, screen } = app();
  press('j', 'd');
  expect(crumbs(screen())).toBe('Calls ▸ openat 2');
  press('right', 'right');
  expect(crumbs(screen())).toBe('Calls ▸ newfstatat 4');
  press('esc');
  expect(crumbs(screen())).toBe('Calls');
  expect(screen()).toContain(' 4/8 ');
});

test('Escape at the beginning says so instead of leaving', () => {
  const { press, screen, asked } = app();
  press('esc');
  expect(screen()).toContain('q quits');
  expect(asked).toEqual([]);
});

test('Tab goes through the panes on the screen, Escape comes back to the main one', () => {
  const { press, controller } = app();
  const focus = () => controller.state.tabs[0]?.focus;
  const seen = [focus()];
  for (let i = 0; i < 3; i++) {
    press('tab');
    seen.push(focus());
  }
  expect(seen).toEqual(['main', 'strip', 'side', 'main']);
  press('tab', 'esc');
  expect(focus()).toBe('main');
});

test('a pane that a smaller screen has no room for loses the keys', () => {
  const { press, resize, screen } = app();
  press('tab', 'tab');
  resize(40, 12);
  press('j');
  expect(screen()).toContain(' 2/8 ');
});

test('a screen that is too small says what it needs, and everything is back when it grows', () => {
  const { press, resize, screen } = app();
  press('j', 'j');
  resize(20, 5);
  expect(screen().trim()).toBe('30x8 is needed, this');
  resize(80, 24);
  expect(screen()).toContain(' 3/8 ');
});

test('Enter on the finding leads to its chain', () => {
  const { press, screen } = app();
  press('tab', 'enter');
  expect(crumbs(screen())).toBe('Calls ▸ Why');
});

test('a step that narrows the filter takes it off again on the way back', () => {
  const { controller, press, screen } = app();
  controller.setFilter('pid:4121');
  press('5');
  const model = controller.state.tabs[0]?.models.files;
  controller.apply('files', { model, effect: { kind: 'narrow', term: 'errno:ENOENT', to: { kind: 'event', event: 3 } } });
  expect(crumbs(screen())).toMatch(/^Files ▸ Calls/);
  expect(controller.state.tabs[0]?.filter).toBe('pid:4121 errno:ENOENT');
  press('esc');
  expect(crumbs(screen())).toContain('Files');
  expect(controller.state.tabs[0]?.filter).toBe('pid:4121');
});

test('a file that is waited for is left by Escape and Ctrl-C, a command in another tab not without a question', () => {
  const live = { kind: 'live', startedAtMs: 0, commandEnded: null } as const;
  const awaited = fakeSession({ calls: [], origin: 'stored', state: live });
  const { press, asked } = headless([awaited, fakeSession({ calls: GO_NOT_FOUND, origin: 'run', state: live })]);
  press('esc', 'ctrl-c');
  expect(asked).toEqual(['askQuit', 'askQuit']);
});
