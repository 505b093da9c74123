// The end of a call's line: value, errno, notes, duration.
import { expect, test } from 'vitest';
import { CALL_FAILED, CALL_INJECTED, CALL_NO_RETURN } from '../../src/model/trace.ts';
import { scan } from './scan.ts';

test.each([
  ['close(3) = 0', '0', 0, '', 0],
  ['close(3)                                = 0 <0.000009>', '0', 0, '', 0],
  ['openat(AT_FDCWD, "/x", O_RDONLY) = -1 ENOENT (No such file or directory) <0.000009>', '-1', -1, 'ENOENT', CALL_FAILED],
  ['openat(AT_FDCWD, "/x", O_RDONLY) = 3</tmp/a b>', '3</tmp/a b>', 3, '', 0],
  ['openat(AT_FDCWD, "/x", O_RDONLY) = 3</tmp/a>(deleted)', '3</tmp/a>(deleted)', 3, '', 0],
  ['socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = 3<TCP:[127.0.0.1:5000->10.0.0.1:443]>', '3<TCP:[127.0.0.1:5000->10.0.0.1:443]>', 3, '', 0],
  ['mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, -1, 0) = 0x7f1ffcda3000', '0x7f1ffcda3000', 0x7f1ffcda3000, '', 0],
  ['exit_group(0) = ?', '?', Number.NaN, '', CALL_NO_RETURN],
  ['nanosleep({0, 5}, NULL) = ? ERESTART_RESTARTBLOCK (Interrupted by signal)', '?', Number.NaN, 'ERESTART_RESTARTBLOCK', CALL_FAILED],
  ['poll([{fd=3, events=POLLIN}], 1, 0) = 0 (Timeout)', '0', 0, '', 0],
  ['poll([{fd=3, events=POLLIN}], 1, -1) = 1 ([{fd=3, revents=POLLIN}])', '1', 1, '', 0],
  ['openat(AT_FDCWD, "/x", O_RDONLY) = -1 EACCES (Permission denied) (INJECTED)', '-1', -1, 'EACCES', CALL_FAILED | CALL_INJECTED],
  ['close(3) = 0 (INJECTED)', '0', 0, '', CALL_INJECTED],
  ['close(3) = -1 EIO (Input/output error) (INJECTED) (DELAYED) <0.000008>', '-1', -1, 'EIO', CALL_FAILED | CALL_INJECTED],
  ['getppid() = 7 (INJECTED: args)', '7', 7, '', CALL_INJECTED],
  ['read(0, "", 1) = -1 EIO (Input/output error) (INJECTED: args, retval)', '-1', -1, 'EIO', CALL_FAILED | CALL_INJECTED],
  ['openat(AT_FDCWD, "x", 0) = -1 EEXIST (File exists)', '-1', -1, 'EEXIST', CALL_FAILED],
  ['read(0, <unavailable>) = ? <unavailable>', '?', Number.NaN, '', CALL_NO_RETURN],
  ["getpid() = 1 /* 1388 in strace's PID NS */", '1', 1, '', 0],
  ['foo(1) = -1 (errno 512)', '-1', -1, 'errno 512', CALL_FAILED],
  ['umask(022) = 002', '002', 2, '', 0],
])('%s', (line, result, value, errno, flags) => {
  expect(scan(line)).toMatchObject({ shape: 'call', result, value, errno, flags });
});

test('durations are whole nanoseconds', () => {
  expect(scan('close(3) = 0 <0.000009>').tookNs).toBe(9000);
  expect(scan('close(3) = 0 <12.000000001>').tookNs).toBe(12_000_000_001);
  expect(scan('close(3) = 0 <3>').tookNs).toBe(3_000_000_000);
  expect(scan('close(3) = 0').tookNs).toBeNaN();
});

test.each([
  ['write(1, "a) = 0", 6) = 6', '1, "a) = 0", 6', '6'],
  ['openat(AT_FDCWD, "f) = 3", O_RDONLY) = -1 ENOENT (No such file or directory)', 'AT_FDCWD, "f) = 3", O_RDONLY', '-1'],
  ['close(3</tmp/x) = 5>) = 0', '3</tmp/x) = 5>', '0'],
  ['openat(AT_FDCWD, "x", 0) = 3</tmp/a) = 0>', 'AT_FDCWD, "x", 0', '3</tmp/a) = 0>'],
  ['read(3, "= 1 EIO (x)", 9) = 9', '3, "= 1 EIO (x)", 9', '9'],
])('text that looks like an end does not deceive: %s', (line, args, result) => {
  expect(scan(line)).toMatchObject({ shape: 'call', args, result });
});

test.each([
  ['read(3, <unfinished ...>', 'call_unfinished', '3,'],
  ['wait4(192 <unfinished ...>', 'call_unfinished', '192'],
  ['pause( <unfinished ... exit status 0>', 'call_unfinished', ''],
  ['nanosleep({tv_sec=9, tv_nsec=0},  <detached ...>', 'call_unfinished', '{tv_sec=9, tv_nsec=0},'],
  ['write(1, "hello\\n", 6hello', 'call_open', '1, "hello\\n", 6hello'],
  ['<... read resumed>"x", 1) = 1', 'resumed', '"x", 1'],
  ['<... wait4 resumed>, NULL, 0, NULL) = 192', 'resumed', ', NULL, 0, NULL'],
  ['<... mprotect resumed> ) = 0', 'resumed', ' '],
  ['<... wait4 resumed> <unavailable>) = ? <unavailable>', 'resumed', ' <unavailable>'],
])('%s is %s', (line, shape, args) => {
  expect(scan(line)).toMatchObject({ shape, args });
});
