// Captures in forms that are met seldom, each written down with what a person reads in it before the parser had seen it.
import { expect, test } from 'vitest';
import { traceFromText } from '../../src/session/load-trace.ts';

const CAPTURES: readonly (readonly [name: string, text: string, records: readonly string[]])[] = [
  [
    'numbers of calls and addresses together (-n -i), with times to the nanosecond',
    '1700000000.123456789 [  59] [00007f3f1a2b3c4d] execve("/bin/true", ["true"], 0x7ffc /* 3 vars */) = 0 <0.000412345>\n1700000000.123999999 [ 231] [00007f3f1a2b3c5e] exit_group(0) = ?\n',
    ['call execve 0', 'call exit_group ?'],
  ],
  [
    'relative stamps behind absolute ones, pids with names',
    '7<sh> 10:11:12 (+     0.000000) vfork( <unfinished ...>\n8<sh> 10:11:12 (+     0.000100) execve("/bin/ls", ["ls"], 0x55 /* 2 vars */ <unfinished ...>\n7<sh> 10:11:12 (+     0.000200) <... vfork resumed>) = 8<ls>\n8<ls> 10:11:12 (+     0.000010) <... execve resumed>) = 0\n',
    ['call vfork 8<ls>', 'call execve 0'],
  ],
  [
    'values in hex and raw (-X raw, -e raw=all)',
    'openat(0xffffff9c, 0x7ffd00, 0x80000, 0) = 0x3\nread(0x3, 0x7ffd10, 0x340) = 0x340\nclose(0x3) = 0\n',
    ['call openat 0x3', 'call read 0x340', 'call close 0'],
  ],
  [
    'an ioctl with its number in words, a note behind the result',
    'ioctl(3, _IOC(_IOC_READ|_IOC_WRITE, 0x64, 0x11, 0x8), 0x7ffd) = -1 ENOTTY (Inappropriate ioctl for device)\nfcntl(5, F_GETFL) = 0x8002 (flags O_RDWR|O_LARGEFILE)\npoll([{fd=5, events=POLLIN}], 1, 0) = 1 ([{fd=5, revents=POLLIN|POLLHUP}])\n',
    ['call ioctl -1 ENOTTY', 'call fcntl 0x8002', 'call poll 1'],
  ],
  [
    'strings with brackets, quotes, comments and results in them',
    String.raw`write(1, "f(\"a\", 1) = -1 ENOENT (No) <0.1>\n", 34) = 34
openat(AT_FDCWD, "/tmp/a) = 3", O_RDONLY) = -1 ENOENT (No such file or directory)
write(1, "/* */ <unfinished ...>", 22 <unfinished ...>
`,
    ['call write 34', 'call openat -1 ENOENT', 'call write null'],
  ],
  [
    'personality switches and messages of strace on a shared stream',
    '[ Process PID=41 runs in 32 bit mode. ]\nexecve("./a32", ["./a32"], 0xffd /* 2 vars */) = 0\nstrace: [ Process PID=41 runs in x32 mode. ]\nexit(3) = ?\n+++ exited with 3 +++\n',
    ['notice', 'call execve 0', 'notice', 'call exit ?', 'exit'],
  ],
  [
    'descriptors with everything (--decode-fds=all)',
    '3 epoll_ctl(4<anon_inode:[eventpoll]>, EPOLL_CTL_ADD, 5<TCP:[127.0.0.1:80->127.0.0.1:5000]>, {events=EPOLLIN, data={u32=5, u64=5}}) = 0\n3 read(6</dev/pts/3<char 136:3>>, "a\\n", 1024) = 2\n3 signalfd4(-1, [INT], 8, SFD_CLOEXEC) = 7<signalfd:[INT]>\n3 pidfd_open(9, 0) = 8<pid:9>\n',
    ['call epoll_ctl 0', 'call read 2', 'call signalfd4 7<signalfd:[INT]>', 'call pidfd_open 8<pid:9>'],
  ],
  [
    'what strace did to calls',
    'mkdir("/x", 0777) = -1 EPERM (Operation not permitted) (INJECTED)\nread(0, 0x7f, 1) = 0 (INJECTED: args, retval) (DELAYED)\nfutex(0x7f, FUTEX_WAIT, 2, NULL) = ? ERESTARTSYS (To be restarted if SA_RESTART is set)\n--- SIGINT {si_signo=SIGINT, si_code=SI_KERNEL} ---\nrt_sigreturn({mask=[]}) = 202\n',
    ['call mkdir -1 EPERM', 'call read 0', 'call futex ? ERESTARTSYS', 'signal SIGINT', 'call rt_sigreturn 202'],
  ],
  [
    'a security context of threads and files (--secontext=full)',
    '9 [system_u:system_r:init_t:s0] openat(AT_FDCWD, "/etc/x" [unconfined_u:object_r:etc_t:s0], O_RDONLY) = 3</etc/x> [system_u:object_r:etc_t:s0]\n9 [system_u:system_r:init_t:s0] close(3</etc/x> [system_u:object_r:etc_t:s0]) = 0\n9 [system_u:system_r:init_t:s0] dup(5 [u:o:etc_t:s0]) = 4 [u:o:etc_t:s0!!u:o:usr_t:s0] <0.000012>\n',
    ['call openat 3</etc/x>', 'call close 0', 'call dup 4'],
  ],
  [
    'an architecture that leaves names out, and calls that nobody named',
    'syscall_0x1c7(0x1, 0x2, 0, 0, 0, 0) = -1 ENOSYS (Function not implemented)\nSYS_451(0x3) = 0\nreserved82() = -1 ENOSYS (Function not implemented)\n',
    ['call syscall_0x1c7 -1 ENOSYS', 'call SYS_451 0', 'call reserved82 -1 ENOSYS'],
  ],
];

test.each(CAPTURES)('%s', (_, text, records) => {
  const trace = traceFromText(text);
  const seen = Array.from({ length: trace.eventCount }, (_unused, event) => {
    const kind = trace.kind(event);
    if (kind !== 'call') return kind === 'signal' ? `signal ${trace.name(event)}` : kind;
    const errno = trace.errno(event);
    return `call ${trace.name(event)} ${trace.result(event)}${errno === null ? '' : ` ${errno}`}`;
  });
  expect(seen).toEqual(records);
});
