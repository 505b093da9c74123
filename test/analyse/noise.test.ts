// Everyday failures.
import { expect, test } from 'vitest';
import { isNoise, noiseSays } from '../../src/analyse/noise.ts';
import { traceFromText } from '../../src/session/load-trace.ts';

const judge = (line: string) => isNoise(traceFromText(`${line}\n`), 0);

test.each([
  'ioctl(0, TCGETS, 0x7ffe) = -1 ENOTTY (Inappropriate ioctl for device)',
  'access("/etc/ld.so.preload", R_OK) = -1 ENOENT (No such file or directory)',
  'openat(AT_FDCWD, "/usr/share/locale/de/LC_MESSAGES/bash.mo", O_RDONLY) = -1 ENOENT (No such file or directory)',
  'futex(0x7f, FUTEX_WAIT_PRIVATE, 2, NULL) = -1 EAGAIN (Resource temporarily unavailable)',
  'wait4(-1, 0x7ffe, WNOHANG, NULL) = -1 ECHILD (No child processes)',
  'connect(3, {sa_family=AF_UNIX, sun_path="/var/run/nscd/socket"}, 110) = -1 ENOENT (No such file or directory)',
  'epoll_ctl(6, EPOLL_CTL_ADD, 5, {events=EPOLLIN}) = -1 EPERM (Operation not permitted)',
])('%s', (line) => {
  expect(judge(line)).toBe(true);
});

test.each([
  'openat(AT_FDCWD, "/srv/app.conf", O_RDONLY) = -1 ENOENT (No such file or directory)',
  'flock(3, LOCK_EX|LOCK_NB) = -1 EAGAIN (Resource temporarily unavailable)',
  'connect(3, {sa_family=AF_UNIX, sun_path="/run/app.sock"}, 110) = -1 ENOENT (No such file or directory)',
  'openat(AT_FDCWD, "/etc/passwd", O_RDONLY) = 3',
  '+++ exited with 1 +++',
])('not %s', (line) => {
  expect(judge(line)).toBe(false);
});

test('says what a folded line is about', () => {
  expect(noiseSays(traceFromText('ioctl(0, TCGETS, 0x7ffe) = -1 ENOTTY (Inappropriate ioctl for device)\n'), 0)).toBe(
    'asked whether it is a terminal, and it is not one',
  );
});
