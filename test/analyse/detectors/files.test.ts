// Files that could not be used: the cause that each errno stands for, what it is about, and runs in which the same failure means nothing.
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/model/report.ts';
import { diagnoseLines } from '../fixtures.ts';

const START = '7 execve("/usr/bin/tool", ["tool"], 0x7ffc /* 9 vars */) = 0';
const CWD = '7 getcwd("/w", 4096) = 3';
const end = (status: number): readonly string[] => [`7 exit_group(${status}) = ?`, `7 +++ exited with ${status} +++`];
const says = (text: string): string => `7 write(2, "${text}\\n", ${text.length + 1}) = ${text.length + 1}`;
/** A tool that makes these calls, says this and fails. */
const first = (calls: readonly string[], text: string): Finding | undefined =>
  diagnoseLines([START, CWD, ...calls.map((call) => `7 ${call}`), says(text), ...end(1)]).report.findings[0];

describe('each errno is a cause of its own', () => {
  test.each([
    [
      'a file that is not there',
      ['openat(AT_FDCWD, "in.csv", O_RDONLY) = -1 ENOENT (No such file or directory)'],
      'tool: in.csv: No such file or directory',
      'file/not-found',
      '/w/in.csv',
    ],
    [
      'the same in German',
      ['openat(AT_FDCWD, "in.csv", O_RDONLY) = -1 ENOENT (No such file or directory)'],
      'tool: in.csv: Datei oder Verzeichnis nicht gefunden',
      'file/not-found',
      '/w/in.csv',
    ],
    [
      'a file that this user may not read',
      ['openat(AT_FDCWD, "key", O_RDONLY) = -1 EACCES (Permission denied)'],
      "tool: cannot open 'key': Permission denied",
      'file/permission-denied',
      '/w/key',
    ],
    [
      'a directory that may not be searched',
      ['stat("vault/key", 0x7ffc) = -1 EACCES (Permission denied)'],
      'tool: vault/key: Permission denied',
      'file/directory-not-searchable',
      '/w/vault',
    ],
    [
      'a file where a directory is needed',
      ['stat("cache", {st_mode=S_IFREG|0644, st_size=3, ...}) = 0', 'mkdir("cache/v1", 0777) = -1 ENOTDIR (Not a directory)'],
      'tool: cache/v1: Not a directory',
      'file/not-a-directory',
      '/w/cache',
    ],
    [
      'a directory where a file is needed',
      ['openat(AT_FDCWD, "out", O_WRONLY|O_CREAT, 0666) = -1 EISDIR (Is a directory)'],
      'tool: out: Is a directory',
      'file/is-a-directory',
      '/w/out',
    ],
    [
      'a read-only file system',
      ['mkdir("/srv/x", 0777) = -1 EROFS (Read-only file system)'],
      "tool: cannot create '/srv/x': Read-only file system",
      'file/read-only-filesystem',
      '/srv',
    ],
    [
      'a full file system',
      ['openat(AT_FDCWD, "/var/q/job", O_WRONLY|O_CREAT|O_EXCL, 0600) = -1 ENOSPC (No space left on device)'],
      'tool: queue not available',
      'file/no-space',
      '/var/q',
    ],
    [
      'a file that would be too large',
      ['truncate("disk.img", 90000000000000) = -1 EFBIG (File too large)'],
      'tool: disk.img: File too large',
      'file/too-large',
      '/w/disk.img',
    ],
    [
      'a descriptor too many',
      ['socket(AF_UNIX, SOCK_STREAM, 0) = -1 EMFILE (Too many open files)'],
      'tool: Too many open files',
      'file/too-many-open',
      'RLIMIT_NOFILE',
    ],
    [
      'a system without descriptors',
      ['openat(AT_FDCWD, "a", O_RDONLY) = -1 ENFILE (Too many open files in system)'],
      'tool: a: Too many open files in system',
      'file/too-many-open',
      'fs.file-max',
    ],
    [
      'a mount point',
      ['rename("app", "app.old") = -1 EBUSY (Device or resource busy)'],
      "tool: cannot move 'app' to 'app.old': Device or resource busy",
      'file/busy',
      '/w/app',
    ],
    [
      'a link to another file system',
      ['link("a", "/mnt/b/a") = -1 EXDEV (Invalid cross-device link)'],
      'tool: /mnt/b/a: Invalid cross-device link',
      'file/cross-device',
      '/mnt/b',
    ],
    ['something in the way', ['symlink("v2", "current") = -1 EEXIST (File exists)'], "tool: 'current': File exists", 'file/exists', '/w/current'],
    [
      'a quota',
      ['openat(AT_FDCWD, "a", O_WRONLY|O_CREAT, 0666) = -1 EDQUOT (Disk quota exceeded)'],
      'tool: a: Disk quota exceeded',
      'file/quota-exceeded',
      '/w/a',
    ],
    [
      'a stale handle',
      ['openat(AT_FDCWD, "/nfs/a", O_RDONLY) = -1 ESTALE (Stale file handle)'],
      'tool: /nfs/a: Stale file handle',
      'file/stale-handle',
      '/nfs/a',
    ],
    [
      'a disk that fails',
      ['openat(AT_FDCWD, "/data/a", O_RDONLY) = 3', 'read(3, 0x7ffc, 4096) = -1 EIO (Input/output error)'],
      'tool: /data/a: Input/output error',
      'file/io-error',
      '/data/a',
    ],
    [
      'no device',
      ['openat(AT_FDCWD, "/dev/st0", O_RDWR) = -1 ENXIO (No such device or address)'],
      'tool: /dev/st0: No such device or address',
      'file/no-such-device',
      '/dev/st0',
    ],
    [
      'a size beyond 32 bits',
      ['openat(AT_FDCWD, "/data/big", O_RDONLY) = -1 EOVERFLOW (Value too large for defined data type)'],
      'tool: /data/big: Value too large for defined data type',
      'file/overflow',
      '/data/big',
    ],
    [
      'no lock service',
      [
        'openat(AT_FDCWD, "/nfs/l", O_RDWR) = 3',
        'fcntl(3, F_SETLK, {l_type=F_WRLCK, l_whence=SEEK_SET, l_start=0, l_len=0}) = -1 ENOLCK (No locks available)',
      ],
      'tool: No locks available',
      'file/lock-service-missing',
      '/nfs/l',
    ],
    [
      'a lock that somebody holds',
      ['openat(AT_FDCWD, "/run/l", O_RDWR) = 3', 'flock(3, LOCK_EX|LOCK_NB) = -1 EAGAIN (Resource temporarily unavailable)'],
      'tool: another one is at work',
      'file/locked',
      '/run/l',
    ],
    [
      'a lock file',
      ['openat(AT_FDCWD, "/g/index.lock", O_RDWR|O_CREAT|O_EXCL, 0666) = -1 EEXIST (File exists)'],
      "fatal: Unable to create '/g/index.lock': File exists.",
      'file/locked',
      '/g/index.lock',
    ],
    [
      'no watch left',
      ['inotify_add_watch(3, "src", IN_MODIFY) = -1 ENOSPC (No space left on device)'],
      'tool: cannot start',
      'limit/inotify-watches',
      'fs.inotify.max_user_watches',
    ],
    [
      'no watcher left',
      ['inotify_init1(IN_CLOEXEC) = -1 EMFILE (Too many open files)'],
      'tool: cannot start',
      'limit/inotify-instances',
      'fs.inotify.max_user_instances',
    ],
    [
      'memory at a forbidden address',
      ['mmap(NULL, 4096, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_FIXED|MAP_ANONYMOUS, -1, 0) = -1 EPERM (Operation not permitted)'],
      'tool: cannot map page 0',
      'limit/mmap-min-addr',
      'vm.mmap_min_addr',
    ],
    [
      'a capability',
      ['sethostname("x", 1) = -1 EPERM (Operation not permitted)'],
      'tool: you must be root to change the host name',
      'security/capability-missing',
      'CAP_SYS_ADMIN',
    ],
    [
      'a key',
      ['request_key("user", "vault:main", NULL, 0) = -1 ENOKEY (Required key not available)'],
      'tool: no key',
      'security/key-missing',
      'vault:main',
    ],
    [
      'a call that the kernel lacks',
      ['userfaultfd(O_CLOEXEC) = -1 ENOSYS (Function not implemented)'],
      'tool: userfaultfd: Function not implemented',
      'kernel/unsupported',
      'userfaultfd',
    ],
  ] as const)('%s', (_what, calls, text, code, subject) => {
    expect(first(calls, text)).toMatchObject({ code, subject });
  });
});

test('root whom the modes do not stop is stopped by a policy', () => {
  const found = first(
    ['geteuid() = 0', 'openat(AT_FDCWD, "/srv/key", O_RDONLY) = -1 EACCES (Permission denied)'],
    'tool: /srv/key: Permission denied',
  );
  expect(found).toMatchObject({ code: 'security/denied-by-policy', subject: '/srv/key' });
});

describe('what no failed call tells', () => {
  test('a directory that Python opened as a file', () => {
    const found = first(
      ['openat(AT_FDCWD, "conf", O_RDONLY|O_CLOEXEC) = 3', 'fstat(3, {st_mode=S_IFDIR|0755, st_size=4096, ...}) = 0', 'close(3) = 0'],
      "IsADirectoryError: [Errno 21] Is a directory: 'conf'",
    );
    expect(found).toMatchObject({ code: 'file/is-a-directory', subject: '/w/conf' });
  });

  test('a pid file that was left behind', () => {
    expect(first(['stat("app.pid", {st_mode=S_IFREG|0644, st_size=5, ...}) = 0'], 'app is already running')).toMatchObject({
      code: 'file/locked',
      subject: '/w/app.pid',
    });
  });
});
