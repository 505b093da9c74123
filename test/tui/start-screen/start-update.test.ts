// What keys, pastes and clicks do on the start screen.
import { expect, test } from 'vitest';
import { startDialog } from '../../../src/tui/start-screen/start-dialog.ts';
import { inside, known, typed } from './typed.ts';

const at = inside(76, 19);

test('runs the words of the line, with the options of the form', () => {
  const { effect } = typed(
    known,
    at,
    'r',
    `"bash -c 'go version'"`,
    'tab',
    '"/srv"',
    'tab',
    '"GOFLAGS=-v LANG=C"',
    'tab',
    '"2.5"',
    'tab',
    'space',
    'enter',
  );
  expect(effect).toEqual({
    kind: 'open',
    request: {
      kind: 'run',
      argv: ['bash', '-c', 'go version'],
      options: { cwd: '/srv', env: { GOFLAGS: '-v', LANG: 'C' }, timeoutSeconds: 2.5, tty: true },
    },
  });
});

test.each([
  [['enter'], 'type the command that fails'],
  [['"go \'x"', 'enter'], "the quote ' is not closed"],
  [['"go"', 'down', 'down', '"GOFLAGS"', 'enter'], '"GOFLAGS" is not NAME=VALUE'],
  [['"go"', 'up', 'up', '"soon"', 'enter'], '"soon" is no number of seconds'],
])('a form that cannot run says why and keeps what was typed: %j', (keys, problem) => {
  const { model, effect } = typed(known, at, 'r', ...keys);
  expect(effect).toBeUndefined();
  expect(model.run.problem).toBe(problem);
});

test('attaches to the marked processes, or to the one under the cursor', () => {
  const one = (pid: number) => ({ pid, user: 'root', ageSeconds: 1, cpuPercent: 0, command: `sleep ${pid}` });
  const opened = typed(known, at, 'a').model;
  const read = { ...opened, attach: { ...opened.attach, processes: [one(10), one(11), one(12)] } };
  expect(typed(read, at, '"sleep 11"', 'enter').effect).toEqual({ kind: 'open', request: { kind: 'attach', pids: [11] } });
  expect(typed(read, at, 'tab', 'down', 'down', 'tab', 'enter').effect).toEqual({ kind: 'open', request: { kind: 'attach', pids: [10, 12] } });
  expect(typed(read, at, '"nothing"', 'enter').effect).toBeUndefined();
});

test('opens a recent capture from the menu', () => {
  expect(typed(known, at, 'down', 'down', 'down', 'down', 'enter').effect).toEqual({
    kind: 'open',
    request: { kind: 'open', paths: ['/state/1/trace'] },
  });
});

test('opens what was pasted, also when it is pasted on the menu', () => {
  const { model } = startDialog.update(known, { kind: 'paste', text: 'a() = 0\nb() = 0' }, at);
  expect(model.part).toBe('paste');
  expect(typed(model, at, 'enter', 'enter').effect).toEqual({ kind: 'open', request: { kind: 'paste', text: 'a() = 0\nb() = 0\n' } });
  expect(typed(typed(known, at, 'p').model, at, 'enter').model.paste.problem).toBe('nothing is pasted yet');
});

test('the file picker completes, goes into directories, and tries a path that it does not list', () => {
  const entries = [
    { name: 'captures', kind: 'directory', files: 1, sizeBytes: 0, changedMs: 0 },
    { name: 'trace-a.txt', kind: 'file', files: 1, sizeBytes: 1, changedMs: 0 },
    { name: 'trace-b.txt', kind: 'file', files: 1, sizeBytes: 1, changedMs: 0 },
  ] as const;
  const opened = typed(known, at, 'o').model;
  const listed = { ...opened, file: { ...opened.file, listed: { directory: '/var/tmp/', entries } } };
  expect(typed(listed, at, '"tr"', 'tab').model.file.line.text).toBe('/var/tmp/trace-');
  expect(typed(listed, at, '"trace-b"', 'enter').effect).toEqual({ kind: 'open', request: { kind: 'open', paths: ['/var/tmp/trace-b.txt'] } });
  expect(typed(listed, at, 'enter').model.file.line.text).toBe('/var/tmp/captures/');
  expect(typed(listed, at, 'ctrl-u', '"~/x.txt"', 'enter').effect).toEqual({ kind: 'open', request: { kind: 'open', paths: ['/home/me/x.txt'] } });
});

test('Esc goes back to the menu; on the menu it leaves only where something is behind it', () => {
  expect(typed(known, at, 'r', 'esc').model.part).toBe('menu');
  expect(typed(known, at, 'esc').effect).toBeUndefined();
  expect(typed(known, at, 'q').effect).toEqual({ kind: 'quit' });
  expect(typed(known, inside(76, 19, false), 'esc').effect).toEqual({ kind: 'close' });
});

test('nothing is taken while a capture is being opened', () => {
  const { model } = typed(known, at, 'r', '"go"', 'enter');
  expect(typed(model, at, 'enter')).toEqual({ model });
  expect(startDialog.failed(model, 'no strace' as never)).toMatchObject({ opening: false, problem: 'no strace', part: 'run' });
});

test('a click chooses a line, a second one takes it', () => {
  const click = { kind: 'mouse', action: 'press', column: 3, row: 2 } as const;
  const first = startDialog.update(known, click, at);
  expect(first.model.menu.cursor).toBe(2);
  expect(startDialog.update(first.model, click, at).model.part).toBe('open');
});
