// The filter and search lines while they are edited.
import { expect, test } from 'vitest';
import { fakeSession, GO_NOT_FOUND } from '../fake-session.ts';
import { headless } from './headless.ts';

const filterOf = (app: ReturnType<typeof headless>) => app.controller.state.tabs[0]?.filter;
const open = () => headless([fakeSession({ calls: GO_NOT_FOUND })]);

test('a filter narrows with every letter', () => {
  const app = open();
  app.press('f');
  app.type('new');
  expect(app.screen()).toContain(' Calls ─ filter: new ');
  expect(app.screen()).toContain(' 1/2 ');
});

test('while a filter cannot be read the last good one stays', () => {
  const app = open();
  app.press('f');
  app.type('go bad:');
  expect(filterOf(app)).toBe('go bad');
  app.press('enter');
  expect(app.screen()).toContain('bad: is no key; the last good one stays');
});

test('Escape brings the filter of before back', () => {
  const app = open();
  app.press('f');
  app.type('mmap');
  app.press('enter', 'f', 'ctrl-u');
  app.type('write');
  app.press('esc');
  expect(filterOf(app)).toBe('mmap');
});

test('Tab shows what completes the word, goes through it, and narrows by it', () => {
  const app = open();
  app.press('f');
  app.type('errno:');
  app.press('tab');
  expect(app.controller.state.line?.completions.map(({ insert }) => insert)).toEqual(['errno:ENOENT', 'errno:EACCES']);
  app.press('tab');
  expect(filterOf(app)).toBe('errno:ENOENT');
  app.press('tab', 'tab');
  expect(app.controller.state.line?.edited.text).toBe('errno:ENOENT');
});

test('the only completion is taken at once', () => {
  const app = open();
  app.press('f');
  app.type('pi');
  app.press('tab');
  expect(filterOf(app)).toBe('pid:4121');
});

test('a paste goes into the line that is edited and nowhere else', () => {
  const app = open();
  app.input({ kind: 'paste', text: 'qqq' });
  expect(app.asked).toEqual([]);
  app.press('f');
  app.input({ kind: 'paste', text: 'mmap\n' });
  expect(filterOf(app)).toBe('mmap');
});

test('a search goes to the next match and around the end; n and N repeat it', async () => {
  const app = open();
  const settle = () => new Promise((done) => setImmediate(done));
  app.press('/');
  app.type('newfstatat');
  app.press('enter');
  await settle();
  expect(app.screen()).toContain(' 4/8 ');
  app.press('n');
  await settle();
  app.press('n');
  await settle();
  expect(app.screen()).toContain(' 4/8 ');
  expect(app.screen()).toContain('went around the end');
  app.press('N');
  await settle();
  expect(app.screen()).toContain(' 5/8 ');
});

test('a search that finds nothing says so and moves nothing', async () => {
  const app = open();
  app.press('j', '/');
  app.type('nowhere');
  app.press('enter');
  await new Promise((done) => setImmediate(done));
  expect(app.screen()).toContain('nowhere occurs nowhere in what is shown');
  expect(app.screen()).toContain(' 2/8 ');
});

test('folding noise says how much it hides, and shows it again', () => {
  const app = open();
  app.press('m');
  expect(app.screen()).toContain('1 folded (m)');
  app.press('m');
  expect(app.screen()).not.toContain('folded');
});

test('in the Output view of a live run Enter types into the command, Ctrl-D ends its input', () => {
  const session = fakeSession({ calls: GO_NOT_FOUND, origin: 'run', state: { kind: 'live', startedAtMs: 0, commandEnded: null } });
  const app = headless([session]);
  app.press('0', 'enter');
  app.type('yes');
  app.press('enter', 'ctrl-d');
  expect(session.sent).toEqual(['yes\n', '<eof>']);
});

test('the line for its input goes when the command has ended', () => {
  const session = fakeSession({ calls: GO_NOT_FOUND, origin: 'run', state: { kind: 'live', startedAtMs: 0, commandEnded: null } });
  const app = headless([session]);
  app.press('0', 'enter');
  expect(app.screen()).toContain('^D end of input');
  session.become({ kind: 'ended', outcome: { kind: 'exit', status: 0 }, seconds: 1 });
  expect(app.screen()).not.toContain('^D end of input');
  expect(app.screen()).toContain('its input is closed');
});

test('Ctrl-C goes to the command that runs, and to nobody when none does', () => {
  const session = fakeSession({ calls: GO_NOT_FOUND, origin: 'run', state: { kind: 'live', startedAtMs: 0, commandEnded: null } });
  const app = headless([session]);
  app.press('ctrl-c');
  expect(session.sent).toEqual(['<int>']);
  session.become({ kind: 'ended', outcome: { kind: 'signal', signal: 'SIGINT' }, seconds: 1 });
  app.press('ctrl-c');
  expect(session.sent).toEqual(['<int>']);
  expect(app.screen()).toContain('q quits');
});
