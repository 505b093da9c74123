// Text like strace's, and unlike it, for property tests.
import fc from 'fast-check';

const tid = fc.constantFrom('5', '6', '7');
const prefix = fc.oneof(
  tid.map((pid) => `${pid} `),
  tid.map((pid) => `[pid     ${pid}] `),
  fc.constant(''),
  fc.tuple(tid, fc.nat(999_999)).map(([pid, micro]) => `${pid} 1700000000.${String(micro).padStart(6, '0')} `),
  fc.constant('16:34:42.302862 '),
  fc.constant('     0.000031 '),
);
const record = fc.constantFrom(
  'close(3) = 0',
  'openat(AT_FDCWD, "/etc/x", O_RDONLY) = -1 ENOENT (No such file or directory) <0.000009>',
  'read(3</tmp/a) = 0>, "x) = 5", 6) = 6',
  'read(3, <unfinished ...>',
  '<... read resumed>"x", 1) = 1',
  'write(1, "hi\\n", 3hi',
  ')      = 3',
  'clone(child_stack=NULL, flags=CLONE_VM|CLONE_THREAD|SIGCHLD <unfinished ...>',
  '<... clone resumed>) = 7',
  'vfork(strace: Process 7 attached',
  ' <unfinished ...>',
  'execve("/bin/sh", ["sh"], 0x7f /* 3 vars */) = 0',
  'exit_group(3) = ?',
  '--- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=7, si_uid=0, si_status=3, si_utime=0, si_stime=0} ---',
  '+++ exited with 3 +++',
  '+++ superseded by execve in pid 7 +++',
  'strace: Process 6 attached',
  ' > /lib/libc.so.6(read+0xe) [0x10]',
  '% time     seconds  usecs/call     calls    errors syscall',
  '100.00    0.000000           0        10         2 total',
  'Hello, world',
  '\u001b[33mclose\u001b[0m(3) = 0',
  'output[pid 6] close(4) = 0',
  '',
);

/** A line without its end. */
const line = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(prefix, record).map(([before, text]) => before + text) },
  { weight: 1, arbitrary: fc.string() },
);

/** Bytes of a capture: lines of all kinds, CRLF here and there, rubbish, cut anywhere. */
export const captureBytes = fc
  .tuple(
    fc.array(
      fc.tuple(
        fc.oneof(
          { weight: 8, arbitrary: line.map((text) => Buffer.from(text)) },
          { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)) },
        ),
        fc.constantFrom('\n', '\n', '\n', '\r\n'),
      ),
      { maxLength: 30 },
    ),
    fc.nat(20),
  )
  .map(([lines, cut]) => {
    const whole = Buffer.concat(lines.flatMap(([text, end]) => [text, Buffer.from(end)]));
    return new Uint8Array(whole.subarray(0, Math.max(0, whole.length - cut)));
  });
