// Mount tables that somebody printed.
import { expect, test } from 'vitest';
import { mountPoints, noexecMountOf } from '../../src/analyse/mounts.ts';
import { inquiryOf } from './fixtures.ts';

test('the three ways of writing a mount', () => {
  expect(
    mountPoints(
      [
        'tmpfs /run tmpfs rw,nosuid,nodev,noexec,relatime 0 0',
        '36 35 98:0 / /mnt\\0402 rw,noexec - ext4 /dev/a rw',
        'none on /x type tmpfs (rw,noexec)',
        '/dev/a / ext4 rw 0 0',
      ].join('\n'),
    ),
  ).toEqual(['/run', '/mnt 2', '/x']);
});

test('the longest one that a path lies on', () => {
  const inquiry = inquiryOf([
    'openat(AT_FDCWD, "/proc/mounts", O_RDONLY) = 3',
    'read(3, "a /srv tmpfs rw,noexec 0 0\\nb /srv/deep tmpfs rw,noexec 0 0\\n", 4096) = 60',
    'mount("none", "/other", "tmpfs", MS_NOEXEC, NULL) = 0',
  ]);
  expect(noexecMountOf(inquiry, 0, '/srv/deep/tool')?.at).toBe('/srv/deep');
  expect(noexecMountOf(inquiry, 0, '/srv/tool')?.at).toBe('/srv');
  expect(noexecMountOf(inquiry, 0, '/other/tool')?.at).toBe('/other');
  expect(noexecMountOf(inquiry, 0, '/srvx/tool')).toBeNull();
});
