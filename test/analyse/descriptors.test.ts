// What a number of a file descriptor means, followed through the calls that make, copy, pass and close descriptors.
import { expect, test } from 'vitest';
import { readAnnotation } from '../../src/analyse/descriptors/annotation.ts';
import { readSocketAddress } from '../../src/analyse/descriptors/socket-address.ts';
import { holdersOf, openFileAt } from '../../src/analyse/descriptors.ts';
import { inquiryOf } from './fixtures.ts';

/** What a number means at the last line. */
function lastOf(lines: readonly string[], fd: number) {
  const inquiry = inquiryOf(lines);
  const event = inquiry.trace.eventCount - 1;
  return openFileAt(inquiry, inquiry.trace.process(event), event, fd);
}

const OPEN = '7 openat(AT_FDCWD, "/etc/hosts", O_RDONLY|O_CLOEXEC) = 3';

test('a number means what was opened last under it', () => {
  const again = [OPEN, '7 close(3) = 0', '7 openat(AT_FDCWD, "/etc/fstab", O_RDONLY) = 3', '7 read(3, "", 1) = 0'];
  expect(lastOf(again, 3)).toMatchObject({ kind: 'file', path: '/etc/fstab', openedBy: 2 });
  expect(lastOf([OPEN, '7 close(3) = 0', '7 getpid() = 7'], 3)).toBeNull();
  expect(lastOf([OPEN, '7 close(3) = 0'], 3)).toMatchObject({ path: '/etc/hosts' });
});

test('copies share one description, and close-on-exec closes only what has it', () => {
  const lines = [OPEN, '7 dup2(3, 10) = 10', '7 execve("/bin/x", ["x"], 0x7 /* 0 vars */) = 0', '7 getpid() = 7'];
  expect(lastOf(lines, 3)).toBeNull();
  expect(lastOf(lines, 10)).toMatchObject({ path: '/etc/hosts', openedBy: 0 });
  expect(lastOf([OPEN, '7 fcntl(3, F_SETFD, 0) = 0', '7 execve("/bin/x", ["x"], 0x7 /* 0 vars */) = 0', '7 getpid() = 7'], 3)).not.toBeNull();
});

const FORKED = [
  '7 pipe2([3, 4], O_CLOEXEC) = 0',
  '7 clone(child_stack=NULL, flags=CLONE_CHILD_SETTID|SIGCHLD) = 8',
  '7 close(4) = 0',
  '8 dup2(4, 1) = 1',
  '8 execve("/bin/x", ["x"], 0x7 /* 0 vars */) = 0',
  '8 write(1, "x", 1) = 1',
  '7 read(3, ',
];

test('both ends of a pipe, over fork and exec, and who holds them', () => {
  const inquiry = inquiryOf(FORKED);
  const reader = openFileAt(inquiry, 0, 6, 3)!;
  const writer = openFileAt(inquiry, 1, 6, 1)!;
  expect(reader).toMatchObject({ kind: 'pipe', pipeEnd: 'read', peer: writer.id });
  expect(writer).toMatchObject({ kind: 'pipe', pipeEnd: 'write', peer: reader.id });
  expect(holdersOf(inquiry, writer.id, 6)).toEqual([{ process: 1, fd: 1 }]);
  expect(holdersOf(inquiry, reader.id, 6)).toEqual([{ process: 0, fd: 3 }]);
});

test('who has ended holds nothing', () => {
  const inquiry = inquiryOf([...FORKED.slice(0, 6), '8 exit_group(0) = ?', '8 +++ exited with 0 +++', '7 read(3, "", 1) = 0']);
  expect(holdersOf(inquiry, openFileAt(inquiry, 0, 8, 3)!.peer!, 8)).toEqual([]);
});

test('a process that shares its table, and one that has a copy', () => {
  const clone = (flags: string) => [
    `7 clone(child_stack=0x7f, flags=${flags}) = 8`,
    '8 openat(AT_FDCWD, "/etc/hosts", O_RDONLY) = 5',
    '7 read(5, "", 1) = 0',
  ];
  expect(lastOf(clone('CLONE_VM|CLONE_FILES|SIGCHLD'), 5)).toMatchObject({ path: '/etc/hosts' });
  expect(lastOf(clone('CLONE_VM|CLONE_VFORK|SIGCHLD'), 5)).toMatchObject({ openedBy: null });
});

test('a connection knows where it was dialled, also while connect waits', () => {
  const socket = '7 socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_IP) = 3';
  const connect = '7 connect(3, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("10.0.0.1")}, 16';
  expect(lastOf([socket, `${connect} <unfinished ...>`], 3)).toMatchObject({ kind: 'socket', family: 'AF_INET', address: '10.0.0.1:443' });
  expect(lastOf([socket, `${connect}) = -1 EINPROGRESS (Operation now in progress)`, '7 poll([{fd=3}], 1, 5) = 0'], 3)).toMatchObject({
    address: '10.0.0.1:443',
  });
});

