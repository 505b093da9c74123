// Arguments of calls, as strace prints them.
import { expect, test } from 'vitest';
import { AT_FDCWD, readArray, readChildStatus, readFd, readStatMode, structField } from '../../src/text/arguments.ts';

test('reads a descriptor with and without its path', () => {
  expect(readFd('3')).toEqual({ fd: 3, path: null });
  expect(readFd('AT_FDCWD</tmp/a>')).toEqual({ fd: AT_FDCWD, path: '/tmp/a' });
  expect(readFd('0</dev/null<char 1:3>>')).toEqual({ fd: 0, path: '/dev/null' });
  expect(readFd('3</tmp/gone (deleted)>')).toEqual({ fd: 3, path: '/tmp/gone' });
  expect(readFd('NULL')).toBeNull();
});

test('a structure gives a field although strings and brackets stand around it', () => {
  const text = '{si_signo=SIGCHLD, si_code=CLD_EXITED, x={a=1, b="},"}, si_pid=7, si_status=127}';
  expect(structField(text, 'si_pid')).toBe('7');
  expect(structField(text, 'x')).toBe('{a=1, b="},"}');
  expect(structField(text, 'si_uid')).toBeNull();
});

test('stat and statx tell kind and mode', () => {
  expect(readStatMode('{st_mode=S_IFREG|0755, st_size=3}')).toEqual({ type: 'S_IFREG', mode: 0o755 });
  expect(readStatMode('{stx_mask=STATX_ALL, stx_mode=S_IFDIR|S_ISVTX|0777}')).toEqual({ type: 'S_IFDIR', mode: 0o777 });
});

test('a child status is read from wait4, from signals and from waitid', () => {
  expect(readChildStatus('[{WIFEXITED(s) && WEXITSTATUS(s) == 127}]')).toEqual({ kind: 'exit', status: 127 });
  expect(readChildStatus('[{WIFSIGNALED(s) && WTERMSIG(s) == SIGSEGV && WCOREDUMP(s)}]')).toEqual({ kind: 'signal', signal: 'SIGSEGV' });
  expect(readChildStatus('{si_signo=SIGCHLD, si_code=CLD_KILLED, si_pid=7, si_status=SIGKILL}')).toEqual({ kind: 'signal', signal: 'SIGKILL' });
  expect(readChildStatus('[{WIFSTOPPED(s) && WSTOPSIG(s) == SIGTSTP}]')).toBeNull();
});

test('an array falls into its entries', () => {
  expect(readArray('["a, b", {x=[1, 2]}, 3]')).toEqual(['"a, b"', '{x=[1, 2]}', '3']);
  expect(readArray('[]')).toEqual([]);
});
