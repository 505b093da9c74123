// The detail of a call, as lines.
import { expect, test } from 'vitest';
import { headless } from '../app/headless.ts';
import { type FakeCall, fakeSession } from '../fake-session.ts';

/** The main pane of the detail of one call, blanks squeezed. */
function detail(call: FakeCall): string[] {
  const app = headless([fakeSession({ calls: [call] })], { columns: 120, rows: 40 });
  app.press('d');
  const lines = app.screen().split('\n').slice(2, 34);
  return lines.map((line) => line.split('││')[1]?.replace(/[▸│]/g, ' ').replace(/\s+/g, ' ').trim() ?? '').filter((line) => line !== '');
}

test('each argument has a line and a name, each flag its meaning', () => {
  const lines = detail({ name: 'openat', args: ['AT_FDCWD', '"/etc/x"', 'O_WRONLY|O_CREAT', '0644'], result: '3', path: '/etc/x' });
  expect(lines).toEqual(
    expect.arrayContaining([
      'dirfd AT_FDCWD: relative paths start at the working directory',
      'pathname "/etc/x"',
      'flags O_WRONLY|O_CREAT',
      'O_WRONLY: for writing',
      'O_CREAT: make it when it is not there',
      'mode 0644',
      'result 3',
    ]),
  );
});

test('an errno is said in words', () => {
  const lines = detail({ name: 'openat', args: ['AT_FDCWD', '"/etc/x"', 'O_WRONLY'], errno: 'EACCES', path: '/etc/x' }).join(' ');
  expect(lines).toMatch(/result -1 EACCES .*permissions of the file/);
});

test('names that strace prints itself win over those of the man page', () => {
  expect(detail({ name: 'clone', args: ['child_stack=NULL', 'flags=CLONE_CHILD_SETTID|SIGCHLD', 'child_tidptr=0x7f'], result: '42' })).toEqual(
    expect.arrayContaining(['child_stack NULL', 'flags CLONE_CHILD_SETTID|SIGCHLD', 'SIGCHLD: a child ended or was stopped', 'child_tidptr 0x7f']),
  );
});

test('what a program wrote is no flag, even when it looks like one', () => {
  expect(detail({ name: 'write', args: ['1', '"O_CREAT says \\"O_EXCL\\""', '7'], result: '7' }).join('\n')).not.toContain('make it when');
});

test('a call that no table knows has its arguments numbered', () => {
  expect(detail({ name: 'frobnicate', args: ['1', '2'], result: '0' })).toEqual(expect.arrayContaining(['1 1', '2 2', 'result 0']));
});

test('left and right read on from call to call', () => {
  const app = headless([fakeSession({ calls: ['a', 'b', 'c'].map((name) => ({ name, args: [] })) })]);
  app.press('d', 'right');
  expect(app.screen()).toContain('event 2 of 3');
  app.press('left', 'left');
  expect(app.screen()).toContain('event 1 of 3');
});

test('O, and Enter on a descriptor, lead to the call that opened it', async () => {
  const calls: FakeCall[] = [
    { name: 'openat', args: ['AT_FDCWD', '"/etc/x"', 'O_RDONLY'], result: '3', path: '/etc/x' },
    { name: 'read', args: ['3', '""', '4096'], result: '0' },
  ];
  const survey = (_kind: string, ask: object) => ({ event: 'fd' in ask && ask.fd === 3 ? 0 : null, process: 0, what: '/etc/x' });
  const app = headless([fakeSession({ calls, survey })]);
  app.press('j', 'O');
  await expect.poll(() => app.screen()).toContain('openat 1');
  expect(app.screen()).toContain('descriptor 3 is /etc/x');
  app.press('esc', 'd', 'j', 'enter');
  await expect.poll(() => app.screen()).toContain('openat 1');
});