test('an accepted connection knows who came, from when accept returned', () => {
  const inquiry = inquiryOf([
    '7 socket(AF_INET6, SOCK_STREAM, IPPROTO_TCP) = 3',
    '7 bind(3, {sa_family=AF_INET6, sin6_port=htons(80), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "::1", &sin6_addr), sin6_scope_id=0}, 28) = 0',
    '7 clone(child_stack=0x7f, flags=CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD) = 9',
    '7 openat(AT_FDCWD, "/etc/hosts", O_RDONLY) = 4',
    '7 accept4(3,  <unfinished ...>',
    '9 read(4, "", 1) = 0',
    '9 close(4) = 0',
    '7 <... accept4 resumed>{sa_family=AF_INET6, sin6_port=htons(999), inet_pton(AF_INET6, "::1", &sin6_addr), sin6_scope_id=0}, [28], SOCK_CLOEXEC) = 4',
    '7 read(4, "", 1) = 0',
  ]);
  expect(openFileAt(inquiry, 0, 5, 4)).toMatchObject({ path: '/etc/hosts' });
  expect(openFileAt(inquiry, 0, 7, 4)).toMatchObject({ kind: 'socket', family: 'AF_INET6', address: '[::1]:999' });
  expect(openFileAt(inquiry, 0, 7, 3)).toMatchObject({ address: null, local: '[::1]:80' });
});

test('a descriptor that came over a Unix socket is what was sent', () => {
  const lines = [
    '7 socketpair(AF_UNIX, SOCK_STREAM, 0, [3, 4]) = 0',
    '7 clone(child_stack=NULL, flags=SIGCHLD) = 8',
    '7 openat(AT_FDCWD, "/srv/data", O_RDWR) = 5',
    '7 sendmsg(3, {msg_name=NULL, msg_iov=[{iov_base="x", iov_len=1}], msg_control=[{cmsg_len=20, cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, cmsg_data=[5]}], msg_flags=0}, 0) = 1',
    '8 recvmsg(4, {msg_name=NULL, msg_iov=[{iov_base="x", iov_len=1}], msg_control=[{cmsg_len=20, cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, cmsg_data=[9]}], msg_flags=0}, 0) = 1',
    '8 flock(9, LOCK_EX',
  ];
  const inquiry = inquiryOf(lines);
  const received = openFileAt(inquiry, 1, 5, 9)!;
  expect(received).toMatchObject({ path: '/srv/data', openedBy: 2 });
  expect(holdersOf(inquiry, received.id, 5)).toEqual([
    { process: 0, fd: 5 },
    { process: 1, fd: 9 },
  ]);
});

test('what -y shows wins over an open that was not recorded', () => {
  const lines = ['7 read(3</etc/hosts>, "", 1) = 0', '7 read(3</etc/fstab>, "", 1) = 0'];
  expect(lastOf(lines, 3)).toMatchObject({ path: '/etc/fstab', openedBy: null });
  expect(lastOf(['7 read(3<TCP:[10.0.0.2:5000->10.0.0.1:80]>, '], 3)).toMatchObject({
    kind: 'socket',
    family: 'AF_INET',
    address: '10.0.0.1:80',
    local: '10.0.0.2:5000',
  });
});

test('standard input that fstat or an ioctl shows to be a terminal', () => {
  expect(lastOf(['7 fstat(0, {st_mode=S_IFCHR|0620, st_rdev=makedev(0x88, 0x1), ...}) = 0', '7 read(0, '], 0)).toMatchObject({ kind: 'terminal' });
  expect(lastOf(['7 ioctl(0, TCGETS, {B38400 opost isig icanon echo ...}) = 0', '7 read(0, '], 0)).toMatchObject({ kind: 'terminal' });
  expect(lastOf(['7 fstat(0, {st_mode=S_IFCHR|0666, st_rdev=makedev(0x1, 0x3), ...}) = 0', '7 read(0, '], 0)).toMatchObject({ kind: 'other' });
});

test('a fifo that was opened by its path has an end', () => {
  const lines = ['7 openat(AT_FDCWD, "/run/q", O_RDONLY) = 3', '7 fstat(3, {st_mode=S_IFIFO|0644, st_size=0, ...}) = 0', '7 read(3, '];
  expect(lastOf(lines, 3)).toMatchObject({ kind: 'pipe', path: '/run/q', pipeEnd: 'read' });
});

test('close_range and the annotations of sockets', () => {
  expect(lastOf([OPEN, '7 dup(3) = 4', '7 close_range(4, 4294967295, 0) = 0', '7 getpid() = 7'], 4)).toBeNull();
  expect(readAnnotation('5<UNIX-STREAM:[11->22,"/run/p"]>')).toMatchObject({ family: 'AF_UNIX', inode: '11', peerInode: '22', path: '/run/p' });
  expect(readAnnotation('5<TCPv6:[[::1]:1->[::2]:80]>')).toMatchObject({ family: 'AF_INET6', local: '[::1]:1', remote: '[::2]:80' });
  expect(readAnnotation('0</dev/pts/3<char 136:3>>')).toMatchObject({ kind: 'terminal', path: '/dev/pts/3' });
  expect(readAnnotation('3')).toBeNull();
});

test('addresses as strace prints them, old and new', () => {
  expect(readSocketAddress('{sa_family=AF_FILE, path="/run/s"}')).toEqual({ family: 'AF_UNIX', address: null, path: '/run/s' });
  expect(readSocketAddress('{sa_family=AF_UNIX, sun_path=@"abstract"}')).toMatchObject({ path: '@abstract' });
  expect(readSocketAddress('NULL')).toBeNull();
});
